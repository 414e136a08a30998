import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError } from '../../base/app-error.ts';
import { type Client, type ControlRoom, controlRoom } from '../../contract/index.ts';
import { connect } from '../../rpc/connect.ts';
import type { Dial } from './dial.ts';

export type RoomClient = Client<ControlRoom>;

/** `epoch` counts the times it became ready: a new one means that every stream must be opened anew. */
export type Connection =
  | { readonly status: 'connecting' }
  | { readonly status: 'ready'; readonly client: RoomClient; readonly epoch: number }
  | { readonly status: 'lost'; readonly since: number; readonly retryAt: number | null }
  | { readonly status: 'refused'; readonly error: AppError };

export type ConnectionStore = StoreApi<Connection>;
export type KeptConnection = { readonly store: ConnectionStore; retryNow(): void; stop(): void };

/** Milliseconds to wait before attempt `n`, from 0: doubling from a quarter of a second to ten seconds. */
export function backoffMs(attempt: number): number {
  return Math.min(10_000, 250 * 2 ** attempt);
}

/** Keeps one connection to the control room for as long as the window lives, whatever happens to it. */
export function keepConnection(dial: Dial): KeptConnection {
  const store = createStore<Connection>(() => ({ status: 'connecting' }));
  const stop = new AbortController();
  let wake = () => {};
  void keep();
  return { store, retryNow: () => wake(), stop: () => stop.abort() };

  async function keep(): Promise<void> {
    let attempt = 0;
    let epoch = 0;
    while (!stop.signal.aborted) {
      try {
        const port = await dial(stop.signal);
        attempt = 0;
        epoch += 1;
        const closed = new Promise<void>(resolve => port.onClose(resolve));
        store.setState({ status: 'ready', client: connect(controlRoom, port), epoch }, true);
        await closed;
        store.setState({ status: 'lost', since: Date.now(), retryAt: null }, true);
      } catch (error) {
        if (error instanceof AppError && error.kind === 'denied') return void store.setState({ status: 'refused', error }, true);
        await pause(backoffMs(attempt));
        attempt += 1;
      }
    }
  }

  function pause(ms: number): Promise<void> {
    const before = store.getState();
    const since = before.status === 'lost' ? before.since : Date.now();
    store.setState({ status: 'lost', since, retryAt: Date.now() + ms }, true);
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
