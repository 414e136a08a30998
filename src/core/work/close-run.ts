import type { Disposition, EffectRecord, RunRecord } from '../journal/record.ts';
import { lastFact } from './fact.ts';
import { writeEvidence } from './gather-evidence.ts';
import { removeStation } from './station-keeper.ts';
import type { World } from './world.ts';

/** The last thing a run does: hand back its evidence, leave no station behind, and say what became of its job. Done twice, it is done once. */
export async function closeRun(world: World, effect: EffectRecord): Promise<void> {
  const { journal } = world;
  const run = journal.run(effect.run);
  const facts =
    run.state.end && !hasFinalEvidence(world, run) ? [await writeEvidence(world, run, `${run.id}/end`, run.state.end)] : [];
  for (const station of journal.stations()) if (station.run === run.id) await removeStation(world, station.id);
  const disposition = dispositionOf(run);
  journal.markClosed(run.id, effect, facts, disposition);
}

/** What was reviewed is what stays: a run that a person decided on has its bundle already. */
function hasFinalEvidence({ journal }: World, run: RunRecord): boolean {
  return run.state.end?.state === 'PR_READY' && lastFact(journal, run.id, 'bundle') !== null;
}

function dispositionOf({ state }: RunRecord): Disposition | null {
  if (state.status === 'cancelled') return 'cancelled';
  if (state.end?.state !== 'PR_READY') return null;
  const said = state.context['disposition'];
  return said === 'merged' || said === 'delivered' ? said : 'rejected';
}
