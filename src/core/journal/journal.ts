import type Database from 'better-sqlite3';
import { AppError } from '../../base/app-error.ts';
import type { Clock } from '../../base/clock.ts';
import type { Dispose } from '../../base/disposable.ts';
import { type JobId, jobId, type ReplayAt, type RunId, runId } from '../../base/id.ts';
import { decide, initialState } from '../line/decide.ts';
import type { Effect, Line, Reason, RunEvent, RunState } from '../line/model.ts';
import { diskChecked } from './database.ts';
import type {
  CordRecord,
  Disposition,
  EffectRecord,
  EventRecord,
  FactRecord,
  JobRecord,
  RunRecord,
  StationRecord,
} from './record.ts';

export type NewJob = Pick<JobRecord, 'packet' | 'title' | 'project' | 'line' | 'kind'>;
export type NewFact = { readonly work: string; readonly kind: string; readonly body: unknown };
type NewEvent = {
  readonly job: JobId | null;
  readonly run: RunId | null;
  readonly actor: string;
  readonly cause?: number | null;
  readonly type: string;
  readonly body: object;
};
export type RecordOptions = {
  readonly actor: string;
  /** The version that the sender saw: an answer to an older question is refused, not applied. */
  readonly expected?: number;
  /** The effect that this event settles. */
  readonly settles?: EffectRecord;
  readonly facts?: readonly NewFact[];
};

/** The one place where jobs and runs move. What happened, where things stand and what to do next are written together or not at all. */
export class Journal {
  readonly #db: Database.Database;
  readonly #now: Clock;
  readonly #listeners = new Set<() => void>();

  constructor(db: Database.Database, now: Clock = Date.now) {
    this.#db = db;
    this.#now = now;
  }

  /** Called after every write. */
  onChange(listener: () => void): Dispose {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#db.close();
  }

  // Jobs

