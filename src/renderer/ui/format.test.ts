import { expect, test } from 'vitest';
import { ageText, countText, dayText, durationText, moneyText, shareText } from './format.ts';

test.each([
  [400, '0 s'],
  [4_000, '4 s'],
  [68_000, '1 m 08'],
  [12 * 60_000, '12 min'],
  [63 * 60_000, '1 h 03'],
  [75 * 3_600_000, '3 d'],
])('%d ms is %s', (ms, text) => expect(durationText(ms)).toBe(text));

test('an age is told in whole minutes', () => {
  expect([40_000, 61_000, 541_000, 72 * 60_000].map(ageText)).toEqual(['40 s', '1 min', '9 min', '1 h 12']);
});

test('an unknown price is unknown, and little is not nothing', () => {
  expect([null, 0, 0.001, 1.355].map(moneyText)).toEqual(['unknown', '$0.00', '< $0.01', '$1.35']);
});

test('days are counted by the calendar', () => {
  const now = new Date(2026, 10, 20, 0, 30).getTime();
  expect(dayText(now, now)).toBe('Today');
  expect(dayText(now - 3_600_000, now)).toBe('Yesterday');
  expect(dayText(new Date(2026, 10, 3).getTime(), now)).toBe('3 Nov');
});

test('counts and shares', () => {
  expect(countText(1, 'picture')).toBe('1 picture');
  expect(countText(2, 'entry', 'entries')).toBe('2 entries');
  expect([0, 0.0001, 0.021].map(shareText)).toEqual(['0.0 %', '< 0.1 %', '2.1 %']);
});
