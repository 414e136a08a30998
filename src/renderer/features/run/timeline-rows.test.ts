import { expect, test } from 'vitest';
import type { EventEnvelope } from '../../../contract/index.ts';
import { isFailure, markOf } from './event-mark.ts';
import { bodyLines, timelineRows } from './timeline-rows.ts';

let seq = 0;
const event = (type: string, body: Record<string, unknown> = {}, actor = 'foreman'): EventEnvelope => {
  seq += 1;
  return { seq, v: 1, job: 'J-1', run: 'J-1.1', at: seq * 1_000, actor, cause: null, type, body, text: type };
};
const pass = (stage: string, visit = 1) => ({ stage, visit, attempt: 1, branch: 0 });
const started = (stage: string, visit = 1) => event('stage.started', pass(stage, visit));
const finished = (stage: string, status = 'success', visit = 1) =>
  event('stage.finished', { at: pass(stage, visit), outcome: { status } });
const replayed = (side: string, failed: string[]) => event('scenario.replayed', { side, failed, broken: null });
const checked = (expected: string, exitCode: number) => event('check.finished', { side: 'base', expected, exitCode });

test('a stage is one row with its duration, and holds what happened in it', () => {
  const rows = timelineRows([event('run.started'), started('reproduce'), replayed('base', ['a']), finished('reproduce')]);
  expect(rows.map(row => [row.text, row.durationMs, row.inner.length, row.isOpen])).toEqual([
    ['run.started', null, 0, false],
    ['stage.finished', 2_000, 1, false],
  ]);
});

test('the stage at work is open once there is something in it, and so is one that failed', () => {
  const rows = timelineRows([started('validate'), finished('validate', 'fail'), started('implement', 2)]);
  const filled = timelineRows([started('validate'), checked('green', 0)]);
  expect(filled[0]).toMatchObject({ isOpen: true, isWorking: true });
  expect(rows.map(row => [row.isOpen, row.isWorking, row.tone])).toEqual([
    [true, false, 'fail'],
    [false, true, 'run'],
  ]);
});

test('work that a restart began again is still one pass', () => {
  const rows = timelineRows([started('implement'), started('implement'), finished('implement')]);
  expect(rows.map(row => [row.text, row.inner.length])).toEqual([['stage.finished', 1]]);
});

test('nothing works any more once the run is over', () => {
  expect(timelineRows([started('implement'), event('run.cancelled')])[0]).toMatchObject({ isWorking: false, isOpen: false });
});

test('a gate asks until it was answered, and then says who answered what', () => {
  const open = [event('gate.asked', { stage: 'review', visit: 1 })];
  expect(timelineRows(open)[0]).toMatchObject({ text: 'gate.asked', tone: 'ask', isWorking: true });
  const answered = [...open, event('gate.answered', { at: pass('review'), choice: 'x' }, 'engineer')];
  expect(timelineRows(answered)[0]).toMatchObject({ text: 'gate.answered', icon: 'user', isWorking: false });
});

test('what does not hold is a fact and not yet a failure', () => {
  expect(markOf(replayed('base', ['a']))).toEqual({ icon: 'failed', tone: 'idle' });
  expect(isFailure(replayed('candidate', ['a']))).toBe(false);
  expect(markOf(replayed('candidate', []))).toEqual({ icon: 'passed', tone: 'idle' });
});

test('a check is judged by what it should have been', () => {
  expect([checked('green', 0), checked('green', 1), checked('red', 1), checked('red', 0)].map(isFailure)).toEqual([
    false,
    true,
    false,
    true,
  ]);
});

test('a failure is told by the name or by the outcome', () => {
  expect(isFailure(event('station.failed'))).toBe(true);
  expect(isFailure(finished('x', 'fail'))).toBe(true);
  expect(isFailure(finished('x'))).toBe(false);
});

test('a body is told line by line, without what is empty', () => {
  expect(bodyLines(event('x', { a: 'text', b: { c: 1, d: ['e', 'f'] }, d: null, e: '' }))).toEqual([
    { name: 'a', text: 'text' },
    { name: 'b', text: 'c 1, d e, f' },
  ]);
});
