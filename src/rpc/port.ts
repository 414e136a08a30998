/**
 * The one thing a transport must give. A MessagePort, a WebSocket, a socket and a pair in memory all fit.
 * Messages are plain data; a `Uint8Array` may stand only in the `bytes` field at the top of one.
 */
export interface Port {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** Two ends joined in memory; messages are cloned, as a real process boundary would. */
export function portPair(): [Port, Port] {
  const message: [((message: unknown) => void)[], ((message: unknown) => void)[]] = [[], []];
  const close: [(() => void)[], (() => void)[]] = [[], []];
  let isOpen = true;
  const shut = () => {
    if (!isOpen) return;
    isOpen = false;
    for (const listener of [...close[0], ...close[1]]) listener();
  };
  const end = (self: 0 | 1): Port => ({
    send: value => {
      const copy = structuredClone(value);
      queueMicrotask(() => {
        if (isOpen) for (const listener of message[self === 0 ? 1 : 0]) listener(copy);
      });
    },
    onMessage: listener => void message[self].push(listener),
    onClose: listener => void close[self].push(listener),
    close: shut,
  });
  return [end(0), end(1)];
}
