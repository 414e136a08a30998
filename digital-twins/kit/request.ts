import type { IncomingMessage } from 'node:http';

/** What came in, read once, the same for every twin. */
export interface TwinRequest {
  method: string;
  /** Without the query, as sent (still percent-encoded). */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** Scheme and name the client used, from the Host header: what a twin builds its own URLs on. */
  origin: string;
  cookies: Record<string, string>;
  body: Body;
}

export type Body =
  | { kind: 'none' }
  | { kind: 'json'; value: unknown }
  | { kind: 'form'; fields: Record<string, string> }
  | { kind: 'other'; type: string; text: string }
  | { kind: 'broken'; type: string }
  | { kind: 'too-large' };

/** Bytes a request's body may have; more is refused in the vendor's shape. */
const bodyLimit = 10 * 1024 * 1024;

/** Bytes after which we no longer wait for the end of a body that is too large. */
const patienceLimit = 10 * bodyLimit;

/** Reads a request to its end. Throws when the client goes away, or never ends. */
export async function readRequest(incoming: IncomingMessage): Promise<TwinRequest> {
  const url = parseTarget(incoming.url ?? '/');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    origin: `http://${safeHost(incoming.headers.host)}`,
    cookies: parseCookies(incoming.headers.cookie ?? ''),
    body: parseBody(incoming.headers['content-type'] ?? '', await readBody(incoming)),
  };
}

function parseTarget(target: string): URL {
  // A target like `//x` would be read as a host; an absolute one is cut down to its path.
  const path = target.replace(/^https?:\/\/[^/]*/i, '').replace(/^\/+/, '/') || '/';
  return URL.parse(path, 'http://twin.invalid') ?? new URL('http://twin.invalid/');
}

function safeHost(host: string | undefined): string {
  return host !== undefined && /^[a-z0-9._\-[\]:]+$/i.test(host) ? host : 'localhost';
}

function parseCookies(header: string): Record<string, string> {
  const pairs = header.split(';').map(part => part.trim().split('='));
  return Object.fromEntries(pairs.map(([name = '', ...value]) => [name, value.join('=')]));
}

/** Undefined for a body that is too large: it is read to its end, so that the answer can be heard, but not kept. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
    if (size > patienceLimit) throw new Error('the body does not end');
  }
  return size > bodyLimit ? undefined : Buffer.concat(chunks);
}

/** Reads a body by its content type alone; a type we do not read is kept as text. */
function parseBody(contentType: string, bytes: Buffer | undefined): Body {
  if (bytes === undefined) return { kind: 'too-large' };
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  if (bytes.length === 0) return { kind: 'none' };
  const text = bytes.toString('utf8');
  if (type === 'application/json' || type.endsWith('+json')) return parseJson(type, text);
  if (type === 'application/x-www-form-urlencoded') {
    return { kind: 'form', fields: Object.fromEntries(new URLSearchParams(text)) };
  }
  return { kind: 'other', type, text };
}

function parseJson(type: string, text: string): Body {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'broken', type };
  }
}

/** The body as an object with keys, whether it came as JSON or as a form; otherwise empty. */
export function bodyFields(body: Body): Record<string, unknown> {
  if (body.kind === 'form') return body.fields;
  const isObject = body.kind === 'json' && typeof body.value === 'object' && body.value !== null;
  return isObject && !Array.isArray(body.value) ? (body.value as Record<string, unknown>) : {};
}
