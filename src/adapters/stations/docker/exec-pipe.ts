import { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import { AppError } from '../../../base/app-error.ts';
import { dockerError, statusOf } from './docker-client.ts';

const streamHeaderBytes = 8;

/** A byte stream to the holder's socket, through the standard streams of an exec. Throws `missing` when the container has gone. */
export async function openExecPipe(docker: Docker, container: string): Promise<Duplex> {
  try {
    const exec = await docker.getContainer(container).exec({
      Cmd: ['node', '/opt/andon/inside/pipe.ts'],
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty: false,
      User: '0:0',
    });
    return demultiplex(await exec.start({ hijack: true, stdin: true }));
  } catch (error) {
    const isGone = statusOf(error) === 404 || (statusOf(error) === 409 && !/paused/i.test(String(error)));
    if (isGone) throw new AppError('missing', 'station.not-running', 'The station is not running.', { cause: error });
    throw dockerError(error);
  }
}

/**
 * Docker wraps output without a terminal as `[u8 stream][3 × 0][u32 length]` and the bytes (Engine API, "Attach to a
 * container"). Only standard output is ours; what the far end sends stays bounded, since nothing is kept but a header.
 */
function demultiplex(socket: Duplex): Duplex {
  let header = Buffer.alloc(0);
  let left = 0;
  let isOutput = false;
  const pipe = new Duplex({
    read: () => void socket.resume(),
    write: (chunk, _encoding, done) => (socket.write(chunk) ? done() : void socket.once('drain', () => done())),
    final: done => void socket.end(done),
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (left === 0) {
        const wanted = streamHeaderBytes - header.length;
        header = Buffer.concat([header, rest.subarray(0, wanted)]);
        rest = rest.subarray(wanted);
        if (header.length < streamHeaderBytes) return;
        isOutput = header[0] === 1;
        left = header.readUInt32BE(4);
        header = Buffer.alloc(0);
      }
      const bytes = rest.subarray(0, left);
      left -= bytes.length;
      rest = rest.subarray(bytes.length);
      if (isOutput && bytes.length > 0 && !pipe.push(bytes)) socket.pause();
    }
  });
  socket.on('end', () => pipe.push(null));
  socket.on('error', error => pipe.destroy(error));
  socket.on('close', () => pipe.destroy());
  pipe.on('error', () => undefined);
  return pipe;
}
