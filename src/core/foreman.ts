import { AppError, messageOf } from '../base/app-error.ts';
import { assertNever } from '../base/assert-never.ts';
import { workId } from '../base/id.ts';
import { gateOf } from './gate/gate.ts';
import { boundedLine } from './job/bounded-line.ts';
import { lineOfPacket, parsePacket } from './job/packet.ts';
import type { EffectRecord, JobRecord, RunRecord } from './journal/record.ts';
import type { Effect, Line, Outcome } from './line/model.ts';
import type { Factory } from './project/factory.ts';
import { closeRun } from './work/close-run.ts';
import type { Work, Worker, World } from './work/world.ts';

export type ForemanOptions = {
  readonly world: World;
  /** Who works at a stage: by `step=`, by the kind of stage, by `kind:side`. */
  readonly workers: Readonly<Record<string, Worker>>;
  readonly lineOf: (name: string) => Promise<Line>;
  /** Runs that may work at the same time. */
  readonly parallel: number;
  readonly onError: (error: unknown, what: string) => void;
};

const restMs = 2_000;

/**
 * Carries out what the journal says is to be done, and reports back to it. It holds nothing that a restart could lose,
 * and is woken by writes and by the next due time; it never polls.
 */
export class Foreman {
  readonly #options: ForemanOptions;
  /** Work whose report could not be written, and when it is tried again: as a rule the disk is full. */
  readonly #resting = new Map<number, number>();
  readonly #busy = new Map<number, { readonly run: string; readonly stop: AbortController; readonly done: Promise<void> }>();
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;
  #isQueued = false;
  #isStarting = false;
  #unlisten = () => {};

  constructor(options: ForemanOptions) {
    this.#options = options;
  }

  start(): void {
    this.#unlisten = this.#options.world.journal.onChange(() => this.#wake());
    this.#wake();
  }

  /** Let go of all work without reporting anything: it is taken up again from the journal. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unlisten();
    if (this.#timer) clearTimeout(this.#timer);
    await this.#halt();
  }

  /** Freeze everything. Stations hold their breath; work that the host does itself is cut short and done again later. */
  async pull(by: string, reason: string): Promise<void> {
    const { journal, runtime } = this.#options.world;
    journal.pullCord(by, reason);
    await this.#halt();
    for (const station of await runtime.list())
      if (station.purpose === 'agent' && station.state.status === 'running') await runtime.pause(station.id);
  }

  async release(by: string): Promise<void> {
    const { journal, runtime } = this.#options.world;
    for (const station of await runtime.list()) if (station.state.status === 'paused') await runtime.resume(station.id);
    journal.releaseCord(by);
  }

  async #halt(): Promise<void> {
    const all = [...this.#busy.values()];
    for (const { stop } of all) stop.abort(new AppError('cancelled', 'foreman.halted', 'Halted.'));
    await Promise.all(all.map(one => one.done));
  }

