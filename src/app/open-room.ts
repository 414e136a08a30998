import { mkdir } from 'node:fs/promises';
import type { Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../base/app-error.ts';
import type { Handlers } from '../contract/define.ts';
import { serve } from '../rpc/serve.ts';
import { socketPort } from '../rpc/transports/socket.ts';
import type { Room, RoomConfig } from './room.ts';
import { listenForCommands } from './room-socket.ts';
import { type ShellMethods, socketContract } from './shell.ts';

/** Who sits at the window and at the command line. A room has one engineer. */
export const engineer = 'engineer';
/** How long closing may take, in milliseconds. */
const patience = 10_000;

export type OpenRoomOptions = {
  readonly config: RoomConfig;
  /** The composition root; given, so that a shell can be tried with a room of its own. */
  readonly create: (config: RoomConfig) => Promise<Room>;
  readonly shell: Handlers<ShellMethods>;
  readonly onError: (error: unknown, method: string) => void;
};

/**
 * Opens the room of a home and lets the command line in. The socket is taken first and is the lock: two processes never
 * work on one home. Throws `conflict` when a room runs there already.
 */
export async function openRoom(options: OpenRoomOptions): Promise<Room> {
  const { config, create } = options;
  await mkdir(config.home, { recursive: true, mode: 0o700 }).catch(cause => {
    throw new AppError('unavailable', 'home.not-writable', `The folder ${config.home} cannot be made: ${cause.message}.`, {
      hint: 'Name another with --home DIR.',
      cause,
    });
  });
  const lobby = createLobby();
  const server = await listenForCommands(config.home, lobby.enter);
  try {
    const room = await create(config);
    lobby.admit(socket => admit(socket, room, options));
    return { handlers: room.handlers, close: () => closeAll(server, lobby, room) };
  } catch (error) {
    lobby.close();
    server.close();
    throw error;
  }
}

/** Keeps those who come before the room is ready waiting, and knows all connections, so that closing ends them. */
function createLobby() {
  const sockets = new Set<Socket>();
  let serveOne: ((socket: Socket) => void) | null = null;
  return {
    enter: (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => sockets.delete(socket));
      serveOne?.(socket);
    },
    admit: (one: (socket: Socket) => void) => {
      serveOne = one;
      for (const socket of sockets) one(socket);
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function admit(socket: Socket, room: Room, { shell, onError }: OpenRoomOptions): void {
  const handlers = { ...room.handlers, ...shell } as Handlers<typeof socketContract>;
  serve(socketContract, handlers, socketPort(socket), { actor: engineer, onError });
}

async function closeAll(server: Server, lobby: { close(): void }, room: Room): Promise<void> {
  server.close(); // this removes the socket's file too
  lobby.close();
  // Work that does not let go is no reason to stay: what it has done is in the journal, and the next start goes on from there.
  await Promise.race([room.close(), sleep(patience, undefined, { ref: false })]);
}
