import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import { messageOf } from '../../../base/app-error.ts';
import type { NetworkLine, ReplayRequest } from '../../../core/scenario/replay.ts';

export type Routes = ReplayRequest['routes'];

/** The one way out of a browser context. `refused` is told of everything that was asked for and does not exist for it. */
export type NameProxy = {
  readonly server: string;
  readonly username: string;
  readonly password: string;
  close(): Promise<void>;
};

/** Asked for once per context, so that the browser learns the proxy's password before the product sees a request. */
export const handshakeHost = 'andon-handshake.localhost';
/** Set on the proxy's own answers only: the product's are stripped of it. */
export const proxyHeader = 'x-andon-proxy';

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  proxyHeader,
]);

/**
 * An HTTP proxy on loopback that knows the names of one replay's side, port 80, and nothing else. It wants a password,
 * since any process of the machine can connect to a loopback port.
 */
export async function createNameProxy(routes: Routes, refused: (line: NetworkLine) => void): Promise<NameProxy> {
  const username = 'andon';
  const password = randomBytes(24).toString('base64url');
  const isAllowed = passwordCheck(`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`);
  const streams = new Set<Duplex>();
  const context = { routes, refused, isAllowed, streams };
  const server = createServer((incoming, answer) => void forward(context, incoming, answer));
  // A connection that is closed for idling just as the browser uses it again looks like a fault of the product.
  server.keepAliveTimeout = 0;
  server.on('connect', (incoming, socket, head) => void connect(context, incoming, socket, head));
  server.on('connection', socket => void keep(streams, socket));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    username,
    password,
    close: () => close(server, streams),
  };
}

type Context = {
  readonly routes: Routes;
  readonly refused: (line: NetworkLine) => void;
  readonly isAllowed: (incoming: IncomingMessage) => boolean;
  readonly streams: Set<Duplex>;
};

async function forward(context: Context, incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
  incoming.on('error', () => {});
  answer.on('error', () => {});
  if (!context.isAllowed(incoming)) return end(answer, 407, 'password', { 'proxy-authenticate': 'Basic realm="andon"' });
  const url = URL.canParse(incoming.url ?? '') ? new URL(incoming.url!) : null;
  if (url?.hostname === handshakeHost) return end(answer, 200, 'hello', { 'access-control-allow-origin': '*' });
  const route = url === null ? null : routeTo(context.routes, url.protocol === 'http:' ? url.host : '');
  if (url === null || route === null) return refuse(context, incoming, () => end(answer, 403, 'refused'));
  try {
    await exchange(keep(context.streams, await route()), url, incoming, answer);
  } catch (error) {
    context.refused({ method: incoming.method ?? '', url: url.href, status: null, error: messageOf(error) });
    end(answer, 502, 'unreachable');
  }
}

function exchange(stream: Duplex, url: URL, incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = {
      createConnection: () => stream as never,
      method: incoming.method,
      path: url.pathname + url.search,
      headers: { ...passedOn(incoming), host: url.host, connection: 'close' },
      setHost: false,
    };
    const outgoing = httpRequest(options, response => {
      answer.writeHead(response.statusCode ?? 502, response.statusMessage ?? '', passedOnRaw(response));
      pipeline(response, answer, () => resolve());
    });
    stream.on('error', reject);
    outgoing.on('error', reject);
    answer.on('close', () => stream.destroy());
    incoming.pipe(outgoing);
  });
}

/** WebSockets and https come as CONNECT: a plain byte stream to a name of ours on port 80, never anything else. */
async function connect(context: Context, incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
  socket.on('error', () => socket.destroy());
  if (!context.isAllowed(incoming))
    return void socket.end(
      'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="andon"\r\nContent-Length: 0\r\n\r\n',
    );
  const route = routeTo(context.routes, incoming.url ?? '');
  if (route === null)
    return refuse(
      context,
      incoming,
      () => void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
    );
  try {
    const stream = keep(context.streams, await route());
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) stream.write(head);
    pipeline(socket, stream, socket, () => {});
  } catch (error) {
    context.refused({ method: 'CONNECT', url: incoming.url ?? '', status: null, error: messageOf(error) });
    socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  }
}

/** `host` may carry a port; only 80 is offered. */
function routeTo(routes: Routes, host: string): (() => Promise<Duplex>) | null {
  const name = host.toLowerCase().replace(/:80$/, '');
  return Object.hasOwn(routes, name) ? routes[name]! : null;
}

function refuse(context: Context, incoming: IncomingMessage, answer: () => void): void {
  context.refused({
    method: incoming.method ?? '',
    url: String(incoming.url).slice(0, 2000),
    status: null,
    error: 'blocked: not a name of this replay',
  });
  answer();
}

function end(answer: ServerResponse, status: number, why: string, headers: Readonly<Record<string, string>> = {}): void {
  if (answer.headersSent) return void answer.destroy();
  // Never empty: Chromium shows an error page of its own for an error without a body, and the header would not be seen.
  answer.writeHead(status, { ...headers, [proxyHeader]: why, 'content-type': 'text/plain' }).end(`${why}\n`);
}

function passedOn(message: IncomingMessage): Record<string, string | string[]> {
  const kept = Object.entries(message.headers).filter(([name, value]) => value !== undefined && !hopByHop.has(name));
  return Object.fromEntries(kept) as Record<string, string | string[]>;
}

/** Raw pairs, so that several `Set-Cookie` lines stay several. */
function passedOnRaw(message: IncomingMessage): string[] {
  const pairs: string[] = [];
  for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
    const name = message.rawHeaders[index]!;
    if (!hopByHop.has(name.toLowerCase())) pairs.push(name, message.rawHeaders[index + 1]!);
  }
  return pairs;
}

function passwordCheck(wanted: string): (incoming: IncomingMessage) => boolean {
  const expected = Buffer.from(wanted);
  return incoming => {
    const given = Buffer.from(incoming.headers['proxy-authorization'] ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
}

function keep<Stream extends Duplex>(streams: Set<Duplex>, stream: Stream): Stream {
  streams.add(stream);
  stream.on('error', () => {});
  stream.on('close', () => streams.delete(stream));
  return stream;
}

async function close(server: Server, streams: ReadonlySet<Duplex>): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()));
  for (const stream of streams) stream.destroy();
  await closed;
}
