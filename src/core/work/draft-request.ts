import type { JobRecord, RunRecord } from '../journal/record.ts';
import type { TerminalState } from '../line/model.ts';
import type { FactBodies, FactKind } from './fact.ts';
import type { World } from './world.ts';

export type DraftRequest = {
  readonly world: World;
  readonly job: JobRecord;
  readonly run: RunRecord;
  readonly terminal: { readonly state: TerminalState; readonly reason: { readonly code: string; readonly text: string } };
  /** The blob of the patch between base and candidate, where there is a candidate. */
  readonly patch: string | null;
};

/** The facts of a kind from the last attempt that left any. */
export function newest<K extends FactKind>(
  { world, run }: Pick<DraftRequest, 'world' | 'run'>,
  kind: K,
): readonly FactBodies[K][] {
  const all = world.journal.facts(run.id);
  const last = all.findLast(one => one.kind === kind);
  return last ? all.filter(one => one.kind === kind && one.work === last.work).map(one => one.body as FactBodies[K]) : [];
}