  #wake(): void {
    if (this.#isQueued || this.#isStopped) return;
    this.#isQueued = true;
    setImmediate(() => {
      this.#isQueued = false;
      if (!this.#isStopped) this.#look();
    });
  }

  #look(): void {
    const { journal } = this.#options.world;
    this.#dropCancelled();
    if (journal.cord()) return;
    void this.#admit();
    this.#endRests();
    for (const effect of journal.due()) if (!this.#busy.has(effect.id) && !this.#resting.has(effect.id)) this.#take(effect);
    const times = [journal.nextDue(), ...this.#resting.values()].filter(time => time !== null);
    this.#sleepUntil(times.length > 0 ? Math.min(...times) : null);
  }

  #endRests(): void {
    const now = this.#options.world.clock();
    for (const [id, until] of this.#resting) if (until <= now) this.#resting.delete(id);
  }

  #sleepUntil(due: number | null): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = due === null ? null : setTimeout(() => this.#wake(), Math.max(1, due - this.#options.world.clock()));
  }

  /** Work of a run that is over any other way has nothing to report to. */
  #dropCancelled(): void {
    for (const { run, stop } of this.#busy.values()) {
      if (this.#options.world.journal.run(run).state.status === 'cancelled')
        stop.abort(new AppError('cancelled', 'run.cancelled', 'Cancelled.'));
    }
  }

  /** Start queued jobs while there is room. A run that only waits for a person takes no room. */
  async #admit(): Promise<void> {
    if (this.#isStarting) return;
    this.#isStarting = true;
    try {
      for (let job = this.#next(); job; job = this.#next()) await this.#startRun(job);
    } catch (error) {
      this.#options.onError(error, 'starting a run');
    } finally {
      this.#isStarting = false;
    }
  }

  #next(): JobRecord | undefined {
    const { journal } = this.#options.world;
    if (this.#isStopped || journal.cord()) return undefined;
    const working = journal.openRuns().filter(run => run.state.tokens.some(token => token.status === 'working')).length;
    return working < this.#options.parallel ? journal.jobs().find(job => job.status === 'queued') : undefined;
  }

  async #startRun(job: JobRecord): Promise<void> {
    const { journal } = this.#options.world;
    try {
      const packet = parsePacket(job.packet);
      const line = boundedLine(await this.#options.lineOf(lineOfPacket(packet)), packet);
      journal.startRun(job.id, line, `line:${line.name}`);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'job.not-queued') throw error;
      journal.returnJob(job.id, 'foreman', { code: error.code, text: error.message });
    }
  }

  #take(effect: EffectRecord): void {
    const stop = new AbortController();
    const done = this.#carryOut(effect, stop.signal)
      .catch(error => this.#unreported(error, effect))
      .finally(() => {
        this.#busy.delete(effect.id);
        this.#wake();
      });
    this.#busy.set(effect.id, { run: effect.run, stop, done });
  }

  async #carryOut(record: EffectRecord, signal: AbortSignal): Promise<void> {
    const { effect } = record;
    switch (effect.type) {
      case 'work':
        return this.#work(record, effect, signal);
      case 'ask':
        return this.#ask(record, effect);
      case 'close':
        return closeRun(this.#options.world, record);
      default:
        return assertNever(effect);
    }
  }

  async #work(record: EffectRecord, { at }: Extract<Effect, { type: 'work' }>, signal: AbortSignal): Promise<void> {
    const { world } = this.#options;
    const run = world.journal.run(record.run);
    world.journal.note(run.id, 'stage.started', at, 'foreman', record.cause);
    const { outcome, facts } = await this.#result(run, at, signal);
    signal.throwIfAborted();
    world.journal.record(run.id, { type: 'stage.finished', at, outcome }, { actor: 'foreman', settles: record, facts });
  }

