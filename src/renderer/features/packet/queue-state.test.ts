import { expect, test } from 'vitest';
import { AppError } from '../../../base/app-error.ts';
import { queueState } from './queue-state.ts';

const ready = {
  isEmpty: false,
  isConnected: true,
  isReading: false,
  isBusy: false,
  problem: null,
  readiness: { isReady: true, items: [] },
};
const item = (field: string, blocks = true) => ({ field, problem: 'missing', fix: 'write it', blocks });

test('a packet that lacks nothing can be queued', () => expect(queueState(ready)).toEqual({ status: 'ready' }));

test('what is missing is named, and what only warns is not', () => {
  const readiness = { isReady: false, items: [item('reproduction'), item('no_op'), item('review', false)] };
  expect(queueState({ ...ready, readiness })).toEqual({
    status: 'blocked',
    reason: 'Cannot be queued: reproduction and no_op need a look',
  });
});

test.each([
  [{ isEmpty: true }, 'there is no packet yet'],
  [{ isConnected: false }, 'no connection'],
  [{ isReading: true }, 'Being read'],
  [{ problem: new AppError('invalid', 'packet.not-yaml', 'x') }, 'cannot be read'],
])('%j is said in words', (known, words) => {
  const state = queueState({ ...ready, ...known });
  expect(state).toMatchObject({ status: 'blocked', reason: expect.stringContaining(words) });
});
