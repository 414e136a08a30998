import type { Replays } from './judge.ts';
import type { Verdict } from './replay.ts';
import { brokenText, disagreements, isBrokenByChance, type Outcome, outcomeOf, unfitness } from './replay-outcome.ts';
import type { Scenario } from './scenario.ts';

/**
 * For every scenario that the packet does not name: it must not have got worse. What held on base must hold on the
 * candidate, and what could be carried out must still be. What failed on base already may go on failing.
 */
export function compareUnchanged(scenario: Scenario, { base, baseAgain, candidate }: Replays): Verdict {
  const records = [base, baseAgain, candidate].filter(record => record !== undefined);
  const unfit = unfitness(scenario, records);
  if (unfit !== null) return { verdict: 'invalid', reason: unfit };
  if (base === undefined || candidate === undefined)
    return { verdict: 'inconclusive', reason: `${base === undefined ? 'base' : 'the candidate'} was not replayed` };
  const before = outcomeOf(scenario, base);
  const again = baseAgain === undefined ? before : outcomeOf(scenario, baseAgain);
  return compare(before, again, outcomeOf(scenario, candidate));
}

function compare(before: Outcome, again: Outcome, after: Outcome): Verdict {
  const chance = disagreements(before, again);
  const sure = before.held.filter(id => !chance.includes(id));
  const lost = sure.filter(id => after.failed.includes(id));
  if (lost.length > 0) return { verdict: 'refuted', reason: `${lost.join(', ')} held on base and fails on the candidate` };
  if (isBrokenByChance(before, again))
    return { verdict: 'flaky', reason: 'two replays of base could be carried out to different steps' };
  if (after.broken !== null && (before.broken === null || after.broken.step < before.broken.step))
    return { verdict: 'refuted', reason: brokenText('the candidate', after.broken) };
  if (chance.length > 0) return { verdict: 'flaky', reason: `two replays of base disagree about ${chance.join(', ')}` };
  const unseen = sure.filter(id => after.missing.includes(id));
  if (unseen.length > 0) return { verdict: 'inconclusive', reason: `the candidate never evaluated ${unseen.join(', ')}` };
  if (before.broken !== null && after.broken !== null)
    return { verdict: 'inconclusive', reason: `${brokenText('base', before.broken)} (and no further on the candidate)` };
  return { verdict: 'unchanged', reason: `all ${sure.length} expectations that hold on base hold on the candidate` };
}
