import type { Port } from '../port.ts';
import { decodeMessage, type Encoded, encodeMessage } from './codec.ts';

/** What a browser's `WebSocket` and the one of `ws` have in common. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  send(data: Encoded): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
}

const open = 1;
/** The close code for a message that cannot be read. */
const unreadable = 4400;

/** An open WebSocket, after whatever handshake it needed, as a port. A message that cannot be read closes it. */
export function webSocketPort(socket: WebSocketLike): Port {
  socket.binaryType = 'arraybuffer';
  return {
    send: message => {
      if (socket.readyState === open) socket.send(encodeMessage(message));
    },
    onMessage: listener =>
      socket.addEventListener('message', ({ data }) => {
        const message = decoded(data);
        if (message === undefined) socket.close(unreadable, 'unreadable message');
        else listener(message);
      }),
    onClose: listener => socket.addEventListener('close', () => listener()),
    close: () => socket.close(),
  };
}

function decoded(data: unknown): unknown {
  try {
    return decodeMessage(data instanceof ArrayBuffer ? new Uint8Array(data) : String(data));
  } catch {
    return undefined;
  }
}
