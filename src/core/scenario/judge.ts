import { judgeBase } from './judge-base.ts';
import type { ReplayRecord, Verdict } from './replay.ts';
import { brokenText, disagreements, isBrokenByChance, type Outcome, outcomeOf, unfitness } from './replay-outcome.ts';
import type { Scenario } from './scenario.ts';

/** The replays of one scenario. What is absent was not replayed, and nothing is proven without it. */
export type Replays = {
  readonly base?: ReplayRecord | undefined;
  readonly baseAgain?: ReplayRecord | undefined;
  readonly candidate?: ReplayRecord | undefined;
};

/**
 * What base, base again and candidate prove together. *Proven* takes: base failing exactly what the scenario declares,
 * twice; every assertion evaluated on every side; the candidate holding all. A regression scenario that holds everywhere
 * is *unchanged*. The candidate's failures are *refuted* before chance on base is looked at, unless it is the very
 * assertion that base itself disagrees about: flakiness never turns a red into a green.
 */
export function judge(scenario: Scenario, { base, baseAgain, candidate }: Replays): Verdict {
  const unfit = unfitness(scenario, present(base, baseAgain, candidate)) ?? wrongSide({ base, baseAgain, candidate });
  if (unfit !== null) return { verdict: 'invalid', reason: unfit };
  if (base === undefined || candidate === undefined)
    return inconclusive(`${base === undefined ? 'base' : 'the candidate'} was not replayed`);
  const sides = {
    before: outcomeOf(scenario, base),
    again: baseAgain === undefined ? null : outcomeOf(scenario, baseAgain),
    after: outcomeOf(scenario, candidate),
  };
  return chanceOrRed(scenario, sides) ?? judgeGreen(scenario, present(base, baseAgain), sides);
}

type Sides = { readonly before: Outcome; readonly again: Outcome | null; readonly after: Outcome };

/** Everything that ends the question before the base is looked at: a red candidate, or a base that disagrees with itself. */
function chanceOrRed(scenario: Scenario, { before, again, after }: Sides): Verdict | null {
  const chance = again === null ? [] : disagreements(before, again);
  const isBaseBrokenByChance = again !== null && isBrokenByChance(before, again);
  const red = redOf(scenario, before, after, chance);
  if (red !== null && !isBaseBrokenByChance) return red;
  if (isBaseBrokenByChance) return { verdict: 'flaky', reason: 'two replays of base could be carried out to different steps' };
  return chance.length > 0 ? { verdict: 'flaky', reason: `two replays of base disagree about ${chance.join(', ')}` } : null;
}

function redOf(scenario: Scenario, before: Outcome, after: Outcome, chance: readonly string[]): Verdict | null {
  if (after.broken !== null) return before.broken === null ? refuted(brokenText('the candidate', after.broken)) : null;
  const failed = after.failed.filter(id => !chance.includes(id));
  const worse = failed.filter(id => before.held.includes(id));
  if (worse.length > 0) return refuted(`the candidate fails ${worse.join(', ')}, which base holds`);
  const still = failed.filter(id => scenario.failsBefore.includes(id) && before.broken === null);
  return still.length > 0 ? refuted(`the candidate still fails ${still.join(', ')}`) : null;
}

/** The candidate is not red by its own doing: is what it shows a proof? */
function judgeGreen(scenario: Scenario, bases: readonly ReplayRecord[], { before, after }: Sides): Verdict {
  if (before.broken !== null) return inconclusive(brokenText('base', before.broken));
  if (after.missing.length > 0) return inconclusive(`the candidate never evaluated ${after.missing.join(', ')}`);
  if (after.failed.length > 0)
    return inconclusive(`${after.failed.join(', ')} fails on both sides, which the scenario does not declare`);
  const { reproduced, reason } = judgeBase(scenario, bases);
  if (reproduced === 'unclear') return inconclusive(reason);
  if (scenario.kind === 'regression')
    return { verdict: 'unchanged', reason: `all ${after.held.length} expectations hold on both sides` };
  if (!reproduced) return inconclusive(`not reproduced: ${reason}`);
  return { verdict: 'proven', reason: `${reason}; the candidate holds all ${after.held.length}` };
}

function wrongSide({ base, baseAgain, candidate }: Replays): string | null {
  const isRight =
    (base?.side ?? 'base') === 'base' &&
    (baseAgain?.side ?? 'base-again') === 'base-again' &&
    (candidate?.side ?? 'candidate') === 'candidate';
  return isRight ? null : 'a record of another side was given';
}

function present(...records: readonly (ReplayRecord | undefined)[]): ReplayRecord[] {
  return records.filter(record => record !== undefined);
}

function refuted(reason: string): Verdict {
  return { verdict: 'refuted', reason };
}

function inconclusive(reason: string): Verdict {
  return { verdict: 'inconclusive', reason };
}
