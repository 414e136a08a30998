import type { Journal } from '../journal/journal.ts';
import type { ServiceHandler, StationInfo, StationRuntime, StationSpec } from '../station/station-runtime.ts';

type Keeping = { readonly runtime: StationRuntime; readonly journal: Journal };

/** Find or make a station, written down as ours before it exists: what has no record is never deleted. */
export function ensureStation(
  { runtime, journal }: Keeping,
  run: string,
  spec: StationSpec,
  services: Readonly<Record<string, ServiceHandler>>,
): Promise<StationInfo> {
  if (journal.station(spec.id)?.removedAt !== null) journal.noteStation(spec.id, run, spec.purpose);
  return runtime.ensure(spec, services);
}

/** A station that must not have seen anything before: one left over from an attempt that was cut short goes first. */
export async function freshStation(
  keeping: Keeping,
  run: string,
  spec: StationSpec,
  services: Readonly<Record<string, ServiceHandler>>,
): Promise<StationInfo> {
  await keeping.runtime.remove(spec.id);
  return ensureStation(keeping, run, spec, services);
}

export async function removeStation({ runtime, journal }: Keeping, id: string): Promise<void> {
  await runtime.remove(id);
  journal.noteStationRemoved(id);
}
