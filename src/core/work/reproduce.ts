import { settleAll } from '../../base/settle-all.ts';
import type { Outcome } from '../line/model.ts';
import { judgeBase } from '../scenario/judge-base.ts';
import type { LoadedScenario } from '../scenario/library.ts';
import { runChecks } from './checks.ts';
import { type FactBodies, fact } from './fact.ts';
import { baseOf, scenariosFor, treeKey } from './place.ts';
import { type ReplayPlace, replayOn } from './replay-on.ts';
import type { Work, WorkResult } from './world.ts';

type Reproduced = FactBodies['reproduced']['scenarios'][number];

/** Show the defect on the base commit before any agent starts. What cannot be shown is not worked on. */
export async function reproduce(work: Work): Promise<WorkResult> {
  const base = baseOf(work);
  const mirror = await work.world.mirrorOf(work.project);
  const place: ReplayPlace = {
    mirror,
    commit: base.commit,
    tree: await treeKey(mirror, base.commit),
    dependencies: base.dependencies,
    side: 'base',
    repeat: 1,
  };
  const { named } = await scenariosFor(work);
  const shown = await settleAll(named.map(one => showOne(work, one, place)));
  const commands = await runChecks(work, {
    commit: base.commit,
    dependencies: base.dependencies,
    side: 'base',
    name: 'reproduce',
    commands: work.packet.reproduction.commands,
    expected: 'red',
  });
  const scenarios = [...shown, ...commands.checks.map(commandResult)];
  return { outcome: outcomeOf(scenarios), facts: [...commands.facts, fact(work.id, 'reproduced', { scenarios })] };
}

/** What does not show at first is replayed once more: chance must not close a real bug. */
async function showOne(work: Work, loaded: LoadedScenario, place: ReplayPlace): Promise<Reproduced> {
  const first = await replayOn(work, loaded, place);
  const replays =
    judgeBase(loaded.scenario, [first.record]).reproduced === true
      ? [first]
      : [first, await replayOn(work, loaded, { ...place, side: 'base-again' })];
  const { reproduced, reason } = judgeBase(
    loaded.scenario,
    replays.map(one => one.record),
  );
  const result = reproduced === true ? 'reproduced' : reproduced === false ? 'not-reproduced' : 'unclear';
  return { id: loaded.scenario.id, result, reason };
}

function commandResult({ name, exitCode }: FactBodies['check']): Reproduced {
  const result = exitCode === 0 ? 'not-reproduced' : 'reproduced';
  return { id: name, result, reason: `“${name}” ended with ${exitCode} on base` };
}

function outcomeOf(results: readonly Reproduced[]): Outcome {
  const unclear = results.find(one => one.result === 'unclear');
  if (results.some(one => one.result === 'reproduced') && !unclear) return { status: 'success' };
  if (unclear)
    return {
      status: 'unclear',
      reason: { code: 'scenario.unclear', text: `“${unclear.id}” shows something else than it says: ${unclear.reason}.` },
    };
  const why = results.map(one => `${one.id}: ${one.reason}`).join('; ');
  return {
    status: 'not_reproduced',
    reason: { code: 'scenario.not-reproduced', text: `The defect does not show on the base commit. ${why}.` },
  };
}
