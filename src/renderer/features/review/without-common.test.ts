import { expect, test } from 'vitest';
import { withoutCommon } from './without-common.ts';

test('equal lines are matched one by one', () => {
  expect([...withoutCommon(['a', 'b', 'a', 'a'], ['a', 'a', 'c'])]).toEqual([1, 3]);
  expect([...withoutCommon([], ['a'])]).toEqual([]);
});
