import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTwins, type TwinsProcess } from '../../../digital-twins/testing/twins-process.ts';
import { createPlaywrightPlayer } from '../../../src/adapters/scenarios/playwright/player.ts';
import type { ReplayRecord, ScenarioPlayer } from '../../../src/core/scenario/replay.ts';
import { lyingProducts } from './products.ts';
import { replayOn, scenarioOf } from './stand.ts';

describe('a product that', () => {
  let twins: TwinsProcess;
  let player: ScenarioPlayer;
  beforeAll(async () => {
    twins = await startTwins();
    player = createPlaywrightPlayer({ onLog: () => {} });
  });
  afterAll(async () => {
    await player.close();
    await twins.stop();
  });

  const failed = ({ assertions }: ReplayRecord) => Object.keys(assertions).filter(id => !assertions[id]);

  it.each(lyingProducts)('$bug is caught, and its corrected version passes', async product => {
    const lying = await replayOn({ twins, player }, product, false);
    expect({ failed: failed(lying), broken: lying.broken }).toEqual({ failed: scenarioOf(product).failsBefore, broken: null });
    const corrected = await replayOn({ twins, player }, product, true);
    expect({ failed: failed(corrected), broken: corrected.broken }).toEqual({ failed: [], broken: null });
  });
});
