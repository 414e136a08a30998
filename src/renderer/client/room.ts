import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RoomState } from '../../contract/index.ts';
import type { ConnectionStore } from './connection.ts';
import { follow } from './follow.ts';

/** The room's own state, or null before its first word. */
export type RoomStore = StoreApi<{ readonly state: RoomState | null }>;

export function keepRoom(connection: ConnectionStore): RoomStore {
  const store = createStore<{ readonly state: RoomState | null }>(() => ({ state: null }));
  follow(connection, { open: (client, signal) => client['room.watch']({}, signal), onItem: state => store.setState({ state }) });
  return store;
}
