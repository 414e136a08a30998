import { useMemo } from 'react';
import { decodeTerminalFrame, type WireTerminalFrame } from '../../contract/index.ts';
import type { TerminalLink } from '../ui/terminal/terminal-link.ts';
import type { ConnectionStore, RoomClient } from './connection.ts';
import { useRoomLink } from './control-room.tsx';
import { follow } from './follow.ts';

/** The terminal of one station; the same link for as long as the station is the same. */
export function useTerminalLink(station: string): TerminalLink {
  const { connection } = useRoomLink();
  return useMemo(() => terminalLink(connection.store, station), [connection, station]);
}

function terminalLink(connection: ConnectionStore, station: string): TerminalLink {
  // Keys and sizes of a moment without a connection are dropped: what was typed blind must not run later.
  const tell = (say: (client: RoomClient) => Promise<unknown>) => {
    const state = connection.getState();
    if (state.status === 'ready') say(state.client).catch(() => {});
  };
  return {
    follow: ({ after, onAttached, onFrame, onError }) =>
      follow<WireTerminalFrame>(connection, {
        open: (client, signal) => frames(client, { station, after: after(), signal, onAttached }),
        onItem: onFrame,
        onError,
      }),
    write: data => tell(client => client['station.write']({ station, data })),
    resize: (cols, rows) => tell(client => client['station.resize']({ station, cols: clamp(cols, 500), rows: clamp(rows, 300) })),
  };
}

async function* frames(
  client: RoomClient,
  { station, after, signal, onAttached }: { station: string; after: number; signal: AbortSignal; onAttached: () => void },
): AsyncIterable<WireTerminalFrame> {
  let isAttached = false;
  for await (const bytes of client['station.terminal']({ station, after }, signal)) {
    yield decodeTerminalFrame(bytes);
    if (!isAttached) onAttached();
    isAttached = true;
  }
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(2, value));
}
