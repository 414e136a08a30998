import { createServer as createHttpServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import type { Handler } from './handle.ts';
import type { Namespace } from './namespace.ts';
import type { Namespaces } from './namespaces.ts';
import { isSame } from './secrets.ts';

/** Bytes the first line may have, and ms it may take. */
const preambleLimit = 512;
const preambleTimeout = 5_000;

interface Origin {
  namespace: Namespace;
  handler: Handler;
}

/**
 * The listener for traffic of products, agents and browsers. The first line of a connection is written by the host and
 * says where it belongs; nothing that comes after it can change that.
 */
export function createIngress(token: string, namespaces: Namespaces, handlers: Map<string, Handler>): Server {
  const origins = new WeakMap<Socket, Origin>();
  const http = createInnerServer(origins);
  return createServer({ noDelay: true }, socket => {
    socket.on('error', () => socket.destroy());
    readPreamble(socket, line => {
      const origin = resolve(line, token, namespaces, handlers);
      if (origin === undefined) return void socket.destroy();
      origins.set(socket, origin);
      origin.namespace.sockets.add(socket);
      socket.once('close', () => origin.namespace.sockets.delete(socket));
      http.emit('connection', socket);
    });
  });
}

function createInnerServer(origins: WeakMap<Socket, Origin>): HttpServer {
  const http = createHttpServer({ keepAliveTimeout: 75_000 }, (incoming, response) => {
    const origin = origins.get(incoming.socket);
    if (origin === undefined) return void incoming.socket.destroy();
    void origin.handler(origin.namespace, incoming, response);
  });
  http.on('upgrade', (incoming: IncomingMessage) => {
    incoming.socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
  http.on('clientError', (_error, socket) => {
    if (!socket.destroyed) socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
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

function resolve(line: string, token: string, namespaces: Namespaces, handlers: Map<string, Handler>): Origin | undefined {
  const [word, given = '', name = '', twin = '', ...more] = line.split(' ');
  if (word !== 'ANDON' || more.length > 0 || !isSame(given, token)) return undefined;
  const namespace = namespaces.find(name);
  const handler = handlers.get(twin);
  return namespace !== undefined && handler !== undefined ? { namespace, handler } : undefined;
}
