import { expect, test, vi } from 'vitest';
import { AppError } from '../../base/app-error.ts';
import { type Port, portPair } from '../../rpc/port.ts';
import { backoffMs, keepConnection } from './connection.ts';

test('waiting grows and is bounded', () => {
  expect([0, 1, 2, 3].map(backoffMs)).toEqual([250, 500, 1000, 2000]);
  expect(backoffMs(50)).toBe(10_000);
});

test('a lost connection is dialled again and becomes ready with a new epoch', async () => {
  const ends: Port[] = [];
  const kept = keepConnection(async () => {
    const [near, far] = portPair();
    ends.push(far);
    return near;
  });
  await vi.waitUntil(() => kept.store.getState().status === 'ready');
  ends[0]!.close();
  await vi.waitUntil(() => ends.length === 2);
  await vi.waitUntil(() => kept.store.getState().status === 'ready');
  expect(kept.store.getState()).toMatchObject({ status: 'ready', epoch: 2 });
  kept.stop();
});

test('a used link is not tried again', async () => {
  let dials = 0;
  const kept = keepConnection(async () => {
    dials += 1;
    throw new AppError('denied', 'session.used', 'This link was used.');
  });
  await vi.waitUntil(() => kept.store.getState().status === 'refused');
  expect(dials).toBe(1);
});

test('trying now does not wait for the timer', async () => {
  let dials = 0;
  const kept = keepConnection(async () => {
    dials += 1;
    throw new AppError('unavailable', 'x', 'not there');
  });
  for (let i = 0; i < 8; i += 1) {
    await vi.waitUntil(() => dials === i + 1 && kept.store.getState().status === 'lost');
    kept.retryNow();
  }
  expect(dials).toBeGreaterThanOrEqual(8);
  kept.stop();
});
