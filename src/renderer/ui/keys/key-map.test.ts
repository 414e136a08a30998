import { expect, test } from 'vitest';
import { commandsOf, isPrefix, keyMap } from './key-map.ts';

test('no key means two things in one place', () => {
  const taken = new Set<string>();
  for (const { place, chords } of Object.values(keyMap)) {
    for (const chord of chords) {
      expect(taken.has(`${place} ${chord}`), `${place}: ${chord}`).toBe(false);
      taken.add(`${place} ${chord}`);
    }
  }
});

test('what acts anywhere is not taken over by a page', () => {
  const anywhere = new Set(
    Object.values(keyMap).flatMap(entry => (entry.place === 'anywhere' ? [...entry.chords] : [])) as string[],
  );
  for (const entry of Object.values(keyMap))
    if (entry.place !== 'anywhere') for (const chord of entry.chords) expect(anywhere.has(chord), chord).toBe(false);
});

test('sequences are found by both keys', () => {
  expect(isPrefix('g')).toBe(true);
  expect(isPrefix('b')).toBe(false);
  expect(commandsOf('g b')).toEqual(['goBoard']);
});
