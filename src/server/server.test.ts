import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ControlRoom, controlRoom, type Handlers } from '../contract/index.ts';
import { connect } from '../rpc/connect.ts';
import { type WebSocketLike, webSocketPort } from '../rpc/transports/web-socket.ts';
import { type RunningServer, startServer } from './start-server.ts';

const handlers = {
  'gate.list': async () => [],
  async *'evidence.blob'() {
    for (let piece = 0; piece < 20; piece++) yield new Uint8Array(100_000).fill(piece);
  },
} as unknown as Handlers<ControlRoom>;

let directory = '';
let server: RunningServer;
const opened: WebSocket[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'andon-server-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), '<!doctype html><title>Andon</title>');
  await writeFile(join(directory, 'assets/main-abc.js'), 'export {};');
  server = await startServer({ handlers, directory, port: null, onError: () => {} });
});

afterEach(async () => {
  for (const socket of opened.splice(0)) socket.terminate();
  await server.close();
  await rm(directory, { recursive: true });
});

type Dial = { origin?: string; host?: string; path?: string };

function dial({ origin = server.address, host, path = '/rpc' }: Dial = {}): WebSocket {
  const socket = new WebSocket(`${server.address.replace('http', 'ws')}${path}`, {
    origin,
    ...(host === undefined ? {} : { headers: { host } }),
  });
  opened.push(socket);
  socket.on('error', () => {});
  return socket;
}

/** What comes of saying hello: the welcome, or the code the connection was closed with. */
function hello(socket: WebSocket, message: unknown): Promise<{ session?: string; code?: number }> {
  return new Promise(done => {
    socket.once('message', data => done(JSON.parse(String(data))));
    socket.once('close', code => done({ code }));
    socket.once('open', () => socket.send(typeof message === 'string' ? message : JSON.stringify(message)));
  });
}

function token(): string {
  return server.link().split('#token=')[1] ?? '';
}

/** A plain request, so that a false Host can be sent. */
function get(
  path: string,
  options: { host?: string; method?: string } = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((done, fail) => {
    const sent = request(
      `${server.address}${path}`,
      { method: options.method ?? 'GET', headers: options.host === undefined ? {} : { host: options.host } },
      response => {
        let body = '';
        response.on('data', piece => (body += piece));
        response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }));
      },
    );
    sent.on('error', fail);
    sent.end();
  });
}

describe('the pages', () => {
  it('come with a strict policy and are not kept', async () => {
    const { status, headers, body } = await get('/');
    expect(status).toBe(200);
    expect(body).toContain('<title>Andon');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
    });
    expect(headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self';.*frame-ancestors 'none'/);
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('are one document for every path of the room, and built files by their own name', async () => {
    expect((await get('/runs/J-1.1')).body).toContain('<title>Andon');
    expect((await get('/assets/main-abc.js')).headers['content-type']).toContain('text/javascript');
    expect((await get('/assets/other.js')).status).toBe(404);
  });

  it.each(['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc/hostname.txt', '/%zz.js', '//etc/hosts.txt'])(
    'never lead out of their folder: %s',
    async path => {
      const { body } = await get(path);
      expect(body).not.toContain('root:');
    },
  );

  it('are refused to a foreign host name and to anything but reading', async () => {
    expect((await get('/', { host: 'evil.example' })).status).toBe(403);
    expect((await get('/', { host: `evil.localhost:${new URL(server.address).port}` })).status).toBe(403);
    expect((await get('/', { method: 'POST' })).status).toBe(405);
  });
});

describe('the connection', () => {
  it('serves the room after the token was exchanged, and a session afterwards', async () => {
    const socket = dial();
    const { session } = await hello(socket, { type: 'hello', token: token() });
    const room = connect(controlRoom, webSocketPort(socket as WebSocketLike));
    expect(await room['gate.list']({})).toEqual([]);
    let size = 0;
    for await (const piece of room['evidence.blob']({ hash: 'a'.repeat(64) })) size += piece.length;
    expect(size).toBe(2_000_000);
    const again = await hello(dial(), { type: 'hello', session });
    expect(again.session).toBe(session);
  });

  it('takes a token once only', async () => {
    const once = token();
    expect((await hello(dial(), { type: 'hello', token: once })).session).toEqual(expect.any(String));
    expect((await hello(dial(), { type: 'hello', token: once })).code).toBe(4401);
  });

  it.each([
    ['a wrong token', { type: 'hello', token: 'x' }],
    ['a wrong session', { type: 'hello', session: 'x' }],
    ['no JSON', 'hello'],
    ['a call first', { type: 'call', id: 1, method: 'gate.list', input: {} }],
    ['both empty', { type: 'hello' }],
  ])('is closed with 4401 on %s', async (_, message) => {
    expect((await hello(dial(), message)).code).toBe(4401);
  });

  it.each([
    ['a foreign origin', { origin: 'http://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['the null origin', { origin: 'null' }],
    ['a foreign host', { host: 'evil.example' }],
    ['another path', { path: '/other' }],
  ])('is refused from %s even with a good token', async (_, options) => {
    expect((await hello(dial(options), { type: 'hello', token: token() })).code).toBe(1006);
  });

  it('is cut when a frame cannot be read', async () => {
    const socket = dial();
    await hello(socket, { type: 'hello', token: token() });
    const closed = new Promise<number>(done => socket.once('close', done));
    socket.send('{"type":');
    expect(await closed).toBe(4400);
  });
});

describe('the port', () => {
  it('is another one when the usual is taken, and a clear error when it was asked for', async () => {
    const second = await startServer({ handlers, directory, port: null, onError: () => {} });
    expect(second.address).not.toBe(server.address);
    await second.close();
    const other = createServer();
    await new Promise<void>(done => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    await expect(startServer({ handlers, directory, port, onError: () => {} })).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'server.port-in-use',
      hint: expect.stringContaining('--port'),
    });
    await new Promise(done => other.close(done));
  });

  it('is not opened when the pages are not built', async () => {
    await expect(
      startServer({ handlers, directory: join(directory, 'none'), port: null, onError: () => {} }),
    ).rejects.toMatchObject({ code: 'page.not-built', hint: expect.stringContaining('npm run build') });
  });
});
