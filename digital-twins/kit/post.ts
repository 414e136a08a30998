import { request as httpRequest, type IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { Dial } from './dialler.ts';
import type { OutRequest, OutResult } from './outbox.ts';

/** Bytes of an answer that are read; what is longer counts as cut there. */
const answerLimit = 1024 * 1024;

/** Sends one request over a connection of the dialler, and reads what comes back. Never rejects; follows no redirect. */
export async function post(dial: Dial, out: OutRequest): Promise<OutResult> {
  const url = URL.parse(out.url);
  if (!isCallable(url)) return { kind: 'failed', reason: 'refused-url', message: `${out.url} is not an address a twin can call` };
  const limit = createLimit(out.timeoutMs);
  const opening = open(dial, url);
  try {
    const socket = await Promise.race([opening, limit.promise]);
    if (socket === 'timeout') return timedOut(out);
    const answered = await Promise.race([exchange(socket, url, out), limit.promise]);
    return answered === 'timeout' ? timedOut(out) : answered;
  } catch (error) {
    return { kind: 'failed', reason: 'unreachable', message: error instanceof Error ? error.message : String(error) };
  } finally {
    limit.clear();
    // A connection carries one request: what the other side sends after it, or one that opens too late, is nobody's.
    void opening.then(
      socket => socket.destroy(),
      () => undefined,
    );
  }
}

function isCallable(url: URL | null): url is URL {
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

function createLimit(ms: number): { promise: Promise<'timeout'>; clear(): void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<'timeout'>(resolve => {
    timer = setTimeout(() => resolve('timeout'), ms);
  });
  return { promise, clear: () => clearTimeout(timer) };
}

function timedOut(out: OutRequest): OutResult {
  return { kind: 'failed', reason: 'timeout', message: `no answer within ${out.timeoutMs} ms` };
}

async function open(dial: Dial, url: URL): Promise<Duplex> {
  const isTls = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const socket = await dial(host, Number(url.port || (isTls ? 443 : 80)));
  const stream = isTls ? connectTls({ socket, ...(isIP(host) === 0 ? { servername: host } : {}) }) : socket;
  // Errors are also told to whoever reads; those that come after the answer, or before the request, are told to nobody.
  for (const one of new Set([socket, stream])) one.on('error', () => undefined);
  return stream;
}

function exchange(socket: Duplex, url: URL, out: OutRequest): Promise<OutResult> {
  return new Promise((resolve, reject) => {
    const headers = {
      host: url.host,
      'content-length': String(Buffer.byteLength(out.body)),
      connection: 'close',
      ...out.headers,
    };
    const outgoing = httpRequest({
      createConnection: () => socket,
      method: out.method,
      path: `${url.pathname}${url.search}`,
      headers: out.method === 'GET' || out.method === 'HEAD' ? withoutLength(headers) : headers,
    });
    outgoing.on('error', reject);
    outgoing.once('response', response => void readAnswer(response).then(resolve, reject));
    outgoing.end(out.body);
  });
}

function withoutLength({ 'content-length': _length, ...headers }: Record<string, string>): Record<string, string> {
  return headers;
}

async function readAnswer(response: IncomingMessage): Promise<OutResult> {
  const chunks: Buffer[] = [];
  let size = 0;
  // The rest of an answer that was cut here.
  response.on('error', () => undefined);
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > answerLimit) break;
  }
  const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
  return { kind: 'answer', status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString('utf8') };
}
