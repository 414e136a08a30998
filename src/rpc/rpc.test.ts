import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import { bytes, call, type Handlers, stream } from '../contract/define.ts';
import { connect } from './connect.ts';
import { type Port, portPair } from './port.ts';
import { serve } from './serve.ts';
import { byteWindow, itemWindow } from './wire.ts';

const contract = {
  'sum.get': call(z.strictObject({ a: z.number(), b: z.number() }), z.object({ sum: z.number() })),
  'actor.get': call(z.strictObject({}), z.string()),
  'never.get': call(z.strictObject({}), z.string()),
  'count.watch': stream(z.strictObject({ to: z.number() }), z.number().int()),
  'blob.get': bytes(z.strictObject({ size: z.number() })),
} as const;

function room(overrides: Partial<Handlers<typeof contract>> = {}) {
  const seen = { signals: [] as AbortSignal[], counted: 0, sent: 0, closed: 0, errors: [] as unknown[] };
  const handlers: Handlers<typeof contract> = {
    'sum.get': async ({ a, b }) => ({ sum: a + b }),
    'actor.get': async (_, { actor }) => actor,
    'never.get': (_, { signal }) => {
      seen.signals.push(signal);
      return new Promise(() => {});
    },
    async *'count.watch'({ to }) {
      try {
        for (let n = 1; n <= to; n++) {
          seen.counted = n;
          yield n;
        }
      } finally {
        seen.closed++;
      }
    },
    async *'blob.get'({ size }) {
      for (let sent = 0; sent < size; sent += 100_000) {
        const piece = new Uint8Array(Math.min(100_000, size - sent)).fill(7);
        seen.sent += piece.length;
        yield piece;
      }
    },
    ...overrides,
  };
  const [near, far] = portPair();
  const dispose = serve(contract, handlers, far, { actor: 'engineer', onError: error => void seen.errors.push(error) });
  return { seen, near, far, dispose, client: connect(contract, near) };
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe('a call', () => {
  it('answers, and the serving side names the actor', async () => {
    const { client } = room();
    expect(await client['sum.get']({ a: 2, b: 3 })).toEqual({ sum: 5 });
    expect(await client['actor.get']({})).toBe('engineer');
  });

  it('refuses bad input in words, before the handler sees it', async () => {
    const get = vi.fn();
    const { client } = room({ 'sum.get': get });
    await expect(client['sum.get']({ a: 2, b: 'x' as never })).rejects.toMatchObject({
      kind: 'invalid',
      code: 'rpc.bad-input',
      message: expect.stringContaining('b:'),
    });
    expect(get).not.toHaveBeenCalled();
  });

  it('passes on our own errors with their hint and hides all others', async () => {
    const ours = room({
      'sum.get': () => Promise.reject(new AppError('conflict', 'run.moved', 'It moved.', { hint: 'Look again.' })),
    });
    await expect(ours.client['sum.get']({ a: 1, b: 1 })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'run.moved',
      hint: 'Look again.',
    });
    expect(ours.seen.errors).toEqual([]);
    const bug = room({ 'sum.get': () => Promise.reject(new Error('secret of /etc')) });
    await expect(bug.client['sum.get']({ a: 1, b: 1 })).rejects.toMatchObject({
      kind: 'internal',
      message: expect.not.stringContaining('secret'),
    });
    expect(bug.seen.errors).toEqual([new Error('secret of /etc')]);
  });

  it('never lets out what its contract forbids', async () => {
    const { client, seen } = room({ 'sum.get': async () => ({ sum: 'x' }) as never });
    await expect(client['sum.get']({ a: 1, b: 1 })).rejects.toMatchObject({ kind: 'internal' });
    expect(String(seen.errors[0])).toContain('sum.get');
  });

  it('is cancelled on both sides by its signal', async () => {
    const { client, seen } = room();
    const abort = new AbortController();
    const asked = client['never.get']({}, abort.signal);
    await vi.waitFor(() => expect(seen.signals).toHaveLength(1));
    abort.abort();
    await expect(asked).rejects.toMatchObject({ kind: 'cancelled' });
    await vi.waitFor(() => expect(seen.signals[0]?.aborted).toBe(true));
  });

  it('fails when the connection is lost, then and afterwards', async () => {
    const { client, seen, near } = room();
    const asked = client['never.get']({});
    await vi.waitFor(() => expect(seen.signals).toHaveLength(1));
    near.close();
    await expect(asked).rejects.toMatchObject({ kind: 'unavailable', code: 'rpc.connection-lost' });
    await expect(client['sum.get']({ a: 1, b: 1 })).rejects.toMatchObject({ code: 'rpc.connection-lost' });
    expect(seen.signals[0]?.aborted).toBe(true);
  });
});

