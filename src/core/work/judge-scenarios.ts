import { messageOf } from '../../base/app-error.ts';
import { settleAll } from '../../base/settle-all.ts';
import type { NewFact } from '../journal/journal.ts';
import { compareUnchanged } from '../scenario/compare-unchanged.ts';
import { judge } from '../scenario/judge.ts';
import type { LoadedScenario } from '../scenario/library.ts';
import type { Verdict } from '../scenario/replay.ts';
import { knownReplay, sharedBaseReplay } from './base-replay.ts';
import { comparePairs } from './compare-pairs.ts';
import { type FactBodies, fact } from './fact.ts';
import { scenariosFor, treeKey } from './place.ts';
import { checkService } from './product.ts';
import { type ReplayPlace, replayOn } from './replay-on.ts';
import type { Candidate, Finding, Validation } from './validation.ts';
import type { Work } from './world.ts';

type Replay = FactBodies['replay'];
type Judged = {
  readonly verdict: Omit<Verdict, 'verdict'> & { readonly verdict: Verdict['verdict'] | 'not-run' };
  readonly loaded: LoadedScenario;
  readonly isInPacket: boolean;
  readonly facts: readonly NewFact[];
};

/** Replay the packet's scenarios on base, base again and the candidate, and every other one on base and candidate. */
export async function judgeScenarios(work: Work, on: Candidate): Promise<Validation> {
  const { named, others } = await scenariosFor(work);
  const places = await placesOf(on);
  const judged = await settleAll([
    ...named.map(one => judgeNamed(work, one, places)),
    ...others.map(one => judgeOther(work, one, places)),
  ]);
  const facts = judged.flatMap(one => [...one.facts, verdictFact(work, one)]);
  const findings = judged.flatMap(findingOf);
  const unclear = judged.find(one => one.isInPacket && one.verdict.verdict !== 'proven' && one.verdict.verdict !== 'refuted');
  return {
    findings,
    facts,
    unclear: unclear ? `“${unclear.loaded.scenario.title}” proves nothing: ${unclear.verdict.reason}.` : null,
  };
}

type Places = { readonly base: ReplayPlace; readonly candidate: ReplayPlace };

async function placesOf({ mirror, base, candidate, dependencies }: Candidate): Promise<Places> {
  const [baseTree, candidateTree] = await Promise.all([treeKey(mirror, base.commit), treeKey(mirror, candidate.commit)]);
  return {
    base: { mirror, commit: base.commit, tree: baseTree, dependencies: base.dependencies, side: 'base', repeat: 1 },
    candidate: { mirror, commit: candidate.commit, tree: candidateTree, dependencies, side: 'candidate', repeat: 1 },
  };
}

async function judgeNamed(work: Work, loaded: LoadedScenario, { base, candidate }: Places): Promise<Judged> {
  const [before, again, after] = await settleAll([
    knownReplay(work, loaded, base, [work.run.id]) ?? replayOn(work, loaded, base),
    replayOn(work, loaded, { ...base, side: 'base-again' }),
    replayOn(work, loaded, candidate),
  ]);
  const records = { base: before.record, baseAgain: again.record, candidate: after.record };
  const verdict =
    loaded.scenario.kind === 'regression' ? compareUnchanged(loaded.scenario, records) : judge(loaded.scenario, records);
  return {
    verdict: acceptedAs(verdict),
    loaded,
    isInPacket: true,
    facts: await factsOfReplays(work, loaded, before, again, after),
  };
}

/** A regression scenario that a packet names is satisfied when it did not get worse. */
function acceptedAs(verdict: Verdict): Verdict {
  return verdict.verdict === 'unchanged' ? { verdict: 'proven', reason: verdict.reason } : verdict;
}

/** When the candidate is not as good, chance is ruled out before anything is said: base is replayed again. */
async function judgeOther(work: Work, loaded: LoadedScenario, { base, candidate }: Places): Promise<Judged> {
  const missing = await missingService(work, loaded);
  if (missing) return { verdict: { verdict: 'not-run', reason: missing }, loaded, isInPacket: false, facts: [] };
  const [before, after] = await settleAll([sharedBaseReplay(work, loaded, base), replayOn(work, loaded, candidate)]);
  const first = compareUnchanged(loaded.scenario, { base: before.record, candidate: after.record });
  if (first.verdict === 'unchanged')
    return { verdict: first, loaded, isInPacket: false, facts: await factsOfReplays(work, loaded, before, null, after) };
  const again = await replayOn(work, loaded, { ...base, side: 'base-again' });
  const verdict = compareUnchanged(loaded.scenario, { base: before.record, baseAgain: again.record, candidate: after.record });
  return { verdict, loaded, isInPacket: false, facts: await factsOfReplays(work, loaded, before, again, after) };
}

/** A scenario of which the packet says nothing must not fail it for a service that is down; it is shown as not run. */
async function missingService({ project }: Work, { scenario }: LoadedScenario): Promise<string | null> {
  for (const name of scenario.services) {
    const service = project.services[name];
    const problem = service
      ? await checkService(name, service).then(() => null, messageOf)
      : `the project has no service ${name}`;
    if (problem) return problem;
  }
  return null;
}

/** Replays are kept when they are made; one that was borrowed from another attempt is written down here as well. */
async function factsOfReplays(
  work: Work,
  loaded: LoadedScenario,
  before: Replay,
  again: Replay | null,
  after: Replay,
): Promise<NewFact[]> {
  const pairs = await comparePairs(work.world, loaded.scenario.id, before.record, again?.record ?? null, after.record);
  const isBorrowed =
    work.world.journal.replayOf(work.id, {
      scenario: loaded.scenario.id,
      side: before.record.side,
      repeat: before.record.repeat,
    }) === null;
  return [...(isBorrowed ? [fact(work.id, 'replay', before)] : []), ...pairs.map(pair => fact(work.id, 'comparison', pair))];
}

function verdictFact(work: Work, { verdict, loaded, isInPacket }: Judged): NewFact {
  return fact(work.id, 'verdict', { scenario: loaded.scenario.id, isInPacket, verdict: verdict.verdict, reason: verdict.reason });
}

/** Flaky and inconclusive ones are shown and never turn a red into a green; only what is refuted sends the work back. */
function findingOf({ verdict, loaded, isInPacket }: Judged): Finding[] {
  if (verdict.verdict !== 'refuted') return [];
  const text = `“${loaded.scenario.title}” is refuted: ${verdict.reason}.`;
  const forAgent = isInPacket
    ? 'Seen from outside, your change does not yet do what the acceptance criteria ask. Go through them one by one.'
    : 'Seen from outside, something that worked before your change does not work with it. Look for side effects.';
  return [{ text, forAgent }];
}
