import { expect, test } from 'vitest';
import type { Gate, GateChoice } from '../../../contract/index.ts';
import { decisionsOf, waitsText } from './decision.ts';

const choice = (id: string, isPrimary = false, blocked: string | null = null): GateChoice => ({
  id,
  label: id,
  needsNote: !isPrimary,
  isPrimary,
  blocked,
});
const gate = (kind: Gate['kind'], choices: GateChoice[]) => ({ kind, choices }) as Gate;
const review = gate('review', [choice('approve', true), choice('send-back'), choice('reject')]);
const free = { unseen: 0, isStopped: false, isConnected: true };

test('the primary answer stands last, and each has its key', () => {
  expect(decisionsOf(review, free).map(each => [each.choice.id, each.key])).toEqual([
    ['reject', 'reviewReject'],
    ['send-back', 'reviewSendBack'],
    ['approve', 'reviewApprove'],
  ]);
});

test('approving waits for unseen pictures and for the cord; sending back does not', () => {
  const [reject, , approve] = decisionsOf(review, { unseen: 2, isStopped: true, isConnected: true });
  expect(waitsText(approve!)).toBe('approve waits for 2 unseen pictures and the cord to be released');
  expect(reject!.waitsFor).toEqual([]);
});

test("the gate's own reason is shown too", () => {
  const blocked = gate('review', [choice('approve', true, 'validation on c81d2f0')]);
  expect(waitsText(decisionsOf(blocked, { ...free, unseen: 1 })[0]!)).toBe(
    'approve waits for 1 unseen picture and validation on c81d2f0',
  );
});

test('accepting a no-op needs no pictures seen', () => {
  expect(decisionsOf(gate('no-op', [choice('accept-no-op', true)]), { ...free, unseen: 3 })[0]!.waitsFor).toEqual([]);
});

test('nothing can be answered without a connection', () => {
  expect(decisionsOf(review, { ...free, isConnected: false }).every(each => each.waitsFor.length === 1)).toBe(true);
});
