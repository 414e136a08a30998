import { removeStation } from '../core/work/station-keeper.ts';
import type { World } from '../core/work/world.ts';

/**
 * Put in order what an earlier process left, before anything new is done. Agents' stations of runs that go on are left
 * alone and adopted by the work that waits for them; everything else that we are on record for is made anew when it is
 * wanted, so it goes. What carries our label but has no record is only shown.
 */
export async function recover({ journal, runtime }: World): Promise<void> {
  const open = new Set(journal.openRuns().map(run => run.id));
  const there = new Set((await runtime.list()).map(info => info.id));
  for (const { id, run, purpose } of journal.stations()) {
    if (!there.has(id)) journal.noteStationRemoved(id);
    else if (purpose !== 'agent' || !open.has(run)) await removeStation({ journal, runtime }, id);
  }
}
