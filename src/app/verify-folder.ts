import { basename, dirname, join, resolve } from 'node:path';
import { type BundleProblem, verifyBundle } from '../core/evidence/verify.ts';
import { type RecordedHashes, recordedIn } from './recorded-evidence.ts';

export type Verified = {
  readonly ok: boolean;
  readonly hash: string;
  readonly problems: readonly BundleProblem[];
  /** What the bundle was compared with beside itself. With nothing, whoever changed a file and its entry alike is not found. */
  readonly comparedWith: readonly ('hash' | 'journal' | 'merge')[];
};

/**
 * Checks a bundle that lies somewhere as a folder, without a room: by itself, and with what was written down elsewhere
 * when it was made. That is looked for in the home that the folder lies in, and then in the homes given.
 */
export async function verifyFolder(directory: string, hash: string | undefined, homes: readonly string[]): Promise<Verified> {
  const folder = resolve(directory);
  const own = dirname(dirname(dirname(folder)));
  const { evidence } = await verifyBundle(folder);
  // The run is what the folder says; when someone changed that too, the folder it lies in still tells.
  const runs = [...new Set([basename(dirname(folder)), evidence?.run ?? ''])];
  const recorded = await firstRecorded([own, ...homes, ...homes.map(home => join(home, 'demo'))], runs, basename(folder));
  return verifyAgainst(folder, { hash: hash?.replace(/^sha256:/, '') ?? null, ...recorded });
}

/** Checks a bundle by itself and against every hash of it that is known. */
export async function verifyAgainst(
  directory: string,
  known: RecordedHashes & { readonly hash: string | null },
): Promise<Verified> {
  const expected = (['hash', 'journal', 'merge'] as const).filter(source => known[source] !== null);
  const { hash, problems } = await verifyBundle(directory);
  const others = expected.filter(source => known[source] !== hash);
  const told = others.map(source => ({
    file: 'evidence.json',
    problem: `has the hash ${hash}, but ${words[source]} ${known[source]}`,
  }));
  const all = [...told, ...problems];
  return { ok: all.length === 0, hash, problems: all, comparedWith: expected };
}

const words = { hash: 'you say', journal: 'the journal says', merge: 'the merge commit says' } as const;

async function firstRecorded(homes: readonly string[], runs: readonly string[], folder: string): Promise<RecordedHashes> {
  for (const home of homes) {
    for (const run of runs) {
      const recorded = await recordedIn(home, run, folder);
      if (recorded.journal !== null) return recorded;
    }
  }
  return { journal: null, merge: null };
}
