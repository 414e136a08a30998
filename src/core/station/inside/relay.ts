import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** The way to a name: a stream on its way (`isBroken` says that the host end went away before it came), or wait for the host end. */
export type Route =
  | { readonly isWaiting: false; readonly stream: Promise<Duplex>; readonly isBroken: () => boolean }
  | { readonly isWaiting: true };
export type RelayOptions = {
  readonly port: number;
  /** Null for a name that does not exist. */
  readonly route: (name: string) => Route | null;
  readonly join: (left: Duplex, right: Duplex) => void;
};
export type Relay = {
  readonly port: number /** Try the waiting connections again: the host end is back. */;
  wake(): void;
  close(): void;
};

const maxHeadBytes = 16 * 1024;
const headTimeoutMs = 10_000;
const maxWaiting = 64;
const waitMs = 60_000;

/**
 * The names of the outside world, inside: one listener on loopback that looks at the first request's Host header and
 * from then on is a pipe of bytes, WebSockets included.
 */
export function startRelay(options: RelayOptions): Promise<Relay> {
  const waiting = new Set<() => void>();
  const server = createServer({ allowHalfOpen: true }, socket => {
    socket.on('error', () => undefined);
    peek(socket, head => connect(socket, head));
  });

  const connect = (socket: Socket, head: Buffer): void => {
    const name = nameIn(head);
    const route = options.route(name);
    if (!route) {
      answer(socket, 502, `There is no ${name || 'such name'} in this station.`);
      return;
    }
    if (route.isWaiting) {
      hold(socket, () => connect(socket, head));
      return;
    }
    route.stream.then(
      stream => {
        if (socket.destroyed) return void stream.destroy();
        socket.unshift(head);
        options.join(socket, stream);
      },
      (error: Error) => {
        if (route.isBroken()) connect(socket, head);
        else answer(socket, 502, `${name} cannot be reached: ${error.message}`);
      },
    );
  };
  const hold = (socket: Socket, again: () => void): void => {
    if (waiting.size >= maxWaiting) {
      answer(socket, 503, 'Too many connections wait for the host.');
      return;
    }
    const release = (): void => {
      clearTimeout(timer);
      waiting.delete(release);
      if (!socket.destroyed) again();
    };
    const timer = setTimeout(() => {
      waiting.delete(release);
      answer(socket, 504, 'The host has been away for too long.');
    }, waitMs);
    socket.once('close', () => {
      clearTimeout(timer);
      waiting.delete(release);
    });
    waiting.add(release);
  };

  return listen(server, options.port).then(port => ({
    port,
    wake: () => {
      for (const release of [...waiting]) release();
    },
    close: () => void server.close(),
  }));
}

/** Reads up to the end of the first request's head and stops there; the rest stays in the socket. */
function peek(socket: Socket, onHead: (head: Buffer) => void): void {
  let head: Buffer = Buffer.alloc(0);
  const timer = setTimeout(() => answer(socket, 408, 'No request came.'), headTimeoutMs);
  const stop = (): void => {
    clearTimeout(timer);
    socket.off('data', onData);
    socket.pause();
  };
  const onData = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk]);
    if (head.includes('\r\n\r\n')) {
      stop();
      onHead(head);
    } else if (head.length > maxHeadBytes) {
      stop();
      answer(socket, 431, 'The request has no end of its head.');
    }
  };
  socket.on('data', onData);
  socket.once('close', () => clearTimeout(timer));
  socket.once('end', () => {
    if (!head.includes('\r\n\r\n')) socket.destroy();
  });
}

/** `Host: slack.localhost:80` → `slack.localhost`. */
function nameIn(head: Buffer): string {
  const text = head.subarray(0, head.indexOf('\r\n\r\n')).toString('latin1');
  return (/^host:[ \t]*([^\s:]+)/im.exec(text)?.[1] ?? '').toLowerCase();
}

function answer(socket: Socket, status: number, text: string): void {
  if (socket.destroyed) return;
  const body = `${text}\n`;
  socket.end(
    `HTTP/1.1 ${status} Andon\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
  socket.resume();
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
