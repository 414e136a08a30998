import { AppError } from '../../base/app-error.ts';
import type { Dial } from '../client/dial.ts';
import { socketDial, socketUrl, tokenOf } from '../client/socket-dial.ts';
import { windowDial } from '../client/window-dial.ts';

/** Served pages wait this long for a window's port before they say that their link was used. */
const portWaitMs = 3_000;

/**
 * How this page reaches its room: with a token in the address over a WebSocket, else over the port that Electron's preload
 * posts. A token is taken out of the address at once, so that it stays in no history.
 */
export function chooseDial(): Dial {
  const token = tokenOf(location.hash);
  if (token !== null) {
    history.replaceState(null, '', `${location.pathname}${location.search}#/board`);
    return socketDial(socketUrl(location.href), token);
  }
  let hasPort = false;
  const dial = windowDial(() => {
    hasPort = true;
  });
  if (!location.protocol.startsWith('http')) return dial;
  return signal => Promise.race([dial(signal), usedLinkUnless(() => hasPort)]);
}

function usedLinkUnless(hasPort: () => boolean): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => {
      if (!hasPort()) reject(new AppError('denied', 'session.used', 'This link was used.', { hint: 'andon open' }));
    }, portWaitMs);
  });
}
