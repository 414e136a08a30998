import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { AppError } from '../../base/app-error.ts';
import type { Call, ControlRoom } from '../../contract/index.ts';
import type { KeptConnection, RoomClient } from './connection.ts';
import { useConnection, useRoomLink } from './control-room.tsx';

export type CallName = { [K in keyof ControlRoom]: ControlRoom[K] extends Call ? K : never }[keyof ControlRoom];
export type InputOf<K extends CallName> = Parameters<RoomClient[K]>[0];
export type OutputOf<K extends CallName> = Awaited<ReturnType<RoomClient[K]>>;

/** An answer of the room. `data` stays while it is fetched again or the connection is lost; `readAt` is its age in ms since 1970. */
export type Answer<T> = {
  readonly data: T | undefined;
  readonly error: AppError | null;
  readonly isWaiting: boolean;
  readonly readAt: number;
  again(): void;
};

/** Asks and keeps the answer. Pass null as the input to ask nothing yet; `everyMs` asks again where nothing tells of a change. */
export function useCall<K extends CallName>(
  name: K,
  input: InputOf<K> | null,
  options: { keepPrevious?: boolean; everyMs?: number | false } = {},
): Answer<OutputOf<K>> {
  const { connection } = useRoomLink();
  const isReady = useConnection().status === 'ready';
  const query = useQuery<OutputOf<K>, Error>({
    queryKey: [name, input],
    queryFn: ({ signal }) => ask(clientOf(connection), name, input as InputOf<K>, signal),
    enabled: isReady && input !== null,
    refetchInterval: options.everyMs ?? false,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
  return {
    data: query.data,
    error: asAppError(query.error),
    isWaiting: query.isPending && input !== null,
    readAt: query.dataUpdatedAt,
    again: () => void query.refetch(),
  };
}

/** A command: `run` sends it, `error` is the last refusal, until the next try. */
export type Action<K extends CallName> = {
  readonly isBusy: boolean;
  readonly error: AppError | null;
  run(input: InputOf<K>): Promise<OutputOf<K> | null>;
  forget(): void;
};

/** Sends a command once. A refusal is kept for showing, not thrown; `conflict` also reads everything again. */
export function useAction<K extends CallName>(name: K): Action<K> {
  const { connection, queries } = useRoomLink();
  const mutation = useMutation<OutputOf<K>, Error, InputOf<K>>({
    mutationFn: input => ask(clientOf(connection), name, input),
    networkMode: 'always',
    retry: false,
    // It is done when it is answered; that pages read anew afterwards holds nobody up.
    onSettled: () => void queries.invalidateQueries(),
  });
  return {
    isBusy: mutation.isPending,
    error: asAppError(mutation.error),
    run: input => mutation.mutateAsync(input).catch(() => null),
    forget: () => mutation.reset(),
  };
}

/** The client of this moment, since the one a page was drawn with may be of a connection that is gone. */
function clientOf({ store }: KeptConnection): RoomClient {
  const state = store.getState();
  if (state.status === 'ready') return state.client;
  throw new AppError('unavailable', 'connection.lost', 'The control room is not connected, so nothing was sent.');
}

function ask<K extends CallName>(client: RoomClient, name: K, input: InputOf<K>, signal?: AbortSignal): Promise<OutputOf<K>> {
  const call = client[name] as (input: InputOf<K>, signal?: AbortSignal) => Promise<OutputOf<K>>;
  return call(input, signal);
}

function asAppError(error: unknown): AppError | null {
  if (error === null || error === undefined) return null;
  return error instanceof AppError
    ? error
    : new AppError('internal', 'internal', error instanceof Error ? error.message : String(error));
}
