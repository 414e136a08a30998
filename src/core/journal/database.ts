import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../base/app-error.ts';

/** The schema of this version. A database of an older one is brought up to it; a newer one is refused and left untouched. */
export const databaseVersion = 1;

const schema = `
  CREATE TABLE job (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, packet TEXT NOT NULL, title TEXT NOT NULL, project TEXT NOT NULL,
    line TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, disposition TEXT, notes TEXT NOT NULL, created_at INTEGER NOT NULL,
    since INTEGER NOT NULL, seq INTEGER NOT NULL) STRICT;
  CREATE TABLE run (
    id TEXT PRIMARY KEY, job_id TEXT NOT NULL REFERENCES job(id), number INTEGER NOT NULL, line TEXT NOT NULL, state TEXT NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, ended_at INTEGER, closed_at INTEGER) STRICT;
  CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, v INTEGER NOT NULL, job_id TEXT, run_id TEXT, at INTEGER NOT NULL, actor TEXT NOT NULL,
    cause INTEGER, type TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE effect (
    id INTEGER PRIMARY KEY, run_id TEXT NOT NULL REFERENCES run(id), body TEXT NOT NULL, due INTEGER NOT NULL, cause INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE fact (
    id INTEGER PRIMARY KEY, run_id TEXT NOT NULL REFERENCES run(id), work TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE TABLE station (id TEXT PRIMARY KEY, run_id TEXT NOT NULL, purpose TEXT NOT NULL, created_at INTEGER NOT NULL, removed_at INTEGER) STRICT;
  CREATE TABLE cord (id INTEGER PRIMARY KEY CHECK (id = 1), pulled_at INTEGER NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
  CREATE INDEX event_of_run ON event (run_id, seq);
  CREATE INDEX effect_due ON effect (done, due);
  CREATE INDEX fact_of_run ON fact (run_id, id);
  CREATE INDEX replay_of_tree ON fact (body ->> 'tree', body ->> 'scenarioHash') WHERE kind = 'replay';
  CREATE INDEX run_of_job ON run (job_id, number);`;

/** Open the journal's file, or make it. Throws `invalid` `journal.newer` for a database of a later Andon, `exhausted` `disk.full` on a full disk. */
export function openDatabase(file: string): Database.Database {
  return diskChecked(() => {
    mkdirSync(dirname(file), { recursive: true });
    const db = opened(file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('busy_timeout = 5000');
    migrate(db, file);
    return db;
  });
}

function opened(file: string): Database.Database {
  try {
    const db = new Database(file);
    db.pragma('user_version');
    return db;
  } catch (error) {
    if (isCode(error, 'SQLITE_FULL') || isCode(error, 'SQLITE_IOERR')) throw error;
    throw new AppError('invalid', 'journal.unreadable', `The database ${file} cannot be read.`, {
      hint: 'Move it aside and start again, or restore a copy of it. Nothing in it was changed.',
      cause: error,
    });
  }
}

function migrate(db: Database.Database, file: string): void {
  const found = db.pragma('user_version', { simple: true }) as number;
  if (found > databaseVersion) {
    db.close();
    throw new AppError(
      'invalid',
      'journal.newer',
      `The database ${file} was written by a newer Andon (schema ${found}; this one reads up to ${databaseVersion}).`,
      {
        hint: 'Update Andon, or start it with another --home. Nothing was changed.',
      },
    );
  }
  if (found === databaseVersion) return;
  db.transaction(() => {
    db.exec(schema);
    db.pragma(`user_version = ${databaseVersion}`);
  }).immediate();
}

/** Runs something that writes, and says plainly when it failed for want of room. */
export function diskChecked<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!isCode(error, 'SQLITE_FULL') && !isCode(error, 'ENOSPC')) throw error;
    throw new AppError('exhausted', 'disk.full', 'The disk is full: nothing was written and nothing is half-done.', {
      hint: 'Free some space; Andon goes on by itself.',
      cause: error,
    });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith(code);
}
