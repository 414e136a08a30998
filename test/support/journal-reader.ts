import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Looks into the journal of a home from outside, without holding up whoever writes it. */
export type JournalReader = {
  /** How often something of these types has happened. */
  count(types: readonly string[]): number;
  /** Whether a stage of any run has ended. */
  hasFinished(stage: string): boolean;
  close(): void;
};

/** A home without a journal reads as one in which nothing has happened. */
export function readJournal(home: string): JournalReader {
  const file = join(home, 'andon.db');
  let db: Database.Database | null = null;
  const read = <T>(query: string, values: readonly unknown[], none: T): T => {
    if (db === null && !existsSync(file)) return none;
    try {
      db ??= new Database(file, { readonly: true });
      return (
        (db
          .prepare(query)
          .pluck()
          .get(...values) as T | undefined) ?? none
      );
    } catch (error) {
      // Its writer has only just begun to make it.
      if (/no such table|unable to open|not a database/.test(String(error))) return none;
      throw error;
    }
  };
  return {
    count: types => read(`SELECT COUNT(*) FROM event WHERE type IN (SELECT value FROM json_each(?))`, [JSON.stringify(types)], 0),
    hasFinished: stage =>
      read(`SELECT COUNT(*) FROM event WHERE type = 'stage.finished' AND body ->> '$.at.stage' = ?`, [stage], 0) > 0,
    close: () => void db?.close(),
  };
}

/** The bundle that the journal names last for a run: its hash and its folder. */
export function bundlesOf(home: string): readonly { readonly run: string; readonly hash: string; readonly directory: string }[] {
  const db = new Database(join(home, 'andon.db'), { readonly: true });
  try {
    const rows = db.prepare(`SELECT run_id AS run, body FROM fact WHERE kind = 'bundle' ORDER BY id`).all() as {
      run: string;
      body: string;
    }[];
    return rows.map(({ run, body }) => ({ run, ...(JSON.parse(body) as { hash: string; directory: string }) }));
  } finally {
    db.close();
  }
}
