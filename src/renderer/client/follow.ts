import { AppError } from '../../base/app-error.ts';
import type { Dispose } from '../../base/disposable.ts';
import type { Connection, ConnectionStore, RoomClient } from './connection.ts';

/** What following a stream needs. `open` is called again after each loss, and so must ask for what comes after the last item. */
export type Following<T> = {
  open(client: RoomClient, signal: AbortSignal): AsyncIterable<T>;
  onItem(item: T): void;
  onError?(error: AppError): void;
};

const retryMs = 1_000;
const isFinal = (error: unknown) => error instanceof AppError && ['invalid', 'missing', 'denied'].includes(error.kind);

/** Follows a stream over losses of the connection until disposed, or until the far side says that there is no such thing. */
export function follow<T>(connection: ConnectionStore, following: Following<T>): Dispose {
  let current: AbortController | null = null;
  const onConnection = (state: Connection) => {
    current?.abort();
    current = null;
    if (state.status !== 'ready') return;
    current = new AbortController();
    void read(state.client, current.signal, following);
  };
  onConnection(connection.getState());
  const unsubscribe = connection.subscribe(onConnection);
  return () => {
    unsubscribe();
    current?.abort();
  };
}

async function read<T>(client: RoomClient, signal: AbortSignal, following: Following<T>): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const item of following.open(client, signal)) {
        if (signal.aborted) return;
        following.onItem(item);
      }
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof AppError) following.onError?.(error);
      if (isFinal(error)) return;
      await new Promise(resolve => setTimeout(resolve, retryMs));
    }
  }
}
