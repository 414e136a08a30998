import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';

export type UpstreamAnswer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Readable };
export type UpstreamRequest = {
  readonly method: string;
  readonly accept: string;
  /** Whether a redirect may be followed. */
  readonly isSafe: (next: URL) => boolean;
};

const timeoutMs = 60_000;
const maxRedirects = 3;
const agents = {
  http: new HttpAgent({ keepAlive: true, maxSockets: 24 }),
  https: new HttpsAgent({ keepAlive: true, maxSockets: 24 }),
};

/** One request, with redirects followed as far as they are safe. Nothing of the station's own headers goes along but `accept`. */
export async function fetchUpstream(address: URL, request: UpstreamRequest, redirects = 0): Promise<UpstreamAnswer> {
  const answer = await send(address, request);
  const location = answer.headers.location;
  if (answer.status < 300 || answer.status >= 400 || answer.status === 304 || !location) return answer;
  answer.body.destroy();
  const next = new URL(location, address);
  if (redirects >= maxRedirects || !request.isSafe(next)) throw new Error(`it redirects to ${next.host}, which is not allowed`);
  return fetchUpstream(next, request, redirects + 1);
}

function send(address: URL, { method, accept }: UpstreamRequest): Promise<UpstreamAnswer> {
  const isPlain = address.protocol === 'http:';
  const headers = { accept, 'accept-encoding': 'gzip, br', 'user-agent': 'andon-registry-proxy' };
  return new Promise((resolve, reject) => {
    const options = { method, headers, timeout: timeoutMs, agent: isPlain ? agents.http : agents.https };
    const sent = (isPlain ? httpRequest : httpsRequest)(address, options, response => {
      const { body, isCoded } = decoded(response, method === 'HEAD' ? undefined : response.headers['content-encoding']);
      const { 'content-length': length, ...rest } = response.headers;
      resolve({ status: response.statusCode ?? 502, headers: isCoded || length === undefined ? rest : response.headers, body });
    });
    sent.once('timeout', () => sent.destroy(new Error('no answer within a minute')));
    sent.once('error', reject);
    sent.end();
  });
}

function decoded(body: Readable, encoding: string | undefined): { body: Readable; isCoded: boolean } {
  const decoder = encoding === 'gzip' ? createGunzip() : encoding === 'br' ? createBrotliDecompress() : null;
  if (!decoder) return { body, isCoded: false };
  // A broken answer breaks the decoder, whose reader is told.
  return { body: pipeline(body, decoder, () => undefined), isCoded: true };
}
