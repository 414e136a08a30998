import type { Server } from 'node:net';
import { createAdmin } from './admin.ts';
import { createCoverage } from './coverage.ts';
import { createHandler, type Handler } from './handle.ts';
import { createIngress } from './ingress.ts';
import { createNamespaces, type Namespaces } from './namespaces.ts';
import type { Twin } from './plugin.ts';

/** Twins with their two listeners, not yet listening. */
export interface TwinHost {
  ingress: Server;
  admin: Server;
  namespaces: Namespaces;
  handlers: Map<string, Handler>;
}

export function createTwinHost(twins: Twin[], token: string): TwinHost {
  const namespaces = createNamespaces(twins);
  const coverage = createCoverage();
  const handlers = new Map(twins.map(twin => [twin.name, createHandler(twin, coverage)]));
  return {
    ingress: createIngress(token, namespaces, handlers),
    admin: createAdmin({ token, twins, namespaces, coverage }),
    namespaces,
    handlers,
  };
}

/** Listens on loopback; the port that was given, or the one that was found for 0. */
export function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
