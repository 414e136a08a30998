import { AppError } from '../../base/app-error.ts';
import type { Port } from '../../rpc/port.ts';
import { webSocketPort } from '../../rpc/transports/web-socket.ts';
import type { Dial } from './dial.ts';

/** The close code for a token or a session that is not known, or not any more. */
const refused = 4401;

const usedLink = new AppError('denied', 'session.used', 'This link was used.', { hint: 'andon open' });

/**
 * In a browser: a WebSocket at `/rpc`. The one-time token is exchanged for a session that lives in this closure only, so
 * that neither a reload nor another page can use it again; the session outlives a lost socket.
 */
export function socketDial(url: string, token: string): Dial {
  let hello: { type: 'hello'; token: string } | { type: 'hello'; session: string } = { type: 'hello', token };
  return signal =>
    new Promise<Port>((resolve, reject) => {
      const socket = new WebSocket(url);
      socket.binaryType = 'arraybuffer';
      const refuse = (event: CloseEvent) =>
        reject(
          event.code === refused
            ? usedLink
            : new AppError('unavailable', 'connection.unreachable', 'The control room does not answer.'),
        );
      socket.addEventListener('close', refuse);
      socket.addEventListener('open', () => {
        socket.send(JSON.stringify(hello));
      });
      socket.addEventListener(
        'message',
        event => {
          const session = sessionOf(event.data);
          if (session === null) return socket.close();
          hello = { type: 'hello', session };
          socket.removeEventListener('close', refuse);
          resolve(webSocketPort(socket));
        },
        { once: true },
      );
      signal.addEventListener('abort', () => socket.close());
    });
}

/** The token in an address's fragment, `#token=…`; it must be taken out of the address at once. */
export function tokenOf(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token');
}

/** Where the WebSocket of a page at `href` is. */
export function socketUrl(href: string): string {
  const url = new URL('/rpc', href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

function sessionOf(data: unknown): string | null {
  if (typeof data !== 'string') return null;
  const message: unknown = JSON.parse(data);
  if (typeof message !== 'object' || message === null || !('type' in message) || message.type !== 'welcome') return null;
  return 'session' in message && typeof message.session === 'string' ? message.session : null;
}
