import { expect, test } from 'vitest';
import type { JobCard } from '../../contract/index.ts';
import { nextForMe } from './attention.ts';

const card = (id: string, column: JobCard['column'], since: number) => ({ id, column, since }) as JobCard;
const cards = [card('J-1', 'running', 1), card('J-2', 'review', 5), card('J-3', 'needs-you', 3)];

test('what waits longest comes first, and after the last the first again', () => {
  expect(nextForMe(cards, null)?.id).toBe('J-3');
  expect(nextForMe(cards, 'J-3')?.id).toBe('J-2');
  expect(nextForMe(cards, 'J-2')?.id).toBe('J-3');
});

test('there may be nothing', () => {
  expect(nextForMe([cards[0]!], null)).toBeNull();
});
