import type Database from 'better-sqlite3';
import { AppError } from '../../base/app-error.ts';
import type { Clock } from '../../base/clock.ts';
import type { Dispose } from '../../base/disposable.ts';
import { type JobId, jobId, type RunId, runId } from '../../base/id.ts';
import { decide, initialState } from '../line/decide.ts';
import type { Effect, Line, Reason, RunEvent, RunState } from '../line/model.ts';
import { diskChecked } from './database.ts';
import { JournalReader } from './journal-reader.ts';
import type { Disposition, EffectRecord, JobRecord, RunRecord } from './record.ts';

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
export class Journal extends JournalReader {
  readonly #listeners = new Set<() => void>();

  constructor(db: Database.Database, now: Clock = Date.now) {
    super(db, now);
  }

  /** Called after every write. */
  onChange(listener: () => void): Dispose {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.db.close();
  }

  /** `missing` is how many things the readiness check found wanting. */
  addJob(job: NewJob, actor: string, missing = 0): JobRecord {
    return this.#write(() => {
      const { next } = this.db.prepare('SELECT COALESCE(MAX(number), 0) + 1 AS next FROM job').get() as { next: number };
      const id = jobId(next);
      const now = this.now();
      this.db
        .prepare("INSERT INTO job VALUES (?, ?, ?, ?, ?, ?, ?, 'intake', NULL, '[]', ?, ?, 0)")
        .run(id, next, job.packet, job.title, job.project, job.line, job.kind, now, now);
      this.#event({ job: id, run: null, actor, type: 'job.added', body: { title: job.title, missing } });
      return this.job(id);
    });
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
      this.db.prepare('UPDATE job SET packet = ? WHERE id = ?').run(packet, id);
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
      this.db
        .prepare('UPDATE job SET status = ?, disposition = ?, notes = ?, since = ? WHERE id = ?')
        .run(to, disposition, JSON.stringify(notes), this.now(), id);
      this.#event({ job: id, run: null, actor, type, body });
      return this.job(id);
    });
  }

  /** Begin the next run of a queued job. The line is pinned to it. */
  startRun(job: JobId, line: Line, actor: string): RunRecord {
    return this.#write(() => {
      const { status } = this.job(job);
      if (status !== 'queued') throw new AppError('conflict', 'job.not-queued', `Job ${job} is not in the queue.`);
      const { next } = this.db.prepare('SELECT COUNT(*) + 1 AS next FROM run WHERE job_id = ?').get(job) as { next: number };
      const id = runId(job, next);
      const now = this.now();
      this.db
        .prepare('INSERT INTO run VALUES (?, ?, ?, ?, ?, 0, ?, NULL, NULL)')
        .run(id, job, next, JSON.stringify(line), JSON.stringify(initialState), now);
      this.db.prepare("UPDATE job SET status = 'active', since = ? WHERE id = ?").run(now, job);
      return this.#step(id, { type: 'run.started' }, { actor });
    });
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
      this.db.prepare('UPDATE run SET closed_at = ? WHERE id = ?').run(this.now(), id);
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
    const now = this.now();
    const isOver = state.status !== 'running';
    if (isOver) this.db.prepare('UPDATE effect SET done = 1 WHERE run_id = ?').run(before.id);
    for (const effect of effects) {
      const due = now + (effect.type === 'work' ? effect.delayMs : 0);
      this.db
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
    this.db
      .prepare('UPDATE run SET state = ?, version = version + 1, ended_at = ? WHERE id = ?')
      .run(JSON.stringify(state), endedAt, before.id);
    if (isOver && before.endedAt === null) {
      const body = state.end
        ? { state: state.end.state, reason: state.end.reason }
        : { state: null, reason: { code: 'run.cancelled', text: 'Cancelled.' } };
      this.#event({ job: before.job, run: before.id, actor: `line:${before.line.name}`, cause, type: 'run.ended', body });
    }
  }

  /** That an effect is done and nothing came of it. */
  settle(effect: EffectRecord): void {
    this.#write(() => this.#settle(effect));
  }

  #settle(effect: EffectRecord): void {
    const { changes } = this.db.prepare('UPDATE effect SET done = 1 WHERE id = ? AND done = 0').run(effect.id);
    if (changes === 0)
      throw new AppError('conflict', 'effect.settled', `This piece of work of run ${effect.run} is settled already.`);
  }

  /** Keep facts before the stage that finds them has ended: what is known survives a crash and need not be found again. */
  keepFacts(run: RunId, facts: readonly NewFact[]): void {
    this.#write(() => this.#keepFacts(run, facts));
  }

  #keepFacts(run: RunId, facts: readonly NewFact[]): void {
    for (const fact of facts)
      this.db
        .prepare('INSERT INTO fact (run_id, work, kind, body, at) VALUES (?, ?, ?, ?, ?)')
        .run(run, fact.work, fact.kind, JSON.stringify(fact.body), this.now());
  }

  /** Write down something that moves nothing: a stage was taken up, a station was lost. */
  note(run: RunId, type: string, body: object, actor = 'foreman', cause: number | null = null): void {
    this.#write(() => this.#event({ job: this.run(run).job, run, actor, cause, type, body }));
  }

  #event(event: NewEvent): number {
    const body = JSON.stringify(event.body);
    const { lastInsertRowid } = this.db
      .prepare('INSERT INTO event (v, job_id, run_id, at, actor, cause, type, body) VALUES (1, ?, ?, ?, ?, ?, ?, ?)')
      .run(event.job, event.run, this.now(), event.actor, event.cause ?? null, event.type, body);
    const seq = Number(lastInsertRowid);
    if (event.job) this.db.prepare('UPDATE job SET seq = ? WHERE id = ?').run(seq, event.job);
    return seq;
  }

  pullCord(by: string, reason: string): void {
    this.#write(() => {
      const { changes } = this.db.prepare('INSERT OR IGNORE INTO cord VALUES (1, ?, ?, ?)').run(this.now(), by, reason);
      if (changes > 0) this.#event({ job: null, run: null, actor: by, type: 'cord.pulled', body: { reason } });
    });
  }

  releaseCord(by: string): void {
    this.#write(() => {
      const { changes } = this.db.prepare('DELETE FROM cord').run();
      if (changes > 0) this.#event({ job: null, run: null, actor: by, type: 'cord.released', body: {} });
    });
  }

  /** Written before a station is made, so that one whose maker died is known as ours. */
  noteStation(id: string, run: RunId, purpose: string): void {
    this.#write(() =>
      this.db.prepare('INSERT OR REPLACE INTO station VALUES (?, ?, ?, ?, NULL)').run(id, run, purpose, this.now()),
    );
  }

  noteStationRemoved(id: string): void {
    this.#write(() => this.db.prepare('UPDATE station SET removed_at = ? WHERE id = ?').run(this.now(), id));
  }

  #write<T>(body: () => T): T {
    const result = diskChecked(() => this.db.transaction(body).immediate());
    for (const listener of this.#listeners) listener();
    return result;
  }
}
