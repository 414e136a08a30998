import type { Holdout } from '../job/leak-guard.ts';
import type { Work } from './world.ts';

/** All holdouts of the factory as the leak guard wants them: of every project, since a station must see none. */
export async function holdoutsOf(work: Work): Promise<readonly Holdout[]> {
  const { scenarios } = await work.world.scenarios();
  return scenarios.map(({ scenario }) => ({
    id: scenario.id,
    title: scenario.title,
    canary: scenario.canary,
    texts: scenario.steps.map(step => step.what),
  }));
}