  addJob(job: NewJob, actor: string): JobRecord {
    return this.#write(() => {
      const { next } = this.#db.prepare('SELECT COALESCE(MAX(number), 0) + 1 AS next FROM job').get() as { next: number };
      const id = jobId(next);
      const now = this.#now();
      this.#db
        .prepare("INSERT INTO job VALUES (?, ?, ?, ?, ?, ?, ?, 'intake', NULL, '[]', ?, ?, 0)")
        .run(id, next, job.packet, job.title, job.project, job.line, job.kind, now, now);
      this.#event({ job: id, run: null, actor, type: 'job.added', body: { title: job.title } });
      return this.job(id);
    });
  }

  job(id: JobId): JobRecord {
    const row = this.#db.prepare('SELECT * FROM job WHERE id = ?').get(id) as JobRow | undefined;
    if (!row)
      throw new AppError('missing', 'job.missing', `There is no job ${id}.`, {
        hint: 'andon job list shows the jobs that there are.',
      });
    return jobOf(row);
  }

  jobs(): readonly JobRecord[] {
    return (this.#db.prepare('SELECT * FROM job ORDER BY number').all() as JobRow[]).map(jobOf);
  }

  /** Jobs that an event after `seq` touched. */
  jobsAfter(seq: number): readonly JobRecord[] {
    return (this.#db.prepare('SELECT * FROM job WHERE seq > ? ORDER BY seq').all(seq) as JobRow[]).map(jobOf);
  }

  /** Put a job into the queue; `notes` go to the agent of its next run. Throws `conflict` where it is not waiting for that. */
  queueJob(id: JobId, actor: string, notes: readonly string[] = []): JobRecord {
    return this.#moveJob(id, actor, 'queued', 'job.queued', { notes }, job => job.status === 'intake' || job.status === 'active');
  }

  /** Back to the intake: its run could not even begin, and why. */
  returnJob(id: JobId, actor: string, reason: Reason): JobRecord {
    return this.#moveJob(id, actor, 'intake', 'job.returned', { reason }, job => job.status === 'queued');
  }

  /** Put an amended text in the packet's place; the old one stays in the event. */
  amendPacket(id: JobId, packet: string, actor: string, why: object): void {
    this.#write(() => {
      const { packet: before } = this.job(id);
      this.#db.prepare('UPDATE job SET packet = ? WHERE id = ?').run(packet, id);
      this.#event({ job: id, run: null, actor, type: 'job.amended', body: { before, ...why } });
    });
  }

  /** Say what became of a job. Throws `conflict` where that is decided already. */
  closeJob(id: JobId, disposition: Disposition, actor: string, body: object = {}): JobRecord {
    return this.#moveJob(id, actor, 'done', 'job.closed', { disposition, ...body }, job => job.status !== 'done', disposition);
  }

  #moveJob(
    id: JobId,
    actor: string,
    to: JobRecord['status'],
    type: string,
    body: object,
    isAllowed: (job: JobRecord) => boolean,
    disposition: Disposition | null = null,
  ): JobRecord {
    return this.#write(() => {
      const job = this.job(id);
      if (!isAllowed(job))
        throw new AppError('conflict', 'job.moved-on', `Job ${id} is ${job.status === 'done' ? 'done' : 'already queued'}.`, {
          hint: 'Look at the board again.',
        });
      const notes = 'notes' in body ? body.notes : job.notes;
      this.#db
        .prepare('UPDATE job SET status = ?, disposition = ?, notes = ?, since = ? WHERE id = ?')
        .run(to, disposition, JSON.stringify(notes), this.#now(), id);
      this.#event({ job: id, run: null, actor, type, body });
      return this.job(id);
    });
  }

  // Runs

  /** Begin the next run of a queued job. The line is pinned to it. */
  startRun(job: JobId, line: Line, actor: string): RunRecord {
    return this.#write(() => {
      const { status } = this.job(job);
      if (status !== 'queued') throw new AppError('conflict', 'job.not-queued', `Job ${job} is not in the queue.`);
      const { next } = this.#db.prepare('SELECT COUNT(*) + 1 AS next FROM run WHERE job_id = ?').get(job) as { next: number };
      const id = runId(job, next);
      const now = this.#now();
      this.#db
        .prepare('INSERT INTO run VALUES (?, ?, ?, ?, ?, 0, ?, NULL, NULL)')
        .run(id, job, next, JSON.stringify(line), JSON.stringify(initialState), now);
      this.#db.prepare("UPDATE job SET status = 'active', since = ? WHERE id = ?").run(now, job);
      return this.#step(id, { type: 'run.started' }, { actor });
    });
  }

  run(id: RunId): RunRecord {
    const row = this.#db.prepare('SELECT * FROM run WHERE id = ?').get(id) as RunRow | undefined;
    if (!row)
      throw new AppError('missing', 'run.missing', `There is no run ${id}.`, {
        hint: 'andon job show JOB lists the runs of a job.',
      });
    return runOf(row);
  }

  runsOf(job: JobId): readonly RunRecord[] {
    return (this.#db.prepare('SELECT * FROM run WHERE job_id = ? ORDER BY number').all(job) as RunRow[]).map(runOf);
  }

  openRuns(): readonly RunRecord[] {
    return (this.#db.prepare('SELECT * FROM run WHERE closed_at IS NULL ORDER BY created_at').all() as RunRow[]).map(runOf);
  }

  /** Apply one event to a run. Throws `conflict` `run.moved-on` when `expected` is not its version any more. */
  record(id: RunId, event: RunEvent, options: RecordOptions): RunRecord {
    return this.#write(() => this.#step(id, event, options));
  }

  /** That the last trace of the run in the world is tidied up, and what became of its job where that is settled with it. */
  markClosed(id: RunId, effect: EffectRecord, facts: readonly NewFact[], disposition: Disposition | null): void {
    this.#write(() => {
      this.#settle(effect);
      this.#keepFacts(id, facts);
      this.#db.prepare('UPDATE run SET closed_at = ? WHERE id = ?').run(this.#now(), id);
      const { job } = this.run(id);
      this.#event({ job, run: id, actor: 'foreman', cause: effect.cause, type: 'run.closed', body: {} });
      if (disposition)
        this.#moveJob(job, 'foreman', 'done', 'job.closed', { disposition }, one => one.status !== 'done', disposition);
    });
  }

  #step(id: RunId, event: RunEvent, options: RecordOptions): RunRecord {
    const before = this.run(id);
    if (options.expected !== undefined && options.expected !== before.version) {
      throw new AppError('conflict', 'run.moved-on', `Run ${id} has moved on since you looked.`, {
        hint: 'Look at it again and decide again.',
      });
    }
    const { state, effects } = decide(before.line, before.state, event);
    if (options.settles) this.#settle(options.settles);
    this.#keepFacts(id, options.facts ?? []);
    const { type, ...body } = event;
    const seq = this.#event({
      job: before.job,
      run: id,
      actor: options.actor,
      cause: options.settles?.cause ?? null,
      type,
      body,
    });
    this.#place(before, state, effects, seq);
    return this.run(id);
  }

  #place(before: RunRecord, state: RunState, effects: readonly Effect[], cause: number): void {
    const now = this.#now();
    const isOver = state.status !== 'running';
    if (isOver) this.#db.prepare('UPDATE effect SET done = 1 WHERE run_id = ?').run(before.id);
    for (const effect of effects) {
      const due = now + (effect.type === 'work' ? effect.delayMs : 0);
      this.#db
        .prepare('INSERT INTO effect (run_id, body, due, cause) VALUES (?, ?, ?, ?)')
        .run(before.id, JSON.stringify(effect), due, cause);
      if (effect.type === 'ask')
        this.#event({
          job: before.job,
          run: before.id,
          actor: `line:${before.line.name}`,
          cause,
          type: 'gate.asked',
          body: { stage: effect.at.stage, visit: effect.at.visit },
        });
    }
    const endedAt = before.endedAt ?? (isOver ? now : null);
    this.#db
      .prepare('UPDATE run SET state = ?, version = version + 1, ended_at = ? WHERE id = ?')
      .run(JSON.stringify(state), endedAt, before.id);
    if (isOver && before.endedAt === null) {
      const body = state.end
        ? { state: state.end.state, reason: state.end.reason }
        : { state: null, reason: { code: 'run.cancelled', text: 'Cancelled.' } };
      this.#event({ job: before.job, run: before.id, actor: `line:${before.line.name}`, cause, type: 'run.ended', body });
    }
  }

  // Effects and facts

  /** What is to be done and due by now, oldest first. */
  due(): readonly EffectRecord[] {
    return this.#effects('done = 0 AND due <= ?', this.#now());
  }

  /** What is to be done, due or not, of one run. */
  pending(run: RunId): readonly EffectRecord[] {
    return this.#effects('done = 0 AND run_id = ?', run);
  }

  /** When the next effect falls due, in milliseconds since 1970. */
  nextDue(): number | null {
    const { due } = this.#db.prepare('SELECT MIN(due) AS due FROM effect WHERE done = 0 AND due > ?').get(this.#now()) as {
      due: number | null;
    };
    return due;
  }

  #effects(where: string, value: string | number): readonly EffectRecord[] {
    const rows = this.#db.prepare(`SELECT * FROM effect WHERE ${where} ORDER BY id`).all(value) as EffectRow[];
    return rows.map(row => ({
      id: row.id,
      run: row.run_id,
      effect: JSON.parse(row.body) as Effect,
      due: row.due,
      cause: row.cause,
    }));
  }

  /** That an effect is done and nothing came of it. */
  settle(effect: EffectRecord): void {
    this.#write(() => this.#settle(effect));
  }

  #settle(effect: EffectRecord): void {
    const { changes } = this.#db.prepare('UPDATE effect SET done = 1 WHERE id = ? AND done = 0').run(effect.id);
    if (changes === 0)
      throw new AppError('conflict', 'effect.settled', `This piece of work of run ${effect.run} is settled already.`);
  }

  facts(run: RunId): readonly FactRecord[] {
    const rows = this.#db.prepare('SELECT * FROM fact WHERE run_id = ? ORDER BY id').all(run) as FactRow[];
    return rows.map(row => ({
      id: row.id,
      run: row.run_id,
      work: row.work,
      kind: row.kind,
      body: JSON.parse(row.body) as unknown,
      at: row.at,
    }));
  }

  /** The newest fact of a kind, or null. */
  lastFact(run: RunId, kind: string): FactRecord | null {
    const row = this.#db.prepare('SELECT * FROM fact WHERE run_id = ? AND kind = ? ORDER BY id DESC LIMIT 1').get(run, kind) as
      | FactRow
      | undefined;
    return row
      ? { id: row.id, run: row.run_id, work: row.work, kind: row.kind, body: JSON.parse(row.body) as unknown, at: row.at }
      : null;
  }

  /** Keep facts before the stage that finds them has ended: what is known survives a crash and need not be found again. */
  keepFacts(run: RunId, facts: readonly NewFact[]): void {
    this.#write(() => this.#keepFacts(run, facts));
  }

  /** A replay that this very attempt has made already, or null. */
  replayOf(work: string, at: ReplayAt): unknown {
    const row = this.#db
      .prepare(
        `SELECT body FROM fact WHERE kind = 'replay' AND work = ? AND body ->> '$.record.scenario' = ? AND body ->> '$.record.side' = ?
           AND body ->> '$.record.repeat' = ? ORDER BY id DESC LIMIT 1`,
      )
      .get(work, at.scenario, at.side, at.repeat) as { body: string } | undefined;
    return row ? (JSON.parse(row.body) as unknown) : null;
  }

  /** The newest replay of a scenario's text on a tree, in the runs given or in any; null when there is none. */
  findReplay({ scenarioHash, tree, runs }: { scenarioHash: string; tree: string; runs: readonly RunId[] | null }): unknown {
    const row = this.#db
      .prepare(
        `SELECT body FROM fact WHERE kind = 'replay' AND body ->> 'tree' = ? AND body ->> 'scenarioHash' = ?
           AND (? IS NULL OR run_id IN (SELECT value FROM json_each(?))) ORDER BY id DESC LIMIT 1`,
      )
      .get(tree, scenarioHash, runs && '', runs && JSON.stringify(runs)) as { body: string } | undefined;
    return row ? (JSON.parse(row.body) as unknown) : null;
  }

  #keepFacts(run: RunId, facts: readonly NewFact[]): void {
    for (const fact of facts)
      this.#db
        .prepare('INSERT INTO fact (run_id, work, kind, body, at) VALUES (?, ?, ?, ?, ?)')
        .run(run, fact.work, fact.kind, JSON.stringify(fact.body), this.#now());
  }

  // Events

  /** Write down something that moves nothing: a stage was taken up, a station was lost. */
  note(run: RunId, type: string, body: object, actor = 'foreman', cause: number | null = null): void {
    this.#write(() => this.#event({ job: this.run(run).job, run, actor, cause, type, body }));
  }

  lastSeq(): number {
    return (this.#db.prepare('SELECT COALESCE(MAX(seq), 0) AS seq FROM event').get() as { seq: number }).seq;
  }

  /** Events after `seq`, oldest first, at most `limit`. */
  eventsAfter(seq: number, options: { run?: RunId | undefined; limit?: number } = {}): readonly EventRecord[] {
    const { run, limit = 500 } = options;
    const rows = (
      run === undefined
        ? this.#db.prepare('SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?').all(seq, limit)
        : this.#db.prepare('SELECT * FROM event WHERE seq > ? AND run_id = ? ORDER BY seq LIMIT ?').all(seq, run, limit)
    ) as EventRow[];
    return rows.map(eventOf);
  }

  /** The newest event of a type about a job, or null. */
  lastEvent(job: JobId, type: string): EventRecord | null {
    const row = this.#db.prepare('SELECT * FROM event WHERE job_id = ? AND type = ? ORDER BY seq DESC LIMIT 1').get(job, type) as
      | EventRow
      | undefined;
    return row ? eventOf(row) : null;
  }

  #event(event: NewEvent): number {
    const body = JSON.stringify(event.body);
    const { lastInsertRowid } = this.#db
      .prepare('INSERT INTO event (v, job_id, run_id, at, actor, cause, type, body) VALUES (1, ?, ?, ?, ?, ?, ?, ?)')
      .run(event.job, event.run, this.#now(), event.actor, event.cause ?? null, event.type, body);
    const seq = Number(lastInsertRowid);
    if (event.job) this.#db.prepare('UPDATE job SET seq = ? WHERE id = ?').run(seq, event.job);
    return seq;
  }

  // The cord

  cord(): CordRecord | null {
    const row = this.#db.prepare('SELECT * FROM cord').get() as { pulled_at: number; by: string; reason: string } | undefined;
    return row ? { pulledAt: row.pulled_at, by: row.by, reason: row.reason } : null;
  }

  pullCord(by: string, reason: string): void {
    this.#write(() => {
      const { changes } = this.#db.prepare('INSERT OR IGNORE INTO cord VALUES (1, ?, ?, ?)').run(this.#now(), by, reason);
      if (changes > 0) this.#event({ job: null, run: null, actor: by, type: 'cord.pulled', body: { reason } });
    });
  }

  releaseCord(by: string): void {
    this.#write(() => {
      const { changes } = this.#db.prepare('DELETE FROM cord').run();
      if (changes > 0) this.#event({ job: null, run: null, actor: by, type: 'cord.released', body: {} });
    });
  }

  // Stations

  /** Written before a station is made, so that one whose maker died is known as ours. */
  noteStation(id: string, run: RunId, purpose: string): void {
    this.#write(() =>
      this.#db.prepare('INSERT OR REPLACE INTO station VALUES (?, ?, ?, ?, NULL)').run(id, run, purpose, this.#now()),
    );
  }

  noteStationRemoved(id: string): void {
    this.#write(() => this.#db.prepare('UPDATE station SET removed_at = ? WHERE id = ?').run(this.#now(), id));
  }

  station(id: string): StationRecord | null {
    const row = this.#db.prepare('SELECT * FROM station WHERE id = ?').get(id) as StationRow | undefined;
    return row ? stationOf(row) : null;
  }

  /** All stations that a run ever had, oldest first. */
  stationsOf(run: RunId): readonly StationRecord[] {
    return (this.#db.prepare('SELECT * FROM station WHERE run_id = ? ORDER BY created_at, id').all(run) as StationRow[]).map(
      stationOf,
    );
  }

  /** Stations that were made and, as far as we know, not removed. */
  stations(): readonly StationRecord[] {
    return (this.#db.prepare('SELECT * FROM station WHERE removed_at IS NULL ORDER BY created_at').all() as StationRow[]).map(
      stationOf,
    );
  }

  #write<T>(body: () => T): T {
    const result = diskChecked(() => this.#db.transaction(body).immediate());
    for (const listener of this.#listeners) listener();
    return result;
  }
}

