import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that knows nothing and says the same to everything: what passes against it proves nothing. */
export type NullKind = '404' | '401' | '200';

export const nullKinds: NullKind[] = ['404', '401', '200'];

export async function startNullServer(kind: NullKind): Promise<{ url: string; close(): void }> {
  const server = createServer((incoming, response) => {
    incoming.resume();
    response.writeHead(Number(kind), { 'content-type': 'application/json' }).end(kind === '404' ? '' : '{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, close };
}
