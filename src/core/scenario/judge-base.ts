import type { ReplayRecord } from './replay.ts';
import { brokenText, disagreements, isBrokenByChance, isSameSet, type Outcome, outcomeOf, unfitness } from './replay-outcome.ts';
import type { Scenario } from './scenario.ts';

/** `true`: base fails exactly as declared. `false`: everything holds on base. `unclear`: anything else, which proves nothing. */
export type BaseJudgement = { readonly reproduced: boolean | 'unclear'; readonly reason: string };

/** Whether the scenario shows on the base commit what it says it shows there. Any number of replays, which must agree. */
export function judgeBase(scenario: Scenario, records: readonly ReplayRecord[]): BaseJudgement {
  const unfit = unfitness(scenario, records);
  if (unfit !== null) return unclear(unfit);
  const first = records[0];
  if (first === undefined) return unclear('the scenario was not replayed on base');
  const outcomes = records.map(record => outcomeOf(scenario, record));
  const outcome = outcomes[0]!;
  return chanceIn(outcomes) ?? judgeOne(scenario, outcome);
}

function chanceIn(outcomes: readonly Outcome[]): BaseJudgement | null {
  const first = outcomes[0]!;
  for (const other of outcomes.slice(1)) {
    if (isBrokenByChance(first, other)) return unclear('flaky: replays of base could be carried out to different steps');
    const ids = disagreements(first, other);
    if (ids.length > 0) return unclear(`flaky: replays of base disagree about ${ids.join(', ')}`);
  }
  return null;
}

function judgeOne(scenario: Scenario, { held, failed, missing, broken }: Outcome): BaseJudgement {
  if (broken !== null) return unclear(brokenText('base', broken));
  if (missing.length > 0) return unclear(`base never evaluated ${missing.join(', ')}`);
  if (failed.length === 0) return { reproduced: false, reason: `everything holds on base (${held.length} of ${held.length})` };
  if (!isSameSet(failed, scenario.failsBefore))
    return unclear(
      `base fails ${failed.join(', ')}, but the scenario declares ${scenario.failsBefore.join(', ') || 'no failure'}`,
    );
  return { reproduced: true, reason: `base fails ${failed.join(', ')}, exactly as declared` };
}

function unclear(reason: string): BaseJudgement {
  return { reproduced: 'unclear', reason };
}
