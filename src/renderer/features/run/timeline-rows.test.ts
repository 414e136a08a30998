import { expect, test } from 'vitest';
import type { EventEnvelope } from '../../../contract/index.ts';
import { bodyLines, isFailure, timelineRows } from './timeline-rows.ts';

let seq = 0;
const event = (type: string, body: Record<string, unknown> = {}, actor = 'foreman'): EventEnvelope => {
  seq += 1;
  return { seq, v: 1, job: 'J-1', run: 'J-1.1', at: seq, actor, cause: null, type, body, text: `${type} ${seq}` };
};

test('many of one kind are folded into one row, few are not', () => {
  const rows = timelineRows([
    event('picture.taken'),
    event('picture.taken'),
    event('picture.taken'),
    event('twin.called'),
    event('twin.called'),
  ]);
  expect(rows.map(row => row.events.length)).toEqual([3, 1, 1]);
});

test('a failure is never folded away', () => {
  const failed = event('stage.finished', { outcome: { status: 'fail' } });
  const rows = timelineRows([event('stage.finished'), event('stage.finished'), failed, event('stage.finished')]);
  expect(rows.map(row => row.isFailed)).toEqual([false, false, true, false]);
});

test('a failure is told by the name or by the outcome', () => {
  expect(isFailure(event('station.failed'))).toBe(true);
  expect(isFailure(event('stage.finished', { outcome: { status: 'fail', failure: 'defect' } }))).toBe(true);
  expect(isFailure(event('stage.finished', { outcome: { status: 'success' } }))).toBe(false);
});

test('a body is told line by line, without what is empty', () => {
  expect(bodyLines(event('x', { a: 'text', b: { c: 1, d: ['e', 'f'] }, d: null, e: '' }))).toEqual([
    { name: 'a', text: 'text' },
    { name: 'b', text: 'c 1, d e, f' },
  ]);
});
