import { expect, test } from 'vitest';
import type { ScenarioView } from '../../../contract/index.ts';
import { splitScenarios } from './verdicts.ts';

const scenario = (verdict: ScenarioView['verdict'], isInPacket = false) => ({ verdict, isInPacket }) as ScenarioView;

test("the packet's come first, then what is not as it was", () => {
  expect(splitScenarios([scenario('unchanged'), scenario('flaky'), scenario('proven', true)], 9)).toEqual({
    shown: [2, 1, 0],
    folded: [],
  });
});

test('only unchanged ones are folded away, however many there are', () => {
  const all = [scenario('refuted'), scenario('refuted'), scenario('unchanged'), scenario('unchanged')];
  expect(splitScenarios(all, 1)).toEqual({ shown: [0, 1], folded: [2, 3] });
});