type JobRow = {
  id: string;
  number: number;
  packet: string;
  title: string;
  project: string;
  line: string;
  kind: string;
  status: JobRecord['status'];
  disposition: Disposition | null;
  notes: string;
  created_at: number;
  since: number;
  seq: number;
};
type RunRow = {
  id: string;
  job_id: string;
  number: number;
  line: string;
  state: string;
  version: number;
  created_at: number;
  ended_at: number | null;
  closed_at: number | null;
};
type EventRow = {
  seq: number;
  job_id: string | null;
  run_id: string | null;
  at: number;
  actor: string;
  cause: number | null;
  type: string;
  body: string;
};
type EffectRow = { id: number; run_id: string; body: string; due: number; cause: number };
type FactRow = { id: number; run_id: string; work: string; kind: string; body: string; at: number };
type StationRow = { id: string; run_id: string; purpose: string; created_at: number; removed_at: number | null };

function jobOf({ created_at, notes, ...row }: JobRow): JobRecord {
  return { ...row, notes: JSON.parse(notes) as string[], createdAt: created_at };
}

function runOf(row: RunRow): RunRecord {
  const { id, job_id: job, number, version, created_at: createdAt, ended_at: endedAt, closed_at: closedAt } = row;
  return {
    id,
    job,
    number,
    line: JSON.parse(row.line) as Line,
    state: JSON.parse(row.state) as RunState,
    version,
    createdAt,
    endedAt,
    closedAt,
  };
}

function eventOf(row: EventRow): EventRecord {
  const { seq, job_id: job, run_id: run, at, actor, cause, type } = row;
  return { seq, v: 1, job, run, at, actor, cause, type, body: JSON.parse(row.body) as Record<string, unknown> };
}

function stationOf(row: StationRow): StationRecord {
  return { id: row.id, run: row.run_id, purpose: row.purpose, createdAt: row.created_at, removedAt: row.removed_at };
}
