import type Database from 'better-sqlite3';
import { AppError } from '../../base/app-error.ts';
import type { Clock } from '../../base/clock.ts';
import type { JobId, ReplayAt, RunId } from '../../base/id.ts';
import type { CordRecord, EffectRecord, EventRecord, FactRecord, JobRecord, RunRecord, StationRecord } from './record.ts';
import {
  type EffectRow,
  type EventRow,
  effectOf,
  eventOf,
  type FactRow,
  factOf,
  type JobRow,
  jobOf,
  type RunRow,
  runOf,
  type StationRow,
  stationOf,
} from './row.ts';

/** What the journal knows. Every answer is read off the database: nothing is kept in memory that could be out of date. */
export class JournalReader {
  protected readonly db: Database.Database;
  protected readonly now: Clock;

  constructor(db: Database.Database, now: Clock) {
    this.db = db;
    this.now = now;
  }

  job(id: JobId): JobRecord {
    const row = this.db.prepare('SELECT * FROM job WHERE id = ?').get(id) as JobRow | undefined;
    if (!row)
      throw new AppError('missing', 'job.missing', `There is no job ${id}.`, {
        hint: 'andon job list shows the jobs that there are.',
      });
    return jobOf(row);
  }

  jobs(): readonly JobRecord[] {
    return (this.db.prepare('SELECT * FROM job ORDER BY number').all() as JobRow[]).map(jobOf);
  }

  /** Jobs that an event after `seq` touched. */
  jobsAfter(seq: number): readonly JobRecord[] {
    return (this.db.prepare('SELECT * FROM job WHERE seq > ? ORDER BY seq').all(seq) as JobRow[]).map(jobOf);
  }

  run(id: RunId): RunRecord {
    const row = this.db.prepare('SELECT * FROM run WHERE id = ?').get(id) as RunRow | undefined;
    if (!row)
      throw new AppError('missing', 'run.missing', `There is no run ${id}.`, {
        hint: 'andon job show JOB lists the runs of a job.',
      });
    return runOf(row);
  }

  runsOf(job: JobId): readonly RunRecord[] {
    return (this.db.prepare('SELECT * FROM run WHERE job_id = ? ORDER BY number').all(job) as RunRow[]).map(runOf);
  }

  openRuns(): readonly RunRecord[] {
    return (this.db.prepare('SELECT * FROM run WHERE closed_at IS NULL ORDER BY created_at').all() as RunRow[]).map(runOf);
  }

  /** What is to be done and due by now, oldest first. */
  due(): readonly EffectRecord[] {
    return this.#effects('done = 0 AND due <= ?', this.now());
  }

  /** What is to be done, due or not, of one run. */
  pending(run: RunId): readonly EffectRecord[] {
    return this.#effects('done = 0 AND run_id = ?', run);
  }

  /** When the next effect falls due, in milliseconds since 1970. */
  nextDue(): number | null {
    const { due } = this.db.prepare('SELECT MIN(due) AS due FROM effect WHERE done = 0 AND due > ?').get(this.now()) as {
      due: number | null;
    };
    return due;
  }

  #effects(where: string, value: string | number): readonly EffectRecord[] {
    const rows = this.db.prepare(`SELECT * FROM effect WHERE ${where} ORDER BY id`).all(value) as EffectRow[];
    return rows.map(effectOf);
  }

  facts(run: RunId): readonly FactRecord[] {
    const rows = this.db.prepare('SELECT * FROM fact WHERE run_id = ? ORDER BY id').all(run) as FactRow[];
    return rows.map(factOf);
  }

  /** The newest fact of a kind, or null. */
  lastFact(run: RunId, kind: string): FactRecord | null {
    const row = this.db.prepare('SELECT * FROM fact WHERE run_id = ? AND kind = ? ORDER BY id DESC LIMIT 1').get(run, kind) as
      | FactRow
      | undefined;
    return row ? factOf(row) : null;
  }

  /** A replay that this very attempt has made already, or null. */
  replayOf(work: string, at: ReplayAt): unknown {
    const row = this.db
      .prepare(
        `SELECT body FROM fact WHERE kind = 'replay' AND work = ? AND body ->> '$.record.scenario' = ? AND body ->> '$.record.side' = ?
           AND body ->> '$.record.repeat' = ? ORDER BY id DESC LIMIT 1`,
      )
      .get(work, at.scenario, at.side, at.repeat) as { body: string } | undefined;
    return row ? (JSON.parse(row.body) as unknown) : null;
  }

  /** The newest replay of a scenario's text on a tree, in the runs given or in any; null when there is none. */
  findReplay({ scenarioHash, tree, runs }: { scenarioHash: string; tree: string; runs: readonly RunId[] | null }): unknown {
    const row = this.db
      .prepare(
        `SELECT body FROM fact WHERE kind = 'replay' AND body ->> 'tree' = ? AND body ->> 'scenarioHash' = ?
           AND (? IS NULL OR run_id IN (SELECT value FROM json_each(?))) ORDER BY id DESC LIMIT 1`,
      )
      .get(tree, scenarioHash, runs && '', runs && JSON.stringify(runs)) as { body: string } | undefined;
    return row ? (JSON.parse(row.body) as unknown) : null;
  }

  lastSeq(): number {
    return (this.db.prepare('SELECT COALESCE(MAX(seq), 0) AS seq FROM event').get() as { seq: number }).seq;
  }

  /** Events after `seq`, oldest first, at most `limit`. */
  eventsAfter(seq: number, options: { run?: RunId | undefined; limit?: number } = {}): readonly EventRecord[] {
    const { run, limit = 500 } = options;
    const rows = (
      run === undefined
        ? this.db.prepare('SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?').all(seq, limit)
        : this.db.prepare('SELECT * FROM event WHERE seq > ? AND run_id = ? ORDER BY seq LIMIT ?').all(seq, run, limit)
    ) as EventRow[];
    return rows.map(eventOf);
  }

  /** The newest event of a type about a job, or null. */
  lastEvent(job: JobId, type: string): EventRecord | null {
    const row = this.db.prepare('SELECT * FROM event WHERE job_id = ? AND type = ? ORDER BY seq DESC LIMIT 1').get(job, type) as
      | EventRow
      | undefined;
    return row ? eventOf(row) : null;
  }

  cord(): CordRecord | null {
    const row = this.db.prepare('SELECT * FROM cord').get() as { pulled_at: number; by: string; reason: string } | undefined;
    return row ? { pulledAt: row.pulled_at, by: row.by, reason: row.reason } : null;
  }

  station(id: string): StationRecord | null {
    const row = this.db.prepare('SELECT * FROM station WHERE id = ?').get(id) as StationRow | undefined;
    return row ? stationOf(row) : null;
  }

  /** All stations that a run ever had, oldest first. */
  stationsOf(run: RunId): readonly StationRecord[] {
    return (this.db.prepare('SELECT * FROM station WHERE run_id = ? ORDER BY created_at, id').all(run) as StationRow[]).map(
      stationOf,
    );
  }

  /** Stations that were made and, as far as we know, not removed. */
  stations(): readonly StationRecord[] {
    return (this.db.prepare('SELECT * FROM station WHERE removed_at IS NULL ORDER BY created_at').all() as StationRow[]).map(
      stationOf,
    );
  }
}
