import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { startProduct } from '../testing/product.ts';
import { json } from './answer.ts';
import { createTwinHost, listen } from './host.ts';
import { defineTwin } from './plugin.ts';
import { createTable, type Table } from './table.ts';

const token = 'token-of-the-outward-test';

interface EchoState {
  notes: Table<{ id: string; at: number }>;
  done: { attempts: number; status: number }[];
}

/** The smallest twin that calls out, keeps time and talks over a socket. */
const echo = defineTwin({
  name: 'echo',
  seedSchema: z.strictObject({}).default({}),
  create: (): EchoState => ({ notes: createTable({ key: note => note.id }), done: [] }),
  view: ({ notes, done }) => ({ notes: [...notes.keys()], done }),
  operations: [
    {
      name: 'hook',
      method: 'POST',
      path: '/hook',
      label: 'guess',
      write: true,
      run: call => {
        const url = call.request.query.get('url') ?? '';
        call.outbox.deliver({
          operation: 'hook.sent',
          method: 'POST',
          url,
          headers: { 'content-type': 'application/json' },
          body: '{"secret":"s3cret","n":1}',
          timeoutMs: 300,
          retryIn: (attempt, last) => (attempt < 3 && (last.kind === 'failed' || last.status >= 500) ? 60_000 : undefined),
          headersFor: attempt => ({ 'x-attempt': String(attempt) }),
          done: (result, attempts) =>
            void call.current().done.push({ attempts, status: result.kind === 'answer' ? result.status : 0 }),
        });
        return json({ ok: true });
      },
    },
    {
      name: 'later',
      method: 'POST',
      path: '/later/:id',
      label: 'guess',
      write: true,
      run: ({ state, params, clock }) => {
        state.notes.add({ id: `due ${params.id}`, at: clock.now() + Number(params.id) });
        return json({});
      },
    },
  ],
  sockets: [
    {
      name: 'chat',
      path: '/chat',
      label: 'guess',
      open: ({ sockets, request: { query } }, socket) => {
        if (query.get('ticket') !== 'good') return json({ error: 'no ticket' }, 403);
        socket.join('all');
        socket.send('hello');
        socket.onMessage(text => {
          for (const one of sockets.in('all')) one.send(`said ${text}`);
        });
        return undefined;
      },
    },
  ],
  due: ({ notes }) => {
    const times = [...notes.values()].filter(({ id }) => id.startsWith('due')).map(({ at }) => at);
    return times.length === 0 ? undefined : Math.min(...times);
  },
  catchUp: ({ state, clock }) => {
    for (const note of [...state.notes.values()]) {
      if (!note.id.startsWith('due') || note.at > clock.now()) continue;
      state.notes.delete(note.id);
      state.notes.add({ ...note, id: note.id.replace('due', 'came') });
    }
  },
  refuse: (_request, refusal) => json({ refusal: refusal.reason }, 404),
});

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startEcho(clock?: string) {
  const host = createTwinHost([echo], token);
  const ports = { admin: await listen(host.admin), ingress: await listen(host.ingress) };
  closers.push(() => {
    host.admin.close();
    host.ingress.close();
    host.namespaces.remove('a');
  });
  const admin = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = await fetch(`http://127.0.0.1:${ports.admin}${path}`, init);
    const text = await answer.text();
    return text === '' ? {} : JSON.parse(text);
  };
  await admin('PUT', '/namespaces/a', clock === undefined ? {} : { clock });
  const open = (service: string) => {
    const socket = connect(ports.ingress, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`ANDON ${token} a ${service}\n`);
    return socket;
  };
  const post = async (path: string) => {
    const asked = request({ createConnection: () => open('echo'), method: 'POST', path, headers: { connection: 'close' } }).end();
    const [response] = await once(asked, 'response');
    response.resume();
    await once(response, 'end');
    return response.statusCode as number;
  };
  /** Opens what the twins ask for, as the host does; answers what was asked. */
  const dialFor = async () => {
    const stream = await fetch(`http://127.0.0.1:${ports.admin}/namespaces/a/dials`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const asked: { host: string; port: number }[] = [];
    const lines = createInterface({ input: Readable.fromWeb(stream.body as never) });
    lines.on('line', line => {
      const { id, host, port } = JSON.parse(line);
      asked.push({ host, port });
      if (host !== 'product.localhost') return void admin('POST', `/namespaces/a/dials/${id}`, { error: 'no such service' });
      const twin = open(`dial:${id}`);
      const product = connect(port, '127.0.0.1');
      twin.pipe(product).pipe(twin);
      product.on('error', () => twin.destroy());
      return undefined;
    });
    closers.push(() => lines.close());
    return asked;
  };
  const state = async () => (await admin('GET', '/namespaces/a/state')).echo;
  const calls = async () => (await admin('GET', '/namespaces/a/journal?direction=out')).entries;
  const follow = async (query: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const stream = await fetch(`http://127.0.0.1:${ports.admin}/namespaces/a/journal/live?${query}`, { headers });
    return createInterface({ input: Readable.fromWeb(stream.body as never) })[Symbol.asyncIterator]();
  };
  return { admin, open, post, dialFor, state, calls, follow };
}

