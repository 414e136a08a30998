import { setupKey } from '../core/station/dependencies.ts';
import { removeStation } from '../core/work/station-keeper.ts';
import type { World } from '../core/work/world.ts';

/**
 * Put in order what an earlier process left, before anything new is done. Agents' stations of runs that go on are left
 * alone and adopted by the work that waits for them; everything else that we are on record for is made anew when it is
 * wanted, so it goes. What carries our label but has no record is only shown.
 */
export async function recover({ journal, runtime }: World): Promise<void> {
  const open = new Set(journal.openRuns().map(run => run.id));
  const found = await runtime.list();
  const there = new Set(found.map(info => info.id));
  for (const { id, run, purpose } of journal.stations()) {
    // One that is not there may still have files: its maker can have died between the two.
    if (purpose !== 'agent' || !open.has(run) || !there.has(id)) await removeStation({ journal, runtime }, id);
  }
  // A set-up that ended well has done what it was for; one that did not is gone on with by whoever wants it next.
  for (const { id, purpose } of found)
    if (purpose === 'setup' && (await runtime.hasDependencies(setupKey(id)))) await runtime.remove(id);
}
