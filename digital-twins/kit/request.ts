import type { IncomingMessage } from 'node:http';
import { parseJson } from './parse-json.ts';

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
  /** The body as it came, for signatures; empty when it was too large. */
  text: string;
}

export type Body =
  | { kind: 'none' }
  | { kind: 'json'; value: unknown }
  /** `fields` has the last of each name, `pairs` all of them in the order they were sent. */
  | { kind: 'form'; fields: Record<string, string>; pairs: [string, string][] }
  | { kind: 'multipart'; parts: Part[] }
  | { kind: 'other'; type: string; text: string; bytes: Buffer }
  | { kind: 'broken'; type: string }
  | { kind: 'too-large' };

/** One part of a multipart body; a text field has no file name. */
export interface Part {
  name: string;
  filename?: string;
  type: string;
  bytes: Buffer;
}

/** Bytes a request's body may have; more is refused in the vendor's shape. */
const bodyLimit = 10 * 1024 * 1024;

/** Reads a request to its end. Throws when the client goes away, or never ends. */
export async function readRequest(incoming: IncomingMessage, limit = bodyLimit): Promise<TwinRequest> {
  const bytes = hasBody(incoming) ? await readBody(incoming, limit) : noBytes;
  const contentType = incoming.headers['content-type'] ?? '';
  return { ...readHead(incoming), body: await parseBody(contentType, bytes), text: bytes?.toString('utf8') ?? '' };
}

const noBytes = Buffer.alloc(0);

/** A request that has no body: an upgrade. */
export function readHead(incoming: IncomingMessage): TwinRequest {
  const [path, query] = parseTarget(incoming.url ?? '/');
  return {
    method: incoming.method ?? 'GET',
    path,
    query,
    headers: incoming.headers,
    origin: `http://${safeHost(incoming.headers.host)}`,
    cookies: parseCookies(incoming.headers.cookie),
    body: { kind: 'none' },
    text: '',
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

const plainTarget = /^\/(?!\/)[\w\-./~:@%]*$/;

function parseTarget(target: string): [string, URLSearchParams] {
  const mark = target.indexOf('?');
  const plain = mark === -1 ? target : target.slice(0, mark);
  // Almost every path needs no parsing; dots may be segments that have to be resolved.
  if (plainTarget.test(plain) && !plain.includes('/.')) {
    return [plain, new URLSearchParams(mark === -1 ? '' : withoutFragment(target.slice(mark + 1)))];
  }
  // A target like `//x` would be read as a host; an absolute one is cut down to its path.
  const path = target.replace(/^https?:\/\/[^/]*/i, '').replace(/^\/+/, '/') || '/';
  const url = URL.parse(path, 'http://twin.invalid') ?? new URL('http://twin.invalid/');
  return [url.pathname, url.searchParams];
}

function withoutFragment(query: string): string {
  const hash = query.indexOf('#');
  return hash === -1 ? query : query.slice(0, hash);
}

/** A name that URLs can be built on. */
function safeHost(host: string | undefined): string {
  return host !== undefined && /^[a-z0-9._\-[\]:]+$/i.test(host) && URL.canParse(`http://${host}`) ? host : 'localhost';
}

function parseCookies(header: string | undefined): Record<string, string> {
  if (header === undefined) return {};
  const pairs = header.split(';').map(part => part.trim().split('='));
  return Object.fromEntries(pairs.map(([name = '', ...value]) => [name, value.join('=')]));
}

/**
 * Undefined for a body that is too large: it is read to its end, so that the answer can be heard, but not kept. One that
 * is ten times too large is not waited for.
 */
function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    // Listeners, not an iterator: this is done for every call, and an iterator costs as much as the rest of it.
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
      if (size > 10 * limit) reject(new Error('the body does not end'));
    });
    incoming.once('end', () => resolve(size > limit ? undefined : chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    incoming.once('error', reject);
    incoming.once('close', () => reject(new Error('the client went away')));
  });
}

/** Reads a body by its content type alone; a type we do not read is kept as it is. */
async function parseBody(contentType: string, bytes: Buffer | undefined): Promise<Body> {
  if (bytes === undefined) return { kind: 'too-large' };
  if (bytes.length === 0) return { kind: 'none' };
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const text = bytes.toString('utf8');
  if (type === 'application/json' || type.endsWith('+json')) return readJson(type, text);
  if (type === 'application/x-www-form-urlencoded') {
    const pairs = [...new URLSearchParams(text)];
    return { kind: 'form', fields: Object.fromEntries(pairs), pairs };
  }
  if (type === 'multipart/form-data') return parseMultipart(contentType, bytes);
  return { kind: 'other', type, text, bytes };
}

function readJson(type: string, text: string): Body {
  try {
    return { kind: 'json', value: parseJson(text) };
  } catch {
    return { kind: 'broken', type };
  }
}

async function parseMultipart(contentType: string, bytes: Buffer): Promise<Body> {
  try {
    const headers = { 'content-type': contentType };
    const form = await new Response(new Uint8Array(bytes), { headers }).formData();
    return { kind: 'multipart', parts: await Promise.all([...form].map(readPart)) };
  } catch {
    return { kind: 'broken', type: 'multipart/form-data' };
  }
}

async function readPart([name, value]: [string, FormDataEntryValue]): Promise<Part> {
  if (typeof value === 'string') return { name, type: 'text/plain', bytes: Buffer.from(value) };
  const type = value.type || 'application/octet-stream';
  return { name, filename: value.name, type, bytes: Buffer.from(await value.arrayBuffer()) };
}

/** The body as an object with keys, whether it came as JSON or as a form of any kind; otherwise empty. Files are left out. */
export function bodyFields(body: Body): Record<string, unknown> {
  if (body.kind === 'form') return body.fields;
  if (body.kind === 'multipart') {
    const texts = body.parts.filter(part => part.filename === undefined);
    return Object.fromEntries(texts.map(part => [part.name, part.bytes.toString('utf8')]));
  }
  const isObject = body.kind === 'json' && typeof body.value === 'object' && body.value !== null;
  return isObject && !Array.isArray(body.value) ? (body.value as Record<string, unknown>) : {};
}