describe('what a twin calls', () => {
  it('goes out through the host that was attached, and nowhere else', async () => {
    const product = await startProduct();
    closers.push(product.close);
    const twin = await startEcho();
    await twin.post(`/hook?url=${product.url}/direct`);
    await expect.poll(twin.calls).toMatchObject([{ status: 0, response: { failed: 'unreachable' } }]);
    const asked = await twin.dialFor();
    await twin.post(`/hook?url=http://product.localhost:${product.port}/hooks?x=1`);
    expect(await product.next('/hooks')).toMatchObject({ method: 'POST', path: '/hooks?x=1', body: '{"secret":"s3cret","n":1}' });
    await twin.post('/hook?url=http://169.254.169.254/latest');
    await expect.poll(() => asked).toContainEqual({ host: '169.254.169.254', port: 80 });
    await expect.poll(twin.calls).toContainEqual(expect.objectContaining({ path: 'http://169.254.169.254/latest', status: 0 }));
    expect(product.heard).toHaveLength(1);
  });

  it('is in the journal, without secrets and apart from what came in', async () => {
    const product = await startProduct(() => ({ status: 202, headers: { 'content-type': 'text/plain' }, body: 'thanks' }));
    closers.push(product.close);
    const twin = await startEcho();
    await twin.dialFor();
    await twin.post(`/hook?url=http://product.localhost:${product.port}/hooks`);
    await expect.poll(twin.calls).toHaveLength(1);
    expect(await twin.calls()).toMatchObject([
      {
        direction: 'out',
        operation: 'hook.sent',
        status: 202,
        ok: true,
        body: { secret: '[redacted]', n: 1 },
        response: 'thanks',
      },
    ]);
    expect((await twin.admin('GET', '/namespaces/a/journal?direction=in')).entries).toMatchObject([{ operation: 'hook' }]);
  });

  it('is tried again on the clock of the namespace, until it is taken', async () => {
    let status = 500;
    const product = await startProduct(() => ({ status }));
    closers.push(product.close);
    const twin = await startEcho('2026-03-02T09:00:00Z');
    await twin.dialFor();
    await twin.post(`/hook?url=http://product.localhost:${product.port}/`);
    await product.next();
    await expect.poll(twin.calls).toHaveLength(1);
    status = 200;
    await twin.admin('POST', '/namespaces/a/clock', { advanceMs: 60_000 });
    expect((await product.next()).headers['x-attempt']).toBe('2');
    await expect.poll(twin.state).toMatchObject({ done: [{ attempts: 2, status: 200 }] });
  });

  it('gives up on an answer that does not come, and is forgotten by a reset', async () => {
    const product = await startProduct(() => new Promise(() => {}));
    closers.push(product.close);
    const twin = await startEcho('2026-03-02T09:00:00Z');
    await twin.dialFor();
    await twin.post(`/hook?url=http://product.localhost:${product.port}/`);
    await expect.poll(twin.calls).toMatchObject([{ response: { failed: 'timeout' } }]);
    await twin.admin('POST', '/namespaces/a/reset');
    await twin.admin('POST', '/namespaces/a/clock', { advanceMs: 3_600_000 });
    await twin.post('/later/1');
    expect(product.heard).toHaveLength(1);
    expect(await twin.state()).toMatchObject({ done: [] });
  });

  it('is lost or comes twice when a failure script says so', async () => {
    const product = await startProduct();
    closers.push(product.close);
    const twin = await startEcho();
    await twin.dialFor();
    for (const type of ['drop', 'duplicate']) {
      await twin.admin('POST', '/namespaces/a/script', { twin: 'echo', operation: 'hook.sent', action: { type } });
      await twin.post(`/hook?url=http://product.localhost:${product.port}/${type}`);
    }
    await product.next('/duplicate');
    await product.next('/duplicate');
    expect(product.heard.filter(({ path }) => path === '/drop')).toEqual([]);
    expect(await twin.calls()).toContainEqual(expect.objectContaining({ scripted: 'drop' }));
  });
});

