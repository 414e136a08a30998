import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { engineer } from '../app/open-room.ts';
import { readPageFiles } from '../app/page-files.ts';
import { type ControlRoom, controlRoom, type Handlers } from '../contract/index.ts';
import { serve } from '../rpc/serve.ts';
import { maxFrame } from '../rpc/transports/frames.ts';
import { answerPage } from './answer-page.ts';
import { createEntry } from './entry.ts';
import { listenOnLoopback } from './listen.ts';
import { isOurOrigin } from './loopback.ts';
import { welcome } from './welcome.ts';

export type ServerOptions = {
  readonly handlers: Handlers<ControlRoom>;
  /** The folder of the built renderer. */
  readonly directory: string;
  /** A port that must be had, or null for the usual one or the next free. */
  readonly port: number | null;
  readonly onError: (error: unknown, method: string) => void;
};

export type RunningServer = {
  /** `http://127.0.0.1:PORT`, without a token: it shows nothing by itself. */
  readonly address: string;
  /** A fresh link that works once. */
  link(): string;
  close(): Promise<void>;
};

/** Browser mode: the renderer's files and one WebSocket at `/rpc`, on loopback only. Throws what listening and reading throw. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const files = await readPageFiles(options.directory);
  const entry = createEntry();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrame, perMessageDeflate: false });
  const server = createServer((request, response) => answerPage(files, port, request, response));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (request.url !== '/rpc' || !isOurOrigin(request, port)) return refuse(socket);
    sockets.handleUpgrade(request, socket, head, opened => {
      welcome(
        opened,
        entry,
        line => void serve(controlRoom, options.handlers, line, { actor: engineer, onError: options.onError }),
      );
    });
  });
  const port = await listenOnLoopback(server, options.port);
  const address = `http://127.0.0.1:${port}`;
  return {
    address,
    link: () => `${address}/#token=${entry.token()}`,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      const closed = new Promise<void>(done => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
