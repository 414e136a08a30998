import type { Server } from 'node:net';
import { createAdmin } from './admin.ts';
import { createCoverage } from './coverage.ts';
import { createHandler, type Handler } from './handle.ts';
import { createHostDiallers } from './host-diallers.ts';
import { type Bring, createIngress } from './ingress.ts';
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
  const diallers = createHostDiallers();
  const handlers = new Map(twins.map(twin => [twin.name, createHandler(twin, coverage)]));
  const bring: Bring = (namespace, id, socket) => diallers.find(namespace)?.bring(id, socket) ?? false;
  return {
    ingress: createIngress({ token, namespaces, handlers, bring }),
    admin: createAdmin({ token, twins, namespaces, coverage, diallers }),
    namespaces,
    handlers,
  };
}

/** Listens on loopback, unless another address is given; the port that was given, or the one that was found for 0. */
export function listen(server: Server, port = 0, address = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });
}
