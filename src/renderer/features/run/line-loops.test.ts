import { expect, test } from 'vitest';
import type { StageGlance } from '../../../contract/index.ts';
import { loopsOf, outermost } from './line-loops.ts';

const stage = (id: string, visits: number) => ({ id, visits, maxVisits: 3 }) as StageGlance;
const edges = [
  { from: 'implement', to: 'validate' },
  { from: 'validate', to: 'implement' },
  { from: 'review', to: 'implement' },
  { from: 'merge', to: 'validate' },
];
const line = (...visits: number[]) =>
  ['plan', 'implement', 'validate', 'review', 'merge'].map((id, at) => stage(id, visits[at] ?? 0));

test('a stage entered once has no loop', () => {
  expect(loopsOf(line(1, 1, 1, 1), edges)).toEqual([]);
});

test('a loop begins where the run turned back', () => {
  expect(loopsOf(line(1, 2, 1), edges)).toEqual([{ from: 2, to: 1, visits: 2, maxVisits: 3 }]);
  expect(loopsOf(line(1, 2, 1, 1), edges)).toEqual([{ from: 3, to: 1, visits: 2, maxVisits: 3 }]);
  expect(loopsOf(line(1, 2, 2, 1, 1), edges)).toEqual([{ from: 2, to: 1, visits: 2, maxVisits: 3 }]);
});

test('a way back from a stage that was never reached is not drawn', () => {
  expect(loopsOf(line(1, 1, 2, 1, 0), edges)).toEqual([]);
});

test('an inner loop gives way to the one around it', () => {
  const outer = { from: 4, to: 1, visits: 2, maxVisits: 3 };
  const inner = { from: 3, to: 2, visits: 2, maxVisits: 3 };
  expect(outermost([outer, inner])).toEqual([outer]);
});