describe('a stream', () => {
  it('gives every item in order and ends', async () => {
    const { client } = room();
    expect(await all(client['count.watch']({ to: 1000 }))).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  });

  it('is held up by a slow reader instead of piling up', async () => {
    const { client, seen } = room();
    const reader = client['count.watch']({ to: 100_000 })[Symbol.asyncIterator]();
    await reader.next();
    await vi.waitFor(() => expect(seen.counted).toBe(itemWindow.high));
    await settled();
    expect(seen.counted).toBeLessThanOrEqual(itemWindow.high);
    for (let n = 0; n < 500; n++) await reader.next();
    expect(seen.counted).toBeGreaterThan(500);
    await reader.return?.();
  });

  it('closes its source when the reader leaves or the signal fires', async () => {
    const { client, seen } = room();
    for await (const item of client['count.watch']({ to: 100_000 })) if (item === 3) break;
    await vi.waitFor(() => expect(seen.closed).toBe(1));
    const abort = new AbortController();
    for await (const item of client['count.watch']({ to: 100_000 }, abort.signal)) if (item === 3) abort.abort();
    await vi.waitFor(() => expect(seen.closed).toBe(2));
  });

  it('reaches its reader with what came before the failure, then the failure', async () => {
    const { client } = room({
      async *'count.watch'() {
        yield 1;
        throw new AppError('missing', 'run.gone', 'Gone.');
      },
    });
    const got: number[] = [];
    const reading = (async () => {
      for await (const item of client['count.watch']({ to: 9 })) got.push(item);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'run.gone' });
    expect(got).toEqual([1]);
  });

  it('closes its source when the connection is lost and tells the reader', async () => {
    const { client, seen, near } = room();
    const reader = client['count.watch']({ to: 100_000 })[Symbol.asyncIterator]();
    await reader.next();
    near.close();
    await expect(
      (async () => {
        for (;;) if ((await reader.next()).done) return;
      })(),
    ).rejects.toMatchObject({ code: 'rpc.connection-lost' });
    await vi.waitFor(() => expect(seen.closed).toBe(1));
  });
});

describe('bytes', () => {
  it('arrive whole, in pieces', async () => {
    const { client } = room();
    const pieces = await all(client['blob.get']({ size: 3_000_000 }));
    expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBe(3_000_000);
    expect(pieces.every(piece => piece.every(byte => byte === 7))).toBe(true);
  });

  it('stop at the high mark until they are read', async () => {
    const { client, seen } = room();
    const reader = client['blob.get']({ size: 50_000_000 })[Symbol.asyncIterator]();
    await reader.next();
    await vi.waitFor(() => expect(seen.sent).toBeGreaterThanOrEqual(byteWindow.high));
    await settled();
    expect(seen.sent).toBeLessThan(byteWindow.high + 300_000);
    await reader.return?.();
  });
});

describe('a hostile client', () => {
  const hostile: [string, unknown][] = [
    ['no object', 'hello'],
    ['nothing', null],
    ['an unknown type', { type: 'eval', id: 1 }],
    ['no id', { type: 'call', method: 'sum.get', input: {} }],
    ['a broken id', { type: 'call', id: Number.NaN, method: 'sum.get', input: {} }],
    ['a negative acknowledgement', { type: 'ack', id: 1, count: -5 }],
  ];
  it.each(hostile)('is cut off when it sends %s', async (_, message) => {
    const { near, seen } = room();
    const closed = closing(near);
    near.send(message);
    await closed;
    expect(seen.errors[0]).toMatchObject({ code: 'rpc.bad-message' });
  });

  it('is cut off when it acknowledges more than it got, or uses an id twice', async () => {
    for (const second of [
      { type: 'ack', id: 1, count: 9_000 },
      { type: 'call', id: 1, method: 'never.get', input: {} },
    ]) {
      const { near, seen } = room({
        async *'count.watch'(_, { signal }) {
          seen.signals.push(signal);
          yield 1;
          await new Promise(() => {});
        },
      });
      const closed = closing(near);
      near.send({ type: 'open', id: 1, method: 'count.watch', input: { to: 1 } });
      near.send(second);
      await closed;
      expect(seen.signals[0]?.aborted ?? true).toBe(true);
    }
  });

  it.each(['toString', '__proto__', 'constructor', 'no.such'])('reaches nothing by the method name %s', async method => {
    expect(await reply(room().near, { type: 'call', id: 1, method, input: {} })).toMatchObject({
      type: 'error',
      error: { code: 'rpc.unknown-method' },
    });
  });

  it('cannot open a stream by a call, nor more requests than the bound', async () => {
    expect(await reply(room().near, { type: 'call', id: 1, method: 'count.watch', input: { to: 1 } })).toMatchObject({
      error: { code: 'rpc.wrong-kind' },
    });
    const { near } = room();
    for (let id = 1; id <= 512; id++) near.send({ type: 'call', id, method: 'never.get', input: {} });
    expect(await reply(near, { type: 'call', id: 513, method: 'never.get', input: {} })).toMatchObject({
      error: { code: 'rpc.too-many-requests' },
    });
  });
});

function closing(port: Port): Promise<void> {
  return new Promise(resolve => port.onClose(resolve));
}

function reply(port: Port, message: unknown): Promise<unknown> {
  return new Promise(resolve => {
    port.onMessage(resolve);
    port.send(message);
  });
}

/** Everything that was going to happen by itself has happened. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve));
}
