import type { Journal } from '../journal/journal.ts';
import type { LoadedScenario } from '../scenario/library.ts';
import type { FactBodies } from './fact.ts';
import { type ReplayPlace, replayOn } from './replay-on.ts';
import type { Work } from './world.ts';

type Replay = FactBodies['replay'];

/** Replays that are being made now, by scenario text and tree: two runs that want the same one make it once. */
const underWay = new WeakMap<Journal, Map<string, Promise<Replay>>>();

/**
 * The base side of a scenario that the packet does not name. It may come from any run that replayed the very same text
 * on the very same tree, or is replaying it now: nothing in it can differ but chance, which is looked at when the
 * candidate fails.
 */
export async function sharedBaseReplay(work: Work, loaded: LoadedScenario, place: ReplayPlace): Promise<Replay> {
  const known = knownReplay(work, loaded, place, null);
  if (known) return known;
  const running = underWay.get(work.world.journal) ?? new Map<string, Promise<Replay>>();
  underWay.set(work.world.journal, running);
  const key = `${loaded.hash} ${place.tree}`;
  const others = running.get(key);
  if (others) return others.then(replay => onSide(replay, place)).catch(() => replayOn(work, loaded, place));
  const own = replayOn(work, loaded, place).finally(() => running.delete(key));
  running.set(key, own);
  return own;
}

/** An earlier replay of the same scenario on the same tree, within the runs given or in any; null where the product did not start. */
export function knownReplay(
  work: Work,
  loaded: LoadedScenario,
  place: ReplayPlace,
  runs: readonly string[] | null,
): Replay | null {
  const found = work.world.journal.findReplay({ scenarioHash: loaded.hash, tree: place.tree, runs }) as Replay | null;
  return found && found.record.broken?.step !== 0 ? onSide(found, place) : null;
}

function onSide(replay: Replay, { commit, side }: ReplayPlace): Replay {
  return { ...replay, commit, record: { ...replay.record, side } };
}
