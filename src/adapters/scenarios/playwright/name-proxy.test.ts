import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NetworkLine } from '../../../core/scenario/replay.ts';
import { createNameProxy, type NameProxy } from './name-proxy.ts';
import { dial, listen, stop } from './toy-product.fixture.ts';

describe('the proxy of a browser context', () => {
  const product = createServer(async (asked, answer) => {
    const body = Buffer.concat(await asked.toArray()).toString();
    const headers = [
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['X-Andon-Proxy', 'forged'],
    ].flat();
    answer.writeHead(201, 'Made', headers).end(JSON.stringify({ headers: asked.headers, url: asked.url, body }));
  });
  product.on('upgrade', (_, socket) => {
    socket.on('end', () => socket.destroy()).resume();
    socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\nhello');
  });
  let proxy: NameProxy;
  let refused: NetworkLine[];
  let password: string;

  beforeEach(async () => {
    const port = await listen(product);
    refused = [];
    proxy = await createNameProxy({ 'product.localhost': () => dial(port), 'gone.localhost': () => dial(1) }, line =>
      refused.push(line),
    );
    password = `Basic ${Buffer.from(`${proxy.username}:${proxy.password}`).toString('base64')}`;
  });
  afterEach(async () => {
    await proxy.close();
    await stop(product);
  });

  function ask(
    url: string,
    authorization = password,
    body = '',
  ): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
    const { hostname, port } = new URL(proxy.server);
    return new Promise((resolve, reject) => {
      const headers = { host: 'x', 'proxy-authorization': authorization };
      const outgoing = httpRequest({ hostname, port, method: 'POST', path: url, headers }, async answer => {
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(await answer.toArray()).toString(),
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  function tunnel(target: string, authorization: string, then = ''): Promise<string> {
    const { hostname, port } = new URL(proxy.server);
    return new Promise((resolve, reject) => {
      let text = '';
      const head = `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\nProxy-Authorization: ${authorization}\r\n\r\n`;
      const socket = connect(Number(port), hostname, () => socket.write(head + then));
      socket.on('data', chunk => {
        text += chunk.toString();
        if (text.endsWith('hello') || !text.startsWith('HTTP/1.1 200')) socket.destroy();
      });
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
  }

  it('passes a request on as the product would see it without a proxy', async () => {
    const answer = await ask('http://product.localhost/a?b=c', password, 'body');
    expect(answer.status).toBe(201);
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(answer.headers).not.toHaveProperty('x-andon-proxy');
    const seen = JSON.parse(answer.body) as { headers: Record<string, string> };
    expect(seen).toMatchObject({ url: '/a?b=c', body: 'body', headers: { host: 'product.localhost' } });
    expect(seen.headers).not.toHaveProperty('proxy-authorization');
  });

  it('wants the password', async () => {
    for (const wrong of ['Basic x', `${password}x`, 'Bearer y'])
      expect((await ask('http://product.localhost/', wrong)).status).toBe(407);
    expect(await tunnel('product.localhost:80', 'Basic x')).toMatch(/^HTTP\/1.1 407/);
  });

  it.each([
    'http://127.0.0.1/',
    'http://product.localhost:81/',
    'http://other.localhost/',
    'http://product.localhost.example/',
    'http://product.localhost@127.0.0.1/',
    'https://product.localhost/',
    '/relative',
    'http://__proto__/',
    'ftp://product.localhost/',
  ])('does not know %s', async url => {
    expect((await ask(url)).status).toBe(403);
    expect(refused).toEqual([{ method: 'POST', url, status: null, error: 'blocked: not a name of this replay' }]);
  });

  it.each(['product.localhost:443', '127.0.0.1:80', 'product.localhost:22', 'constructor:80'])(
    'makes no tunnel to %s',
    async target => {
      expect(await tunnel(target, password)).toMatch(/^HTTP\/1.1 403/);
    },
  );

  it('carries WebSockets through a tunnel', async () => {
    const upgrade = 'GET / HTTP/1.1\r\nHost: product.localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    expect(await tunnel('product.localhost:80', password, upgrade)).toMatch(/101 Switching Protocols\r\n\r\nhello$/);
  });

  it('says when nothing answers behind a name', async () => {
    expect(await ask('http://gone.localhost/')).toMatchObject({ status: 502, headers: { 'x-andon-proxy': 'unreachable' } });
    expect(await tunnel('gone.localhost:80', password)).toMatch(/^HTTP\/1.1 502/);
    expect(refused.map(line => line.error)).toEqual([
      expect.stringContaining('ECONNREFUSED'),
      expect.stringContaining('ECONNREFUSED'),
    ]);
  });
});
