import type { RawData, WebSocket } from 'ws';
import type { Port } from '../rpc/port.ts';
import { type WebSocketLike, webSocketPort } from '../rpc/transports/web-socket.ts';
import type { Entry } from './entry.ts';

/** The close code for a token or a session that is not known, so that the page can say which link to open. */
export const notAdmitted = 4401;
/** A connection that says nothing is let go after so many milliseconds. */
const patience = 10_000;

/** Waits for the first message, `{type:'hello', token | session}`, and answers `{type:'welcome', session}`, or closes with 4401. */
export function welcome(socket: WebSocket, entry: Entry, serveOn: (port: Port) => void): void {
  socket.on('error', () => socket.terminate());
  const timer = setTimeout(() => socket.close(notAdmitted, 'no hello'), patience);
  socket.once('close', () => clearTimeout(timer));
  socket.once('message', (data, isBinary) => {
    clearTimeout(timer);
    const session = isBinary ? null : entry.admit(parsed(data));
    if (session === null) return socket.close(notAdmitted, 'this link was used or is unknown');
    serveOn(webSocketPort(socket as WebSocketLike));
    socket.send(JSON.stringify({ type: 'welcome', session }));
  });
}

function parsed(data: RawData): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}
