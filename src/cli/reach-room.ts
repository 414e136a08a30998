import { engineer, openRoom } from '../app/open-room.ts';
import type { Room, RoomConfig } from '../app/room.ts';
import { configFrom, homeOf } from '../app/room-flags.ts';
import { createRoomLog } from '../app/room-log.ts';
import { callRoom } from '../app/room-socket.ts';
import { type SocketContract, socketContract } from '../app/shell.ts';
import { AppError } from '../base/app-error.ts';
import { type Client, type ControlRoom, controlRoom } from '../contract/index.ts';
import { connect } from '../rpc/connect.ts';
import { portPair } from '../rpc/port.ts';
import { serve } from '../rpc/serve.ts';
import { socketPort } from '../rpc/transports/socket.ts';
import type { Context } from './context.ts';

export type RoomClient = Client<ControlRoom>;

/** The room that runs in this home, else one opened here for as long as `use` takes. The same contract either way. */
export async function withRoom<T>(context: Context, use: (room: RoomClient) => Promise<T>): Promise<T> {
  const socket = await callRoom(homeOf(context.flags));
  if (socket === null) return withOwnRoom(context, use);
  try {
    return await use(connect(controlRoom, socketPort(socket)));
  } finally {
    socket.destroy();
  }
}

/** Only a room that runs already. Throws `unavailable` (`room.not-running`) when there is none. */
export async function withRunningRoom<T>(context: Context, use: (room: Client<SocketContract>) => Promise<T>): Promise<T> {
  const socket = await callRoom(homeOf(context.flags));
  if (socket === null)
    throw new AppError('unavailable', 'room.not-running', `No control room runs in ${homeOf(context.flags)}.`, {
      hint: 'Start it with `andon start`.',
    });
  try {
    return await use(connect(socketContract, socketPort(socket)));
  } finally {
    socket.destroy();
  }
}

async function withOwnRoom<T>({ flags, io }: Context, use: (room: RoomClient) => Promise<T>): Promise<T> {
  const config = { ...configFrom(flags, message => io.err(`${message}\n`)), isIdle: true };
  const onError = createRoomLog(config.home);
  const shell = {
    'shell.get': async () => ({ kind: 'command', pid: process.pid, address: null }) as const,
    'shell.open': () =>
      Promise.reject(
        new AppError('unavailable', 'room.no-window', 'The room is held by a command and has no window.', {
          hint: 'Wait for the command to end, then `andon start`.',
        }),
      ),
  };
  const room = await openRoom({ config, create: createRoom, shell, onError });
  const [near, far] = portPair();
  serve(controlRoom, room.handlers, far, { actor: engineer, onError });
  try {
    return await use(connect(controlRoom, near));
  } finally {
    near.close();
    await room.close();
  }
}

/** Loaded only when it is needed: most commands speak to a room that runs elsewhere. */
async function createRoom(config: RoomConfig): Promise<Room> {
  const { createControlRoom } = await import('../app/control-room.ts');
  return createControlRoom(config);
}
