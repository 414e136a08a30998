import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { keptHeaders, readAnswer } from './exchange.ts';
import { createRedactor, type Redactor } from './redact-exchange.ts';

/** Headers that belong to one connection and are not passed on, in either direction. */
const hop = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
  'host',
  'accept-encoding',
]);

/** Answer headers that say something about the service; the rest is its infrastructure. */
const told =
  /^(content-type|link|location|retry-after|x-rate-limit-|x-ratelimit-|x-oauth-scopes|x-accepted-oauth-scopes|www-authenticate)/;

/**
 * A proxy to a real service that hands every exchange, redacted, to `keep` as one line of JSON. Secrets go to the
 * service as they came, and nowhere else.
 */
export function createRecorder(upstream: URL, keep: (line: string) => void): Server {
  const redactor = createRedactor(upstream);
  return createServer((incoming, response) => void pass(upstream, redactor, keep, incoming, response));
}

async function pass(
  upstream: URL,
  redactor: Redactor,
  keep: (line: string) => void,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const method = incoming.method ?? 'GET';
    const answer = await fetch(new URL(incoming.url ?? '/', upstream), {
      method,
      redirect: 'manual',
      headers: passedOn(incoming.headers),
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(body) }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    keep(lineOf(redactor, incoming, body.toString('utf8'), answer, bytes.toString('utf8')));
    response.writeHead(answer.status, passedOn(Object.fromEntries(answer.headers)));
    response.end(bytes);
  } catch (error) {
    response.writeHead(502, { 'content-type': 'text/plain' });
    response.end(`the recorder could not reach ${upstream.origin}: ${(error as Error).message}\n`);
  }
}

function passedOn(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const entries = Object.entries(headers).filter(([name, value]) => value !== undefined && !hop.has(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]));
}

function lineOf(redactor: Redactor, incoming: IncomingMessage, body: string, answer: Response, text: string): string {
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => told.test(name)));
  return JSON.stringify({
    f: 'recording',
    m: incoming.method,
    u: redactor.text(incoming.url ?? '/'),
    reqh: keptHeaders(incoming.headers),
    rb: redactBody(redactor, incoming.headers['content-type'] ?? '', body),
    s: answer.status,
    h: redactor.value(headers),
    b: redactor.value(readAnswer(text)),
  });
}

function redactBody(redactor: Redactor, type: string, body: string): string {
  if (type.includes('json')) return body === '' ? '' : JSON.stringify(redactor.value(readAnswer(body)));
  if (!type.startsWith('application/x-www-form-urlencoded')) return redactor.text(body);
  const fields = redactor.value(Object.fromEntries(new URLSearchParams(body))) as Record<string, string>;
  return String(new URLSearchParams(fields));
}
