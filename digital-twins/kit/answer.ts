import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** What a twin answers. `ok` is the vendor's notion of success, by default a status below 400. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: AnswerBody;
  ok?: boolean;
}

type AnswerBody =
  | { kind: 'empty' }
  | { kind: 'json'; value: unknown }
  | { kind: 'text'; type: string; text: string }
  | { kind: 'bytes'; type: string; bytes: Buffer }
  /** Server-sent events: one after every write, for as long as the client listens. */
  | { kind: 'changes' };

type Headers = Answer['headers'];

export function json(value: unknown, status = 200, headers: Headers = {}): Answer {
  return { status, headers, body: { kind: 'json', value } };
}

export function empty(status = 204, headers: Headers = {}): Answer {
  return { status, headers, body: { kind: 'empty' } };
}

export function text(value: string, status = 200, headers: Headers = {}): Answer {
  return { status, headers, body: { kind: 'text', type: 'text/plain; charset=utf-8', text: value } };
}

/** A file as it is. Whoever serves what users uploaded says with `headers` that it is a download. */
export function bytes(value: Buffer, type: string, headers: Headers = {}): Answer {
  return {
    status: 200,
    headers: { 'x-content-type-options': 'nosniff', ...headers },
    body: { kind: 'bytes', type, bytes: value },
  };
}

/** Tells a page after every write in this twin of this namespace that there is something new: `data: <count>`. */
export function changes(): Answer {
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: { kind: 'changes' } };
}

/** A page that may load nothing from elsewhere and run no script. */
export function page(markup: string, status = 200, headers: Headers = {}): Answer {
  return markupAnswer(markup, "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'", status, headers);
}

/** A page with one script of its own, which may speak with its own origin and nobody else. */
export function appPage(markup: string, script: string, status = 200, headers: Headers = {}): Answer {
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `script-src 'sha256-${hash}'`,
  ];
  const whole = markup.replace('</body>', () => `<script>${script}</script></body>`);
  return markupAnswer(whole, policy.join('; '), status, headers);
}

function markupAnswer(markup: string, policy: string, status: number, headers: Headers): Answer {
  return {
    status,
    headers: { 'content-security-policy': policy, 'cache-control': 'no-store', ...headers },
    body: { kind: 'text', type: 'text/html; charset=utf-8', text: markup },
  };
}

export function redirect(location: string, headers: Headers = {}): Answer {
  return empty(302, { location, 'cache-control': 'no-store', ...headers });
}

export function isOk(answer: Answer): boolean {
  return answer.ok ?? answer.status < 400;
}

/** An answer's body as it goes over the wire. */
export interface Rendered {
  /** Content type; empty = none. */
  type: string;
  content: string | Buffer;
}

export function render(body: AnswerBody): Rendered {
  if (body.kind === 'json') return { type: 'application/json; charset=utf-8', content: JSON.stringify(body.value) ?? '' };
  if (body.kind === 'text') return { type: body.type, content: body.text };
  if (body.kind === 'bytes') return { type: body.type, content: body.bytes };
  return { type: body.kind === 'changes' ? 'text/event-stream' : '', content: '' };
}

/** Writes an answer; a response whose client has gone away is left alone. */
export function send(response: ServerResponse, answer: Answer, rendered = render(answer.body)): void {
  if (response.destroyed || response.headersSent) return;
  const { type, content } = rendered;
  response.writeHead(answer.status, {
    ...(type === '' ? {} : { 'content-type': type }),
    ...lengthOf(answer.status, content),
    ...answer.headers,
  });
  response.end(content);
}

/** Node would send an answer without a length in chunks, which costs more. */
function lengthOf(status: number, content: string | Buffer): Headers {
  return status === 204 || status === 304 || status < 200 ? {} : { 'content-length': String(Buffer.byteLength(content)) };
}
