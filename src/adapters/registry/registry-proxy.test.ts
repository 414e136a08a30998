import { createServer as createHttp, request, type Server } from 'node:http';
import { duplexPair } from 'node:stream';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRegistryProxy } from './registry-proxy.ts';

type Answer = { readonly status: number; readonly body: string; readonly headers: Record<string, unknown> };

describe('the registry proxy', () => {
  const asked: { method: string; url: string; headers: Record<string, unknown> }[] = [];
  let upstream: Server;
  let address = '';
  let proxy: ReturnType<typeof createRegistryProxy>;

  beforeAll(async () => {
    upstream = createHttp((incoming, response) => {
      asked.push({ method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers });
      const url = incoming.url ?? '';
      if (url === '/npm/left-pad') {
        const body = gzipSync(
          JSON.stringify({
            name: 'left-pad',
            dist: { tarball: `${address}/left-pad/-/left-pad-1.0.0.tgz` },
            other: { tarball: 'https://elsewhere.invalid/x.tgz' },
          }),
        );
        return response
          .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip', 'set-cookie': 'a=b' })
          .end(body);
      }
      if (url === '/npm/left-pad/-/left-pad-1.0.0.tgz') return response.writeHead(200, { 'content-length': 7 }).end('tarball');
      if (url === '/npm/big/-/big-1.0.0.tgz') return response.writeHead(200, { 'content-length': 5000 }).end('x'.repeat(5000));
      if (url === '/npm/endless/-/endless-1.0.0.tgz') return response.writeHead(200).end('x'.repeat(5000));
      if (url === '/npm/away') return response.writeHead(302, { location: 'http://127.0.0.1:1/away' }).end();
      return response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not found"}');
    });
    await new Promise<void>(resolve => upstream.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(upstream.address() as { port: number }).port}/npm`;
    proxy = createRegistryProxy({ upstream: address, allowHosts: [], maxTarballBytes: 1000 });
  });
  afterAll(() => {
    upstream.closeAllConnections();
    upstream.close();
  });

  const ask = (path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const [near, far] = duplexPair();
      proxy(far);
      const sent = request(
        { createConnection: () => near as never, path, method, headers: { host: 'registry.localhost', ...headers } },
        response => {
          text(response).then(body => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }), reject);
        },
      );
      sent.once('error', reject);
      sent.end();
    });

  it('hands on a package’s description, with its files put on our own name', async () => {
    const { status, body, headers } = await ask('/left-pad', 'GET', { authorization: 'Bearer secret', cookie: 'c=d' });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      name: 'left-pad',
      dist: { tarball: 'http://registry.localhost/left-pad/-/left-pad-1.0.0.tgz' },
      other: { tarball: 'https://elsewhere.invalid/x.tgz' },
    });
    expect(headers['set-cookie']).toBeUndefined();
    expect(asked.at(-1)?.headers).not.toMatchObject({ authorization: expect.anything() });
    expect(asked.at(-1)?.headers).not.toMatchObject({ cookie: expect.anything() });
  });

  it('hands on files and what the registry does not have', async () => {
    expect(await ask('/left-pad/-/left-pad-1.0.0.tgz')).toMatchObject({ status: 200, body: 'tarball' });
    expect((await ask('/@scope%2fnone')).status).toBe(404);
    expect((await ask('/left-pad', 'HEAD')).status).toBe(200);
  });

  it.each([
    ['PUT', '/left-pad'],
    ['POST', '/-/npm/v1/security/audits'],
    ['GET', '/-/v1/search'],
    ['GET', '/-/whoami'],
    ['GET', '/left-pad?leak=words'],
    ['GET', '/../etc/passwd'],
    ['GET', '/%2e%2e/secret'],
    ['GET', 'http://other.invalid/left-pad'],
    ['GET', '/-/at/elsewhere.invalid/x.tgz'],
    ['GET', `/${'a'.repeat(500)}`],
  ])('refuses %s %s without asking anyone', async (method, path) => {
    const before = asked.length;
    const { status, body } = await ask(path, method);
    expect(status).toBe(403);
    expect(JSON.parse(body).error).toMatch(/Andon/);
    expect(asked.length).toBe(before);
  });

  it('caps a file, announced or not', async () => {
    expect((await ask('/big/-/big-1.0.0.tgz')).status).toBe(403);
    await expect(ask('/endless/-/endless-1.0.0.tgz')).rejects.toThrow();
  });

  it('does not follow a redirect to somewhere else', async () => {
    expect(await ask('/away')).toMatchObject({ status: 502, body: expect.stringContaining('not allowed') });
  });
});
