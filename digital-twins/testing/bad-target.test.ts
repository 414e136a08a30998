import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from './product.ts';
import { type TargetCall, targetCalls, targetSeed } from './targets.ts';
import { at, listOf, startTwins, type TwinsProcess } from './twins-process.ts';
import { residentMb } from './wire.ts';

interface Out {
  operation: string;
  path: string;
  status: number;
  response: { failed?: string; message?: string } | null;
}

/** Seeds in which each twin calls one address when something is written. */
const seedFor: Record<TargetCall['twin'], (url: string) => unknown> = {
  slack: url => ({ apps: [{ name: 'listener', token: 'xoxb-listener', eventsUrl: url, botEvents: ['message.channels'] }] }),
  okta: url => ({ eventHooks: [{ name: 'Listener', url, events: ['group.lifecycle.create'] }] }),
  jira: url => ({ webhooks: [{ name: 'Listener', url, events: ['jira:issue_created'] }] }),
};

/** A server that says nothing of HTTP; `answer` has each connection, after its first bytes. */
async function startRaw(answer: (socket: Socket) => void): Promise<{ url: string; connections: number; server: Server }> {
  const raw = { url: '', connections: 0, server: createServer() };
  raw.server.on('connection', socket => {
    raw.connections += 1;
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  raw.server.listen(0, '127.0.0.1');
  await once(raw.server, 'listening');
  const address = raw.server.address();
  raw.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`;
  return raw;
}

describe('a target of webhooks that behaves badly', () => {
  let twins: TwinsProcess;
  const closers: (() => unknown)[] = [];

  beforeAll(async () => {
    twins = await startTwins();
  });
  afterAll(() => twins.stop());
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  const product = async (reply: Parameters<typeof startProduct>[0]): Promise<Product> => {
    const started = await startProduct(reply);
    closers.push(started.close);
    return started;
  };
  const raw = async (answer: (socket: Socket) => void) => {
    const started = await startRaw(answer);
    closers.push(() => started.server.close());
    return started;
  };
  /** Writes in a fresh namespace whose twin calls `url`; gives the first call of it, which a vendor may try again. */
  const provoke = async ({ twin, method, path, authorization, body }: TargetCall, url: string, isOpen = true) => {
    const name = `target-${twin}`;
    const part = { ...targetSeed[twin], ...(seedFor[twin](url) as object) };
    const made = await twins.admin('PUT', at(name, '?fresh=1'), { seeds: { ...targetSeed, [twin]: withListener(twin, part) } });
    expect(made.body.error).toBeUndefined();
    if (isOpen) await twins.letOut(name);
    const origin = await twins.forward(name, twin);
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${origin}${path}`, { method, headers, body: JSON.stringify(body) });
    expect(answer.status).toBeLessThan(300);
    const { body: page } = await twins.admin('GET', at(name, '/journal?direction=out&limit=1&wait=30000'));
    const again = await fetch(`${origin}${path}`, {
      method,
      headers,
      body: JSON.stringify({ ...body, profile: { name: 'Another' } }),
    });
    expect(again.status).toBeLessThan(300);
    return listOf<Out>(page.entries);
  };

  describe.each(targetCalls)('of $twin', target => {
    it('is down: the call that caused it is answered all the same', async () => {
      const gone = await startProduct();
      await gone.close();
      expect(await provoke(target, `${gone.url}/hook`)).toMatchObject([{ status: 0, response: { failed: 'unreachable' } }]);
    });

    it('does not talk HTTP', async () => {
      for (const bytes of [
        'hello\r\n\r\n',
        Buffer.from([0x15, 0x03, 0x01, 0, 2]),
        'HTTP/1.1 99999 x\r\n\r\n',
        'HTTP/1.1 200 OK\r\nA: \0\r\n\r\n',
      ]) {
        const server = await raw(socket => socket.end(bytes));
        expect(await provoke(target, server.url)).toMatchObject([{ status: 0, response: { failed: 'unreachable' } }]);
      }
    });

    it('hangs up before, in the head of, and in the middle of its answer', async () => {
      for (const bytes of ['', 'HTTP/1.1 200 OK\r\nContent-', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf']) {
        const server = await raw(socket => {
          socket.write(bytes);
          socket.resetAndDestroy();
        });
        const [first] = await provoke(target, server.url);
        expect(first?.status).toBe(0);
      }
    });

    it('answers 10 MB, or without an end', async () => {
      const large = await product(() => ({ body: 'x'.repeat(10 * 1024 * 1024) }));
      expect(await provoke(target, `${large.url}/hook`)).toMatchObject([{ status: 200 }]);
      const endless = await raw(socket => {
        const pour = () => {
          while (!socket.destroyed && socket.write('8000\r\n'.padEnd(0x8000 + 6, 'x').concat('\r\n')));
        };
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
        socket.on('drain', pour);
        pour();
      });
      expect(await provoke(target, endless.url)).toHaveLength(1);
    });

    it('answers with headers without an end', async () => {
      const server = await raw(socket => socket.write(`HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(100_000)}`));
      expect(await provoke(target, server.url)).toMatchObject([{ status: 0 }]);
    });

    it('redirects inward: it is not followed', async () => {
      const inward = `http://127.0.0.1:${twins.ports.admin}/namespaces`;
      const inside = await product(() => ({}));
      for (const location of [inward, `${inside.url}/secret`, 'http://169.254.169.254/latest/', 'file:///etc/passwd']) {
        for (const status of [301, 302, 307, 308]) {
          const server = await product(() => ({ status, headers: { location } }));
          expect(await provoke(target, `${server.url}/hook`)).toMatchObject([{ status }]);
        }
      }
      expect(inside.heard).toEqual([]);
    });

    it('is an address that is none, or has a login in it: it is not called, and the login is not told', async () => {
      const inside = await product(() => ({}));
      const address = inside.url.replace('http://', '');
      for (const url of [
        'ftp://a/b',
        'file:///etc/passwd',
        'gopher://a:70/_x',
        'javascript:alert(1)',
        'data:text/plain,x',
        `http://joe:s3cret-login@${address}/`,
      ]) {
        const entries = await provoke(target, url);
        expect(entries, url).toMatchObject([{ status: 0, response: { failed: 'refused-url' } }]);
        expect(JSON.stringify(entries)).not.toContain('s3cret-login');
      }
      expect(inside.heard).toEqual([]);
    });

    it('is not reached at all where nobody dials, whatever its address', async () => {
      const inside = await product(() => ({}));
      const inward = [
        `http://127.0.0.1:${twins.ports.admin}/namespaces`,
        `http://[::1]:${inside.port}/`,
        'http://169.254.169.254/latest/meta-data',
      ];
      for (const url of [`${inside.url}/hook`, ...inward, inside.url.replace('http', 'https')]) {
        expect(await provoke(target, url, false), url).toMatchObject([{ status: 0, response: { failed: 'unreachable' } }]);
      }
      expect(inside.heard).toEqual([]);
    });

    it('never answers, or byte by byte: it is given up', async () => {
      const silent = await raw(() => undefined);
      expect(await provoke(target, silent.url)).toMatchObject([{ status: 0, response: { failed: 'timeout' } }]);
      const timers: NodeJS.Timeout[] = [];
      const slow = await raw(socket => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
        timers.push(setInterval(() => socket.write('x'), 100));
      });
      closers.push(() => timers.map(clearInterval));
      expect(await provoke(target, slow.url)).toMatchObject([{ status: 0, response: { failed: 'timeout' } }]);
    }, 90_000); // Jira waits 20 s for each.
  });

  it('leaves a process of an ordinary size, that still answers', async () => {
    expect((await twins.admin('GET', '/namespaces')).status).toBe(200);
    expect(await residentMb(twins)).toBeLessThan(800);
  });
});

/** The app that listens has to be where the messages are. */
function withListener(twin: string, part: object): object {
  if (twin !== 'slack') return part;
  const { channels } = targetSeed.slack;
  return {
    ...part,
    channels: channels.map(one => (one.name === 'support' ? { ...one, members: ['ada', 'helpdesk', 'listener'] } : one)),
  };
}
