import type { WebSocket } from 'ws';

/** One open WebSocket, as a twin sees it. Sending to one that has closed does nothing. */
export interface TwinSocket {
  send(text: string): void;
  ping(): void;
  close(code?: number, reason?: string): void;
  onMessage(listen: (text: string) => void): void;
  onClose(listen: () => void): void;
  /** Puts it where `in` finds it, until it closes. */
  join(group: string): void;
}

/** The open sockets of one twin in one namespace. */
export interface Sockets {
  in(group: string): TwinSocket[];
}

/** The sockets as the kit holds them. */
export interface SocketRoom extends Sockets {
  /** A socket before it is taken: what is sent waits until `bind` gives it a connection. */
  create(): PendingSocket;
  closeAll(): void;
}

export interface PendingSocket extends TwinSocket {
  bind(connection: WebSocket): void;
}

export function createSocketRoom(): SocketRoom {
  const groups = new Map<string, Set<TwinSocket>>();
  const open = new Set<WebSocket>();
  return {
    in: group => [...(groups.get(group) ?? [])],
    create: () => createSocket(groups, open),
    closeAll: () => {
      for (const connection of open) connection.terminate();
    },
  };
}

function createSocket(groups: Map<string, Set<TwinSocket>>, open: Set<WebSocket>): PendingSocket {
  let connection: WebSocket | undefined;
  const waiting: ((to: WebSocket) => void)[] = [];
  const joined = new Set<string>();
  const messageListeners: ((text: string) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  const whenBound = (act: (to: WebSocket) => void) => {
    if (connection === undefined) waiting.push(act);
    else if (connection.readyState === connection.OPEN) act(connection);
  };
  const leave = () => {
    for (const group of joined) {
      groups.get(group)?.delete(socket);
      if (groups.get(group)?.size === 0) groups.delete(group);
    }
    for (const listen of closeListeners) listen();
  };
  // What a client sends must never end the process.
  const hear = (from: WebSocket, text: string) => {
    try {
      for (const listen of messageListeners) listen(text);
    } catch (error) {
      process.stderr.write(`socket: ${error instanceof Error ? error.stack : String(error)}\n`);
      from.close(1011, 'internal error');
    }
  };
  const socket: PendingSocket = {
    send: text => whenBound(to => to.send(text)),
    ping: () => whenBound(to => to.ping()),
    close: (code, reason) => whenBound(to => to.close(code, reason)),
    onMessage: listen => void messageListeners.push(listen),
    onClose: listen => void closeListeners.push(listen),
    join: group => {
      joined.add(group);
      groups.set(group, (groups.get(group) ?? new Set()).add(socket));
    },
    bind: given => {
      connection = given;
      open.add(given);
      given.on('error', () => given.terminate());
      given.on('message', data => hear(given, String(data)));
      given.once('close', () => {
        open.delete(given);
        leave();
      });
      for (const act of waiting.splice(0)) act(given);
    },
  };
  return socket;
}
