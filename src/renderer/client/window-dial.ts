import { AppError } from '../../base/app-error.ts';
import type { Port } from '../../rpc/port.ts';
import { pagePort } from '../../rpc/transports/message-port.ts';
import type { Dial } from './dial.ts';

type OpenPort = { readonly port: Port; shut(): void };

/**
 * In Electron the preload script posts one MessagePort to its own window, and a new one after the core was restarted. Not
 * every browser tells a page that the far end of a port is gone, so a new port ends the one before it, and so does
 * `andon.lost`. Messages from other windows and frames are not ours and are passed over.
 */
export function windowDial(onFirst: () => void): Dial {
  let open: OpenPort | null = null;
  let arrived: MessagePort | null = null;
  let taker: (() => void) | null = null;
  window.addEventListener('message', event => {
    if (event.source !== window) return;
    const [port] = event.ports;
    if (event.data?.type === 'andon.lost') open?.shut();
    if (event.data?.type !== 'andon.port' || port === undefined) return;
    onFirst();
    arrived = port;
    open?.shut();
    taker?.();
  });
  return signal =>
    new Promise((resolve, reject) => {
      const take = () => {
        if (arrived === null) return;
        open = openPort(arrived);
        arrived = null;
        taker = null;
        resolve(open.port);
      };
      taker = take;
      take();
      signal.addEventListener('abort', () => reject(new AppError('cancelled', 'connection.stopped', 'The window is closing.')));
    });
}

/** A page's port that can also be ended from here, its listeners told once. */
function openPort(messagePort: MessagePort): OpenPort {
  const inner = pagePort(messagePort);
  const closers: (() => void)[] = [];
  let isOpen = true;
  const shut = () => {
    if (!isOpen) return;
    isOpen = false;
    inner.close();
    for (const closer of closers) closer();
  };
  inner.onClose(shut);
  return { port: { ...inner, onClose: listener => void closers.push(listener), close: shut }, shut };
}
