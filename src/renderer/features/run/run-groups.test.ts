import { expect, test } from 'vitest';
import type { JobCard } from '../../../contract/index.ts';
import { runBeside, runGroups } from './run-groups.ts';

const card = (id: string, column: JobCard['column'], since: number, hasRun = true) =>
  ({ id, column, since, run: hasRun ? { id: `${id}.1` } : null }) as JobCard;
const groups = runGroups([
  card('J-1', 'done', 5),
  card('J-2', 'running', 2),
  card('J-3', 'needs-you', 9),
  card('J-4', 'done', 8),
  card('J-5', 'intake', 1, false),
]);

test('who must act comes first, and jobs without a run are left out', () => {
  expect(groups.map(group => [group.title, group.cards.map(each => each.id)])).toEqual([
    ['Needs you', ['J-3']],
    ['Running', ['J-2']],
    ['Done', ['J-4', 'J-1']],
  ]);
});

test('steps go over the groups and stop at the ends', () => {
  expect(runBeside(groups, 'J-3', 1)).toBe('J-2.1');
  expect(runBeside(groups, 'J-3', -1)).toBeNull();
  expect(runBeside(groups, 'J-1', 1)).toBeNull();
});
