import { createHash } from 'node:crypto';
import { chmod, mkdir, unlink } from 'node:fs/promises';
import { connect as connectTo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../base/app-error.ts';

/** The longest path of a unix socket that every system takes (macOS has 104 bytes with the closing zero). */
const longestPath = 103;

/**
 * Where the room of a home listens for the command line. A named pipe on Windows; a path that is too long for a socket
 * falls back to a private folder in the system's temporary one.
 */
export function roomSocketPath(home: string): string {
  const whole = resolve(home);
  const short = createHash('sha256').update(whole).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\andon-${short}`;
  const path = join(whole, 'room.sock');
  return Buffer.byteLength(path) <= longestPath ? path : join(tmpdir(), `andon-${userInfo().uid}`, `${short}.sock`);
}

/** A connection to the room that runs in this home, or null if none does. */
export function callRoom(home: string): Promise<Socket | null> {
  return new Promise(done => {
    const socket = connectTo(roomSocketPath(home));
    socket.once('error', () => done(null));
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      done(socket);
    });
  });
}

/**
 * Takes the home for this process and answers each connection with `onConnection`. Only the user who owns the home can
 * connect. Throws `conflict` (`room.already-running`) when another process has it; a socket that a killed one left is replaced.
 */
export async function listenForCommands(home: string, onConnection: (socket: Socket) => void): Promise<Server> {
  const path = roomSocketPath(home);
  if (process.platform !== 'win32') await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const running = await callRoom(home);
  if (running !== null) {
    running.destroy();
    throw new AppError('conflict', 'room.already-running', `A control room is already running in ${home}.`, {
      hint: 'Show it with `andon open`, or name another home with --home DIR.',
    });
  }
  if (process.platform !== 'win32') await unlink(path).catch(() => {});
  const server = createServer(onConnection);
  await listen(server, path);
  if (process.platform !== 'win32') await chmod(path, 0o600);
  return server;
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', error =>
      fail(
        new AppError('unavailable', 'room.socket-failed', `The room's socket ${path} cannot be opened: ${error.message}.`, {
          hint: 'Choose a home on a local disk that you may write to: --home DIR.',
          cause: error,
        }),
      ),
    );
    // The socket is bound within `listen`, so nobody else can reach it in the moment before its mode is set.
    const before = process.umask(0o177);
    server.listen(path, () => done());
    process.umask(before);
  });
}
