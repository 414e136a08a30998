import type { Server } from 'node:http';
import { AppError } from '../base/app-error.ts';

/** Where the room is found unless something else has the port; then one of the next ones. */
const usualPort = 7420;
const tries = 20;

/**
 * Listens on 127.0.0.1 and answers the port. A port that was asked for is taken or the call throws `unavailable`
 * (`server.port-in-use`); without a wish the next free one after the usual is taken, at last any.
 */
export async function listenOnLoopback(server: Server, wish: number | null): Promise<number> {
  if (wish !== null) {
    const failure = await tryPort(server, wish);
    if (failure !== null) throw problemWith(wish, failure);
    return portOf(server);
  }
  for (let port = usualPort; port < usualPort + tries; port++) if ((await tryPort(server, port)) === null) return port;
  const failure = await tryPort(server, 0);
  if (failure !== null) throw problemWith(0, failure);
  return portOf(server);
}

function tryPort(server: Server, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise(done => {
    const onError = (error: NodeJS.ErrnoException) => done(error);
    server.once('error', onError);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', onError);
      done(null);
    });
  });
}

function problemWith(port: number, cause: NodeJS.ErrnoException): AppError {
  const isTaken = cause.code === 'EADDRINUSE';
  const message = isTaken ? `Port ${port} is in use by another program.` : `Port ${port} cannot be opened: ${cause.message}.`;
  return new AppError('unavailable', isTaken ? 'server.port-in-use' : 'server.port-failed', message, {
    hint: 'Leave out --port to take the next free one, or name another.',
    cause,
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
