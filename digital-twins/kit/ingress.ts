import { createServer as createHttpServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Handler, Visitor } from './handle.ts';
import type { Namespace } from './namespace.ts';
import type { Namespaces } from './namespaces.ts';
import { isSame } from './secrets.ts';

/** Bytes the first line may have, and ms it may take. */
const preambleLimit = 512;
const preambleTimeout = 5_000;

interface Origin {
  namespace: Namespace;
  handler: Handler;
  visitor: Visitor;
}

/** Takes a connection that the host brings because a twin asked for it. Whether it was wanted. */
export type Bring = (namespace: string, id: string, socket: Socket) => boolean;

interface Parts {
  token: string;
  namespaces: Namespaces;
  handlers: Map<string, Handler>;
  bring: Bring;
}

/**
 * The listener for traffic of products, agents and browsers. The first line of a connection is written by the host and
 * says where it belongs; nothing that comes after it can change that.
 */
export function createIngress(parts: Parts): Server {
  const origins = new WeakMap<Socket, Origin>();
  const http = createInnerServer(origins);
  return createServer({ noDelay: true }, socket => {
    socket.on('error', () => socket.destroy());
    readPreamble(socket, line => {
      const origin = resolve(line, parts, socket);
      if (origin === 'brought') return;
      if (origin === undefined) return void socket.destroy();
      origins.set(socket, origin);
      origin.namespace.connections.add(socket);
      socket.once('close', () => origin.namespace.connections.delete(socket));
      http.emit('connection', socket);
    });
  });
}

function createInnerServer(origins: WeakMap<Socket, Origin>): HttpServer {
  const http = createHttpServer({ keepAliveTimeout: 75_000 }, (incoming, response) => {
    const origin = origins.get(incoming.socket);
    if (origin === undefined) return void incoming.socket.destroy();
    void origin.handler.serve(origin.namespace, incoming, response, origin.visitor);
  });
  http.on('upgrade', (incoming: IncomingMessage, stream: Duplex, head: Buffer) => {
    const origin = origins.get(incoming.socket);
    if (origin === undefined) return void stream.destroy();
    stream.on('error', () => stream.destroy());
    origin.handler.upgrade(origin.namespace, incoming, stream, head);
  });
  http.on('clientError', (_error, socket) => {
    if (!socket.destroyed) socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
  // It never listens itself; this starts Node's watch over clients that never end their headers or their request.
  http.emit('listening');
  return http;
}

function readPreamble(socket: Socket, found: (line: string) => void): void {
  let seen = Buffer.alloc(0);
  const timer = setTimeout(() => socket.destroy(), preambleTimeout);
  socket.once('close', () => clearTimeout(timer));
  const onData = (chunk: Buffer) => {
    seen = Buffer.concat([seen, chunk]);
    const end = seen.subarray(0, preambleLimit).indexOf(0x0a);
    if (end === -1) {
      if (seen.length >= preambleLimit) socket.destroy();
      return;
    }
    clearTimeout(timer);
    socket.off('data', onData);
    socket.pause();
    if (end + 1 < seen.length) socket.unshift(seen.subarray(end + 1));
    found(seen.subarray(0, end).toString('latin1'));
    socket.resume();
  };
  socket.on('data', onData);
}

function resolve(line: string, parts: Parts, socket: Socket): Origin | 'brought' | undefined {
  const [word, given = '', name = '', service = '', ...more] = line.split(' ');
  if (word !== 'ANDON' || more.length > 0 || !isSame(given, parts.token)) return undefined;
  const namespace = parts.namespaces.find(name);
  if (namespace === undefined) return undefined;
  const [, dial] = /^dial:(\d+)$/.exec(service) ?? [];
  if (dial !== undefined) return parts.bring(name, dial, socket) ? 'brought' : undefined;
  const [twin = '', visitor = 'anybody', ...rest] = service.split('/');
  const handler = parts.handlers.get(twin);
  if (handler === undefined || rest.length > 0 || (visitor !== 'program' && visitor !== 'anybody')) return undefined;
  return { namespace, handler, visitor };
}
