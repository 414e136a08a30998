import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { join } from './join.ts';
import { type Relay, type Route, startRelay } from './relay.ts';

describe('the relay', () => {
  const sockets: Socket[] = [];
  let relay: Relay | null = null;
  let server: Server | null = null;

  const start = async (route: (name: string) => Route | null): Promise<Relay> => {
    relay = await startRelay({ port: 0, route, join });
    return relay;
  };
  const ask = (bytes: string, port: number): Socket => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    sockets.push(socket);
    socket.write(bytes);
    return socket;
  };
  const get = (name: string): string => `GET / HTTP/1.1\r\nHost: ${name}\r\n\r\n`;
  const to = (stream: Duplex): Route => ({ isWaiting: false, stream: Promise.resolve(stream), isBroken: () => false });

  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    relay?.close();
    server?.close();
  });

  it('answers 502 for a name that does not exist, and for a request without one', async () => {
    const { port } = await start(() => null);
    expect(await text(ask(get('nobody.localhost'), port))).toMatch(/^HTTP\/1.1 502 .*There is no nobody.localhost/s);
    expect(await text(ask('GET / HTTP/1.0\r\n\r\n', port))).toMatch(/^HTTP\/1.1 502/);
  });

  it('refuses a head without end', async () => {
    const { port } = await start(() => null);
    expect(await text(ask(`GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}`, port))).toMatch(/^HTTP\/1.1 431/);
  });

  it('is a pipe of bytes after the first head, whatever is spoken: an upgrade and half-close included', async () => {
    const [near, far] = duplexPair();
    const { port } = await start(name => (name === 'ws.localhost' ? to(near) : null));
    const socket = ask('GET /ws HTTP/1.1\r\nHost: WS.localhost:80\r\nUpgrade: websocket\r\n\r\nearly', port);
    const seen = text(far);
    far.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    const answer = text(socket);
    socket.end(Buffer.from([0, 255, 1, 254]));
    expect(await seen).toContain('early\u0000');
    far.end('late');
    expect(await answer).toBe('HTTP/1.1 101 Switching Protocols\r\n\r\nlate');
  });

  it('keeps connections while the host is away, up to a bound, and lets them go when it is back', async () => {
    let isAway = true;
    const welcome = (): Duplex => {
      const [near, far] = duplexPair();
      far.end('welcome');
      far.resume();
      return near;
    };
    const { port, wake } = await start(() => (isAway ? { isWaiting: true } : to(welcome())));
    const first = ask(get('a.localhost'), port);
    const answer = text(first);
    const others = Array.from({ length: 64 }, () => ask(get('a.localhost'), port));
    // One of the 65 is one too many.
    await Promise.any(
      [answer, ...others.map(socket => text(socket))].map(async body => expect(await body).toMatch(/^HTTP\/1.1 503/)),
    );
    for (const socket of others) socket.destroy();
    isAway = false;
    wake();
    expect(await answer).toBe('welcome');
  });

  it('waits again when the host goes away before it took the connection, and says why otherwise', async () => {
    server = createServer(socket => socket.end('served')).listen(0, '127.0.0.1');
    await new Promise(resolve => server?.once('listening', resolve));
    const upstream = (server.address() as { port: number }).port;
    let tries = 0;
    const { port } = await start(name => {
      tries += 1;
      if (name === 'no.localhost')
        return { isWaiting: false, stream: Promise.reject(new Error('not granted')), isBroken: () => false };
      if (tries === 1) return { isWaiting: false, stream: Promise.reject(new Error('gone')), isBroken: () => true };
      return to(connect({ port: upstream, host: '127.0.0.1', allowHalfOpen: true }));
    });
    expect(await text(ask(get('yes.localhost'), port))).toBe('served');
    expect(await text(ask(get('no.localhost'), port))).toContain('not granted');
  });
});
