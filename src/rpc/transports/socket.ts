import type { Port } from '../port.ts';
import { decodeMessage, encodeMessage } from './codec.ts';
import { createFrameReader, encodeFrame } from './frames.ts';

/** What is needed of `net.Socket`. */
export interface SocketLike {
  write(bytes: Uint8Array): unknown;
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  end(): unknown;
  destroy(): unknown;
}

/** A connected unix socket or named pipe as a port. A frame that cannot be read closes it. */
export function socketPort(socket: SocketLike): Port {
  const listeners: ((message: unknown) => void)[] = [];
  const read = createFrameReader();
  socket.on('error', () => socket.destroy());
  socket.on('data', bytes => {
    try {
      for (const payload of read(bytes)) {
        const message = decodeMessage(payload);
        for (const listener of listeners) listener(message);
      }
    } catch {
      socket.destroy();
    }
  });
  return {
    send: message => void socket.write(encodeFrame(encodeMessage(message))),
    onMessage: listener => void listeners.push(listener),
    onClose: listener => void socket.on('close', listener),
    close: () => void socket.end(),
  };
}
