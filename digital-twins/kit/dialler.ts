import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** Opens a connection to where a product listens. Rejects when there is none. */
export type Dial = (host: string, port: number) => Promise<Duplex>;

/** Straight into this machine's network: for somebody who runs a twin alone, on their own machine. */
export const dialDirectly: Dial = (host, port) =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });

/** A host that opens connections for a namespace: told what is wanted, it brings them in by the ingress. */
export interface HostDialler {
  dial: Dial;
  /** Takes the connection that the host has brought. Whether one was wanted by this id. */
  bring(id: string, socket: Duplex): boolean;
  /** The host could not open it. */
  fail(id: string, message: string): void;
  close(): void;
}

/** Real ms a host may take to open a connection. */
const patience = 10_000;

interface Wanted {
  resolve(socket: Duplex): void;
  reject(error: Error): void;
}

/** `ask` tells the host that a connection is wanted. */
export function createHostDialler(ask: (wanted: { id: string; host: string; port: number }) => void): HostDialler {
  const wanted = new Map<string, Wanted>();
  let last = 0;
  const take = (id: string) => {
    const one = wanted.get(id);
    wanted.delete(id);
    return one;
  };
  const fail = (id: string, message: string) => take(id)?.reject(new Error(message));
  return {
    dial: (host, port) =>
      new Promise((resolve, reject) => {
        last += 1;
        const id = String(last);
        const timer = setTimeout(() => fail(id, 'the host did not open the connection in time'), patience);
        const settle =
          <Value>(then: (value: Value) => void) =>
          (value: Value) => {
            clearTimeout(timer);
            then(value);
          };
        wanted.set(id, { resolve: settle(resolve), reject: settle(reject) });
        ask({ id, host, port });
      }),
    bring: (id, socket) => {
      const one = take(id);
      one?.resolve(socket);
      return one !== undefined;
    },
    fail,
    close: () => {
      for (const id of [...wanted.keys()]) fail(id, 'the host has gone away');
    },
  };
}
