import { describe, expect, it } from 'vitest';
import { rankBetween } from './rank.ts';

describe('ranks', () => {
  it('finds room between any two neighbours, again and again', () => {
    const ranks = ['0|00000008:', '0|00000010:'];
    for (let step = 0; step < 300; step += 1) {
      const place = (step * 7) % (ranks.length + 1);
      const rank = rankBetween(ranks[place - 1], ranks[place]);
      ranks.splice(place, 0, rank);
    }
    expect([...ranks].sort()).toEqual(ranks);
    expect(new Set(ranks).size).toBe(ranks.length);
  });

  it('finds room at both ends', () => {
    let [first, last] = ['0|00000008:', '0|00000008:'];
    for (let step = 0; step < 50; step += 1) {
      const [before, after] = [rankBetween(undefined, first), rankBetween(last, undefined)];
      expect(before < first).toBe(true);
      expect(after > last).toBe(true);
      [first, last] = [before, after];
    }
  });
});
