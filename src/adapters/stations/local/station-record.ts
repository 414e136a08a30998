import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HolderSetting } from '../../../core/station/inside/setting.ts';
import type { StationLimits, StationPurpose } from '../../../core/station/station-runtime.ts';
import type { ProcessRef } from './process-tree.ts';

/** How a station is closed off: in namespaces of its own, or not at all. */
export type Enclosure = 'bubblewrap' | 'none';

/** What is written down about a station, in its folder: all that a later process needs to find it again. */
export type StationRecord = {
  readonly v: 1;
  readonly id: string;
  readonly name: string;
  readonly home: string;
  readonly purpose: StationPurpose;
  readonly labels: Readonly<Record<string, string>>;
  readonly limits: StationLimits;
  readonly createdAt: number;
  readonly enclosure: Enclosure;
  readonly dependencies: string | null;
  readonly setting: HolderSetting;
  /** The process under which everything of the station runs. */
  readonly root: ProcessRef | null;
  readonly isPaused: boolean;
};

const fileName = 'station.json';

export function readRecord(folder: string): StationRecord | null {
  try {
    return JSON.parse(readFileSync(join(folder, fileName), 'utf8')) as StationRecord;
  } catch {
    return null;
  }
}

/** Whole or not at all. */
export function writeRecord(folder: string, record: StationRecord): void {
  const path = join(folder, fileName);
  writeFileSync(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