describe('time', () => {
  it('brings what is due when the clock is moved', async () => {
    const twin = await startEcho('2026-03-02T09:00:00Z');
    await twin.post('/later/5000');
    await twin.admin('POST', '/namespaces/a/clock', { advanceMs: 4_000 });
    expect((await twin.state()).notes).toEqual(['due 5000']);
    await twin.admin('POST', '/namespaces/a/clock', { advanceMs: 2_000 });
    expect((await twin.state()).notes).toEqual(['came 5000']);
  });

  it('brings it by itself where the clock runs', async () => {
    const twin = await startEcho();
    await twin.post('/later/50');
    await expect.poll(async () => (await twin.state()).notes).toEqual(['came 50']);
  });
});

describe('a socket', () => {
  it('is taken or refused by the twin, hears what is sent to its group, and ends with its namespace', async () => {
    const twin = await startEcho();
    const dial = (ticket: string) =>
      new WebSocket(`ws://echo.localhost/chat?ticket=${ticket}`, { createConnection: () => twin.open('echo') });
    const [, refused] = await once(dial('bad'), 'unexpected-response');
    expect(refused.statusCode).toBe(403);
    const [one, two] = [dial('good'), dial('good')];
    const heard: string[] = [];
    two.on('message', data => heard.push(String(data)));
    await Promise.all([once(one, 'message'), once(two, 'message')]);
    one.send('hi');
    await expect.poll(() => heard).toEqual(['hello', 'said hi']);
    const closed = once(two, 'close');
    await twin.admin('DELETE', '/namespaces/a');
    await closed;
  });
});

describe('the journal', () => {
  it('waits for an entry, and tells of each one as it comes', async () => {
    const twin = await startEcho();
    const waiting = twin.admin('GET', '/namespaces/a/journal?wait=20000&after=0&operation=later');
    await twin.post('/nothing');
    await twin.post('/later/1000');
    expect((await waiting).entries).toMatchObject([{ operation: 'later', seq: 2 }]);
    const lines = await twin.follow('after=1');
    await twin.post('/later/2000');
    const live = [await lines.next(), await lines.next()].map(({ value }) => JSON.parse(String(value)));
    expect(live).toMatchObject([{ seq: 2 }, { seq: 3, path: '/later/2000' }]);
    expect(await twin.admin('GET', '/namespaces/a/journal?wait=10&after=3')).toMatchObject({ entries: [], last: 3 });
    expect((await twin.admin('GET', '/namespaces/a/journal?write=1')).entries).toHaveLength(2);
    expect(await twin.admin('GET', '/namespaces/a/journal?after=x')).toMatchObject({ error: { code: 'admin.invalid' } });
    await twin.admin('DELETE', '/namespaces/a');
    expect((await lines.next()).done).toBe(true);
  });
});
