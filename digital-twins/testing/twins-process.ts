import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** Parsed JSON whose shape the test states by what it expects. */
export interface Loose {
  [key: string]: Loose | undefined;
}

/** A started process of twins, as Andon would start it, for tests. */
export interface TwinsProcess {
  pid: number;
  ports: { admin: number; ingress: number };
  token: string;
  /** One call of the admin interface; the body is parsed. */
  admin(method: string, path: string, body?: unknown): Promise<{ status: number; body: Loose }>;
  /** Opens a loopback address that leads to one twin of one namespace, as the host's tunnel does. */
  forward(namespace: string, twin: string): Promise<string>;
  /** Opens what the twins of a namespace call, straight on this machine; `ports` says where a name listens that is not one of its own. */
  letOut(namespace: string, ports?: Record<string, number>): Promise<void>;
  /** A new connection to one twin of one namespace, as a tunnel opens it. */
  open(namespace: string, twin: string): Socket;
  stop(): Promise<void>;
}

export const testToken = 'test-token-0123456789';

export async function startTwins(): Promise<TwinsProcess> {
  const main = new URL('../main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [main], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.write(`${JSON.stringify({ token: testToken })}\n`);
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`the twins' process ended with ${code} before it was ready`);
  });
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  ended.catch(() => undefined);
  const ports: TwinsProcess['ports'] = JSON.parse(String(line));
  const forwards: Server[] = [];
  const outs: AbortController[] = [];
  return {
    pid: child.pid ?? 0,
    ports,
    token: testToken,
    admin: (method, path, body) => callAdmin(ports.admin, method, path, body),
    forward: async (namespace, twin) => {
      const server = createForward(ports.ingress, `ANDON ${testToken} ${namespace} ${twin}\n`);
      forwards.push(server);
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    },
    letOut: async (namespace, named = {}) => {
      const stop = new AbortController();
      outs.push(stop);
      await letOut(ports, namespace, named, stop.signal);
    },
    open: (namespace, twin) => {
      const socket = connect(ports.ingress, '127.0.0.1');
      socket.write(`ANDON ${testToken} ${namespace} ${twin}\n`);
      return socket;
    },
    stop: async () => {
      for (const out of outs) out.abort();
      for (const server of forwards) server.close();
      const exit = once(child, 'exit');
      child.stdin.end();
      await exit;
    },
  };
}

async function letOut(
  ports: TwinsProcess['ports'],
  namespace: string,
  named: Record<string, number>,
  signal: AbortSignal,
): Promise<void> {
  const headers = { authorization: `Bearer ${testToken}` };
  const stream = await fetch(`http://127.0.0.1:${ports.admin}${at(namespace, '/dials')}`, { headers, signal });
  const input = Readable.fromWeb(stream.body as never);
  const lines = createInterface({ input });
  // The end of it, when the process is stopped; readline tells it a second time as its own.
  for (const one of [input, lines]) one.on('error', () => undefined);
  // readline hands on the end that `stop` puts to it.
  lines.on('error', () => undefined);
  lines.on('line', line => {
    const { id, host, port } = JSON.parse(line);
    const product = connect(named[host] ?? port, named[host] === undefined ? host : '127.0.0.1');
    product.once('error', error => {
      void callAdmin(ports.admin, 'POST', at(namespace, `/dials/${id}`), { error: error.message }).catch(() => undefined);
    });
    product.once('connect', () => {
      const twin = connect(ports.ingress, '127.0.0.1');
      twin.write(`ANDON ${testToken} ${namespace} dial:${id}\n`);
      twin.pipe(product).pipe(twin);
      twin.on('error', () => product.destroy());
      product.on('error', () => twin.destroy());
    });
  });
}

function createForward(ingress: number, preamble: string): Server {
  return createServer(client => {
    const twin = connect(ingress, '127.0.0.1');
    // Written before anything is piped: it has to be the first line.
    twin.write(preamble);
    client.pipe(twin).pipe(client);
    client.on('error', () => twin.destroy());
    twin.on('error', () => client.destroy());
    twin.on('close', () => client.destroy());
  });
}

async function callAdmin(port: number, method: string, path: string, body?: unknown): Promise<{ status: number; body: Loose }> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { authorization: `Bearer ${testToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

/** A list inside parsed JSON; empty when it is not there. */
export function listOf<Item>(value: Loose | undefined): Item[] {
  return Array.isArray(value) ? value : [];
}

/** Path of a namespace on the admin interface. */
export function at(namespace: string, rest = ''): string {
  return `/namespaces/${encodeURIComponent(namespace)}${rest}`;
}
