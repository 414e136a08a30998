import { expect, test } from 'vitest';
import type { TwinCallView } from '../../../contract/index.ts';
import { alignJournal, changedWrites, telling } from './align-journal.ts';

const call = (what: string, mark: TwinCallView['mark'], twin = 'slack', isWrite = true): TwinCallView => ({
  at: '0',
  twin,
  what,
  status: 200,
  isWrite,
  mark,
});
const shape = (before: TwinCallView[], after: TwinCallView[]) =>
  alignJournal(before, after).map(line => [line.before?.what ?? null, line.after?.what ?? null]);

test('equal calls stand beside each other, others alone', () => {
  expect(
    shape(
      [call('a', 'same'), call('b', 'missing'), call('c', 'same')],
      [call('a', 'same'), call('n', 'added'), call('c', 'same')],
    ),
  ).toEqual([
    ['a', 'a'],
    ['b', null],
    [null, 'n'],
    ['c', 'c'],
  ]);
});

test('a side may be empty', () => {
  expect(shape([], [call('n', 'added')])).toEqual([[null, 'n']]);
  expect(shape([call('b', 'same')], [])).toEqual([['b', null]]);
});

test('only writes are counted, and only where the sides differ', () => {
  const before = [call('post', 'same'), call('post', 'missing'), call('get', 'same', 'jira', false)];
  const after = [call('post', 'same')];
  expect(changedWrites(before, after)).toEqual([{ twin: 'slack', before: 2, after: 1 }]);
});

test('what differs is shown with the writes beside it, and reads are not', () => {
  const before = [
    ...['a', 'b', 'c', 'd'].map(what => call(what, 'same')),
    call('r', 'same', 'slack', false),
    call('x', 'missing'),
    call('e', 'same'),
  ];
  const after = before.filter(each => each.mark === 'same');
  expect(telling(alignJournal(before, after)).map(line => line.before?.what)).toEqual(['c', 'd', 'x', 'e']);
});

test('where nothing differs all writes are shown', () => {
  const calls = [call('a', 'same'), call('r', 'same', 'slack', false), call('b', 'same')];
  expect(telling(alignJournal(calls, calls)).map(line => line.before?.what)).toEqual(['a', 'b']);
});
