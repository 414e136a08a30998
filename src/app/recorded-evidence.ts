import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import Database from 'better-sqlite3';
import { JournalReader } from '../core/journal/journal-reader.ts';
import { gitText } from '../core/project/git.ts';
import type { FactBodies } from '../core/work/fact.ts';

/** A bundle's hash as it was written down elsewhere when the bundle was: null where nobody did. */
export type RecordedHashes = { readonly journal: string | null; readonly merge: string | null };

/** What a home's journal, and the merge commit in its mirrors, say of a bundle: `run` and the name of its folder. */
export async function recordedIn(home: string, run: string, folder: string): Promise<RecordedHashes> {
  const file = join(home, 'andon.db');
  if (!existsSync(file)) return { journal: null, merge: null };
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return await recordedBy(new JournalReader(db, Date.now), home, run, folder);
  } finally {
    db.close();
  }
}

async function recordedBy(journal: JournalReader, home: string, run: string, folder: string): Promise<RecordedHashes> {
  const bundles = journal
    .facts(run)
    .filter(fact => fact.kind === 'bundle')
    .map(fact => fact.body as FactBodies['bundle']);
  const bundle = bundles.findLast(({ directory }) => directory.endsWith(`${sep}${folder}`));
  const isLast = bundle !== undefined && bundle === bundles.at(-1);
  return { journal: bundle?.hash ?? null, merge: isLast ? await mergedHash(journal, home, run) : null };
}

/** The trailer of the run's merge commit, from whichever mirror has the commit. */
export async function mergedHash(journal: JournalReader, home: string, run: string): Promise<string | null> {
  const delivery = journal.lastFact(run, 'delivery')?.body as FactBodies['delivery'] | undefined;
  if (!delivery) return null;
  const mirrors = join(home, 'mirrors');
  for (const name of await readdir(mirrors).catch(() => [])) {
    const words = ['log', '-1', '--format=%(trailers:key=Andon-Evidence,valueonly)', delivery.commit];
    const found = await gitText(words, { directory: join(mirrors, name) }).catch(() => '');
    const [, hash = null] = /^sha256:([0-9a-f]{64})$/m.exec(found) ?? [];
    if (hash) return hash;
  }
  return null;
}
