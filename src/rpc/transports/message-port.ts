import type { Port } from '../port.ts';

/** A `MessagePort` of a page or a worker. */
export interface PagePort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
  start(): void;
  close(): void;
}

/** Electron's `MessagePortMain`, which the main process and utility processes have instead. */
export interface MainPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** The page's end. Messages are kept by the channel until the first listener is there. */
export function pagePort(port: PagePort): Port {
  return {
    send: message => port.postMessage(message),
    onMessage: listener => {
      port.addEventListener('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: listener => port.addEventListener('close', () => listener()),
    close: () => port.close(),
  };
}

/** The core's end. */
export function mainPort(port: MainPort): Port {
  return {
    send: message => port.postMessage(message),
    onMessage: listener => {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: listener => void port.on('close', () => listener()),
    close: () => port.close(),
  };
}
