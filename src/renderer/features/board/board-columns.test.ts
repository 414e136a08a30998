import { expect, test } from 'vitest';
import type { JobCard } from '../../../contract/index.ts';
import { fillColumns, noFilter, stepFrom } from './board-columns.ts';

const card = (id: string, column: JobCard['column'], since: number, more: Partial<JobCard> = {}) =>
  ({
    id,
    column,
    since,
    title: `Title ${id}`,
    project: 'helpdesk',
    line: 'bug-fix',
    status: { mark: 'queued' },
    ...more,
  }) as JobCard;
const cards = [
  card('J-1', 'running', 10),
  card('J-2', 'running', 5),
  card('J-3', 'needs-you', 7),
  card('J-4', 'done', 1),
  card('J-5', 'done', 9),
  card('J-6', 'queued', 3, { project: 'billing' }),
];
const idsOf = (filter = noFilter) =>
  Object.fromEntries(fillColumns(cards, filter).map(({ column, cards: own }) => [column.id, own.map(each => each.id)]));

test('what waits longest stands first, what was done last stands first', () => {
  expect(idsOf()).toMatchObject({ running: ['J-2', 'J-1'], done: ['J-5', 'J-4'] });
});

test('filters by who must act, by project and by words', () => {
  expect(Object.values(idsOf({ ...noFilter, tab: 'mine' })).flat()).toEqual(['J-3']);
  expect(Object.values(idsOf({ ...noFilter, project: 'billing' })).flat()).toEqual(['J-6']);
  expect(Object.values(idsOf({ ...noFilter, words: 'j-1 title' })).flat()).toEqual(['J-1']);
});

test('the keyboard starts with what needs the engineer', () => {
  expect(stepFrom(fillColumns(cards, noFilter), null, 'down')).toBe('J-3');
});

test('steps keep the height and pass over empty columns', () => {
  const columns = fillColumns(cards, noFilter);
  expect(stepFrom(columns, 'J-2', 'down')).toBe('J-1');
  expect(stepFrom(columns, 'J-1', 'down')).toBe('J-1');
  expect(stepFrom(columns, 'J-1', 'right')).toBe('J-3');
  expect(stepFrom(columns, 'J-3', 'right')).toBe('J-5');
  expect(stepFrom(columns, 'J-2', 'left')).toBe('J-6');
  expect(stepFrom(columns, 'J-6', 'left')).toBe('J-6');
});