  async #result(run: RunRecord, at: Work['at'], signal: AbortSignal) {
    try {
      const work = await this.#workOf(run, at, signal);
      return await this.#workerFor(work)(work);
    } catch (error) {
      if (signal.aborted) throw error;
      if (!(error instanceof AppError)) this.#options.onError(error, workId(run.id, at));
      return { outcome: outcomeOfError(error), facts: [] };
    }
  }

  async #workOf(run: RunRecord, at: Work['at'], signal: AbortSignal): Promise<Work> {
    const { world } = this.#options;
    const job = world.journal.job(run.job);
    const packet = parsePacket(job.packet);
    const project = projectOf(await world.factory(), packet.project);
    const stage = run.line.stages[at.stage];
    if (!stage) throw new AppError('internal', 'line.no-such-stage', `The line of ${run.id} has no stage ${at.stage}.`);
    return { world, job, run, packet, project, stage, at, id: workId(run.id, at), signal };
  }

  #workerFor({ stage }: Work): Worker {
    const { workers } = this.#options;
    const worker =
      workers[stage.settings['step'] ?? ''] ??
      workers[`${stage.kind}:${stage.settings['side'] ?? ''}`] ??
      workers[stage.kind ?? ''];
    if (worker) return worker;
    throw new AppError(
      'invalid',
      'line.no-worker',
      `Nothing in this version of Andon can work at “${stage.title}” (${stage.kind}).`,
      { hint: 'andon line lint names the stages that cannot be run.' },
    );
  }

  /** A gate waits in the journal and holds nothing, unless an earlier approval of the same change still stands. */
  async #ask(record: EffectRecord, { at }: Extract<Effect, { type: 'ask' }>): Promise<void> {
    const { journal } = this.#options.world;
    const run = journal.run(record.run);
    const standing = standingApproval(this.#options.world, run, at.stage);
    if (standing === null) {
      journal.settle(record);
      return;
    }
    const gate = gateOf(journal, journal.job(run.job), run);
    if (gate?.place.type === 'stage')
      journal.record(
        run.id,
        {
          type: 'gate.answered',
          at,
          choice: standing.choice,
          note: `Stands since #${standing.seq}: the same change, validated again.`,
        },
        { actor: standing.actor, settles: record },
      );
  }

  /** The journal refused the report because the run had moved on, or the work was cut short: both are as they should be. */
  #unreported(error: unknown, effect: EffectRecord): void {
    const isExpected = error instanceof AppError && (error.kind === 'cancelled' || error.code === 'effect.settled');
    if (isExpected || this.#isStopped) return;
    if (error instanceof Error && error.name === 'AbortError') return;
    this.#resting.set(effect.id, this.#options.world.clock() + restMs);
    this.#options.onError(error, `run ${effect.run}`);
  }
}

/**
 * An approval outlives a move of the target branch: when the same patch was proven again on the new head, the engineer
 * need not say the same thing twice. Anything else asks again, and so does a run whose stations were not isolated:
 * nothing of it is merged without being looked at.
 */
function standingApproval(
  { journal, runtime }: World,
  run: RunRecord,
  stage: string,
): { actor: string; choice: string; seq: number } | null {
  if (run.state.outcomes['merge']?.status !== 'moved' || !runtime.capabilities.isIsolated) return null;
  const answer = journal
    .eventsAfter(0, { run: run.id, limit: 100_000 })
    .findLast(event => event.type === 'gate.answered' && (event.body['at'] as { stage?: string } | undefined)?.stage === stage);
  const bundles = journal.facts(run.id).filter(one => one.kind === 'bundle');
  const [before, now] = [bundles.at(-2), bundles.at(-1)].map(one => (one?.body as { patchId?: string } | undefined)?.patchId);
  if (answer?.body['choice'] !== 'approve' || !before || before !== now) return null;
  const isProven = Object.values(run.line.stages).every(
    ({ id, isGoal }) => !isGoal || run.state.outcomes[id]?.status === 'success',
  );
  return isProven ? { actor: answer.actor, choice: 'approve', seq: answer.seq } : null;
}

export function projectOf(factory: Factory, name: string) {
  const project = factory.projects[name];
  if (project) return project;
  throw new AppError('missing', 'project.missing', `The factory has no project ${name}.`, {
    hint: 'Add it to factory.yaml, or correct the packet.',
  });
}

/** What the host could not reach is infrastructure; what is wrong with the factory or the packet is set-up. */
function outcomeOfError(error: unknown): Outcome {
  if (error instanceof Error && error.name === 'AbortError')
    return {
      status: 'fail',
      failure: 'infra',
      reason: { code: 'work.cut-short', text: 'The work was cut short by other work that it shared something with.' },
    };
  if (!(error instanceof AppError))
    return {
      status: 'fail',
      failure: 'setup',
      reason: { code: 'internal', text: `Something went wrong inside Andon: ${messageOf(error)}` },
    };
  const reason = { code: error.code, text: error.hint ? `${error.message} ${error.hint}` : error.message };
  const isInfra = error.kind === 'unavailable' || error.kind === 'exhausted';
  return { status: 'fail', failure: isInfra ? 'infra' : 'setup', reason };
}
