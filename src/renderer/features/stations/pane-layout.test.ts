import { expect, test } from 'vitest';
import { columnsFor, placesOf } from './pane-layout.ts';

test('panes fill the page', () => {
  expect([1, 2, 3, 4, 8].map(count => columnsFor('4×2', count))).toEqual([1, 2, 2, 2, 4]);
  expect([1, 3, 4].map(count => columnsFor('2×2', count))).toEqual([1, 2, 2]);
  expect(columnsFor('1', 1)).toBe(1);
});

test('places', () => expect((['1', '2×2', '4×2'] as const).map(placesOf)).toEqual([1, 4, 8]));
