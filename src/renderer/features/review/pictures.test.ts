import { expect, test } from 'vitest';
import type { EvidenceView, PicturePair } from '../../../contract/index.ts';
import { changedPairs, firstCheckpoint, unseenPairs } from './pictures.ts';

const pair = (checkpoint: string, changedPixels: number, more: Partial<PicturePair> = {}) =>
  ({ checkpoint, before: 'a', after: 'b', changedPixels, ...more }) as PicturePair;
const scenarios = [
  { id: 's1', title: 'One', pairs: [pair('c1', 0), pair('c2', 9)] },
  { id: 's2', title: 'Two', pairs: [pair('c1', 0, { after: null })] },
  { id: 's3', title: 'Three', pairs: [pair('c1', 0)] },
];
const evidence = { candidate: 'abc', scenarios } as EvidenceView;

test('a pair is changed by a pixel or by a missing side', () => {
  expect(changedPairs(evidence).map(placed => placed.key)).toEqual(['s1/c2', 's2/c1']);
});

test('what was seen is no longer waited for', () => {
  expect(unseenPairs(evidence, new Set(['s1/c2'])).map(placed => placed.key)).toEqual(['s2/c1']);
});

test('without a candidate there is nothing to have seen', () => {
  expect(changedPairs({ ...evidence, candidate: null })).toEqual([]);
});

test('a scenario opens where it changed, else where it ended', () => {
  expect(scenarios.map(scenario => firstCheckpoint(scenario as never))).toEqual([1, 0, 0]);
});
