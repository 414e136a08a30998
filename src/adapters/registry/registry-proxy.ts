import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '../../base/app-error.ts';
import type { ServiceHandler } from '../../core/station/station-runtime.ts';
import { fetchUpstream, type UpstreamAnswer } from './fetch-upstream.ts';
import { targetOf } from './request-rules.ts';
import { rewriteTarballs } from './rewrite-tarballs.ts';

export type RegistryProxyOptions = {
  /** The registry behind it, `https` as a rule; default: npm's own setting, else registry.npmjs.org. */
  readonly upstream?: string;
  /** Other hosts that package files may come from. */
  readonly allowHosts?: readonly string[];
  /** A package file may not be larger; 300 MB by default. */
  readonly maxTarballBytes?: number;
};

const maxMetadataBytes = 64 * 1024 * 1024;
const inside = 'http://registry.localhost';

/**
 * The npm registry for stations: reads packages from one upstream and refuses everything else with 403 and the reason.
 * No socket listens on the host; it answers HTTP/1.1 on the streams that a tunnel hands it.
 */
export function createRegistryProxy(options: RegistryProxyOptions = {}): ServiceHandler {
  const upstream = new URL(options.upstream ?? process.env['npm_config_registry'] ?? 'https://registry.npmjs.org/');
  const allowHosts = options.allowHosts ?? [];
  const maxTarballBytes = options.maxTarballBytes ?? 300 * 1024 * 1024;
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 60_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else say(response, 502, `The registry cannot be reached: ${messageOf(error)}`);
    });
  });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = targetOf(request.method ?? '', request.url ?? '', allowHosts);
    if ('refused' in target) return say(response, 403, `Andon's registry: ${target.refused}.`);
    const address =
      'host' in target ? new URL(`https://${target.host}${target.path}`) : new URL(`.${target.path}`, withSlash(upstream));
    const isSafe = (next: URL): boolean => next.host === upstream.host || allowHosts.includes(next.host);
    const got = await fetchUpstream(address, {
      method: request.method ?? 'GET',
      accept: request.headers.accept ?? '*/*',
      isSafe,
    });
    if (got.status === 200 && target.kind === 'metadata' && request.method === 'GET') return sendMetadata(response, got);
    await sendThrough(response, got);
  };
  const sendMetadata = async (response: ServerResponse, got: UpstreamAnswer): Promise<void> => {
    const text = await textOf(got, maxMetadataBytes);
    const body = rewriteTarballs(text, { upstream, inside, allowHosts });
    response.writeHead(200, { ...kept(got), 'content-length': Buffer.byteLength(body) }).end(body);
  };
  const sendThrough = async (response: ServerResponse, got: UpstreamAnswer): Promise<void> => {
    const length = Number(got.headers['content-length'] ?? 0);
    if (length > maxTarballBytes) {
      got.body.destroy();
      return say(
        response,
        403,
        `Andon's registry: the package file has ${length} bytes, more than the ${maxTarballBytes} allowed.`,
      );
    }
    response.writeHead(got.status, { ...kept(got), ...(length > 0 ? { 'content-length': length } : {}) });
    await pipeline(got.body, capAt(maxTarballBytes), response);
  };

  // A server that never listens: each stream is handed to it as if it had been accepted.
  return stream => void server.emit('connection', stream);
}

/** Of the upstream's headers only those that describe the body. */
function kept({ headers }: UpstreamAnswer): Record<string, string> {
  const names = ['content-type', 'etag', 'last-modified', 'cache-control'];
  return Object.fromEntries(names.flatMap(name => (typeof headers[name] === 'string' ? [[name, headers[name] as string]] : [])));
}

function say(response: ServerResponse, status: number, text: string): void {
  const body = JSON.stringify({ error: text });
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}

function capAt(maxBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxBytes) done(new Error('too large'));
      else done(null, chunk);
    },
  });
}

async function textOf({ body }: UpstreamAnswer, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += (chunk as Buffer).length;
    if (size > maxBytes) throw new Error('the package description is too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

function withSlash(url: URL): URL {
  return url.pathname.endsWith('/') ? url : new URL(`${url.href}/`);
}
