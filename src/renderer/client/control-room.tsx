import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { JobCard, RoomState } from '../../contract/index.ts';
import { type Blobs, createBlobs } from './blobs.ts';
import { type Connection, type KeptConnection, keepConnection } from './connection.ts';
import type { Dial } from './dial.ts';
import { type Jobs, type JobsStore, keepJobs, readJobsAgain } from './jobs.ts';
import { keepRoom, type RoomStore } from './room.ts';

/** All that the window knows of the control room, made once. */
export type RoomLink = {
  readonly connection: KeptConnection;
  readonly jobs: JobsStore;
  readonly room: RoomStore;
  readonly blobs: Blobs;
  readonly queries: QueryClient;
};

const RoomContext = createContext<RoomLink | null>(null);

export function createRoomLink(dial: Dial): RoomLink {
  const connection = keepConnection(dial);
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: 'always', staleTime: 5_000, refetchOnWindowFocus: false } },
  });
  const jobs = keepJobs(
    connection.store,
    card => void queries.invalidateQueries({ predicate: query => concerns(query.queryKey, card) }),
  );
  connection.store.subscribe(state => {
    if (state.status === 'ready') void queries.invalidateQueries();
  });
  const room = keepRoom(connection.store);
  room.subscribe(({ state }, { state: before }) => {
    if (state?.cord?.pulledAt === before?.cord?.pulledAt) return;
    // What is lost with the connection is read again with the next one.
    readJobsAgain(connection.store, jobs).catch(() => {});
    void queries.invalidateQueries();
  });
  return { connection, jobs, room, blobs: createBlobs(connection.store), queries };
}

/** Whether an answer may have changed with a card: those about its job and its runs, and the lists of gates and stations. */
export function concerns(key: readonly unknown[], card: Pick<JobCard, 'id'>): boolean {
  const [method, input] = key as [string, { job?: string; run?: string } | undefined];
  if (method === 'station.list' || method === 'gate.list' || method === 'station.inspect') return true;
  return input?.job === card.id || input?.run?.startsWith(`${card.id}.`) === true;
}

export function RoomProvider({ link, children }: { link: RoomLink; children: ReactNode }) {
  return (
    <RoomContext value={link}>
      <QueryClientProvider client={link.queries}>{children}</QueryClientProvider>
    </RoomContext>
  );
}

export function useRoomLink(): RoomLink {
  const link = useContext(RoomContext);
  if (!link) throw new Error('outside RoomProvider');
  return link;
}

export function useConnection(): Connection {
  return useStore(useRoomLink().connection.store);
}

export function useJobs(): Jobs {
  return useStore(useRoomLink().jobs);
}

export function useJob(id: string): JobCard | null {
  return useStore(useRoomLink().jobs, jobs => jobs.cards.get(id) ?? null);
}

export function useRoom(): RoomState | null {
  return useStore(useRoomLink().room, room => room.state);
}
