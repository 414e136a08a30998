import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../base/app-error.ts';
import type { Dispose } from '../base/disposable.ts';

/**
 * One control room per home. The lock is SQLite's on a file of its own, so that the system lets go of it however the
 * process ends. Throws `conflict` `home.in-use` while another room has it.
 */
export function lockHome(home: string): Dispose {
  mkdirSync(home, { recursive: true });
  const db = new Database(join(home, 'room.lock'), { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    throw new AppError('conflict', 'home.in-use', `Another control room is running on ${home}.`, {
      hint: 'Use that one (andon open), close it, or start this one with another --home.',
      cause,
    });
  }
  return () => void db.close();
}
