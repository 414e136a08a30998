import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request a product was sent. */
export interface Heard {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What a product answers; a promise that never settles is a product that hangs. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

/** A small product that a twin calls, on a loopback port, for tests. */
export interface Product {
  url: string;
  port: number;
  heard: Heard[];
  /** The next request whose path begins so, whether it has come already or is still to come. Rejects after `ms`. */
  next(path?: string, ms?: number): Promise<Heard>;
  close(): Promise<void>;
}

/** Answers with `reply`, 200 and nothing by default. */
export async function startProduct(reply: (heard: Heard) => Reply | Promise<Reply> = () => ({})): Promise<Product> {
  const heard: Heard[] = [];
  const unread: Heard[] = [];
  const waiting: { path: string; resolve(one: Heard): void }[] = [];
  const server: Server = createServer(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming.setEncoding('utf8')) body += chunk;
    const one: Heard = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body };
    heard.push(one);
    const place = waiting.findIndex(({ path }) => one.path.startsWith(path));
    if (place === -1) unread.push(one);
    else waiting.splice(place, 1)[0]?.resolve(one);
    const { status = 200, headers = {}, body: text = '' } = await reply(one);
    response.writeHead(status, headers).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    heard,
    next: (path = '', ms = 10_000) => {
      const place = unread.findIndex(one => one.path.startsWith(path));
      const [there] = place === -1 ? [] : unread.splice(place, 1);
      if (there !== undefined) return Promise.resolve(there);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`the product heard nothing at ${path || '/'} within ${ms} ms`)), ms);
        const settle = (one: Heard) => {
          clearTimeout(timer);
          resolve(one);
        };
        waiting.push({ path, resolve: settle });
      });
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
