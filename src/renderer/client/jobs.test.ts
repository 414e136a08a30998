import { expect, test } from 'vitest';
import type { JobCard } from '../../contract/index.ts';
import { withNews } from './jobs.ts';

const card = (id: string, title: string) => ({ id, title }) as JobCard;
const before = withNews(
  { cards: new Map(), seq: 0, readAt: null },
  { kind: 'all', seq: 5, cards: [card('J-1', 'one'), card('J-2', 'two')] },
  100,
);

test('a whole list replaces what was known', () => {
  const after = withNews(before, { kind: 'all', seq: 9, cards: [card('J-3', 'three')] }, 200);
  expect([...after.cards.keys()]).toEqual(['J-3']);
  expect(after).toMatchObject({ seq: 9, readAt: 200 });
});

test('a change replaces one card', () => {
  const after = withNews(before, { kind: 'one', seq: 6, card: card('J-2', 'new') }, 200);
  expect(after.cards.get('J-2')?.title).toBe('new');
  expect(after.cards.size).toBe(2);
});

test('an old change is passed over', () => {
  expect(withNews(before, { kind: 'one', seq: 5, card: card('J-2', 'old') }, 200)).toBe(before);
});
