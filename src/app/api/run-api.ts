import type { ControlRoom, EventEnvelope, Handlers, RunDetail, StageGlance } from '../../contract/index.ts';
import { gateOf } from '../../core/gate/gate.ts';
import { parsePacket } from '../../core/job/packet.ts';
import type { EventRecord, RunRecord } from '../../core/journal/record.ts';
import { lastFact } from '../../core/work/fact.ts';
import type { World } from '../../core/work/world.ts';
import type { ApiContext } from './context.ts';
import { sentenceOf } from './event-text.ts';
import { contractGate } from './gate-view.ts';
import { costOf } from './job-card.ts';
import { stepsOf } from './steps.ts';
import { follow } from './watch.ts';

type RunHandlers = Pick<Handlers<ControlRoom>, 'run.get' | 'run.events'>;

export function runApi({ world }: ApiContext): RunHandlers {
  const { journal } = world;
  return {
    'run.get': async ({ run }) => runDetail(world, journal.run(run)),
    'run.events': ({ after, run }, { signal }) =>
      follow(
        journal,
        after,
        seq => journal.eventsAfter(seq, { run }).map(event => ({ seq: event.seq, item: envelope(event) })),
        signal,
      ),
  };
}

function envelope(event: EventRecord): EventEnvelope {
  return { ...event, body: { ...event.body }, text: sentenceOf(event) };
}

function runDetail(world: World, run: RunRecord): RunDetail {
  const { journal } = world;
  const job = journal.job(run.job);
  const candidate = lastFact(journal, run.id, 'candidate');
  const newest = journal.runsOf(job.id).at(-1);
  const gate = newest?.id === run.id ? gateOf(journal, job, run) : null;
  return {
    id: run.id,
    job: job.id,
    number: run.number,
    title: job.title,
    project: job.project,
    line: run.line.name,
    status: statusOf(run),
    version: run.version,
    stages: stagesOf(world, run),
    edges: run.line.edges.map(({ from, to, label, condition }) => ({ from, to, label: label || condition })),
    base: lastFact(journal, run.id, 'base')?.commit ?? null,
    candidate: candidate?.commit ?? null,
    gate: gate && contractGate(journal, gate),
    station: agentStation(world, run),
    agent: parsePacket(job.packet).agent?.adapter ?? null,
    costUsd: costOf(job),
    added: (candidate?.files ?? []).reduce((sum, file) => sum + file.added, 0),
    removed: (candidate?.files ?? []).reduce((sum, file) => sum + file.removed, 0),
    terminalState: run.state.end?.state ?? null,
    reason: run.state.end?.reason ?? null,
    hasEvidence: lastFact(journal, run.id, 'bundle') !== null,
    startedAt: run.createdAt,
    endedAt: run.endedAt,
  };
}

function statusOf({ state }: RunRecord): RunDetail['status'] {
  if (state.status !== 'running') return state.status;
  if (state.isPaused) return 'paused';
  return state.tokens.some(token => token.status === 'working') ? 'running' : 'waiting';
}

/** The newest station in which the run's agent works or worked. */
function agentStation({ journal }: World, run: RunRecord): string | null {
  return journal.stationsOf(run.id).findLast(station => station.purpose === 'agent')?.id ?? null;
}

function stagesOf({ journal }: World, run: RunRecord): StageGlance[] {
  const events = journal.eventsAfter(0, { run: run.id, limit: 10_000 });
  return stepsOf(run.line).map(id => stageGlance(run, id, events));
}

function stageGlance(run: RunRecord, id: string, events: readonly EventRecord[]): StageGlance {
  const stage = run.line.stages[id];
  const outcome = run.state.outcomes[id];
  return {
    id,
    title: stage?.title ?? id,
    kind: stage?.kind ?? 'command',
    status: stageStatus(run, id),
    visits: run.state.visits[id] ?? 0,
    maxVisits: stage?.maxVisits ?? 1,
    durationMs: durationOf(id, events),
    detail: outcome?.reason?.text ?? null,
  };
}

function stageStatus(run: RunRecord, id: string): StageGlance['status'] {
  const token = run.state.tokens.find(one => one.stage === id);
  if (token) return token.status === 'asking' ? 'asking' : token.attempt > 1 ? 'retrying' : 'working';
  const outcome = run.state.outcomes[id];
  if (outcome) return outcome.status === 'fail' ? 'failed' : 'passed';
  return run.state.status === 'running' ? 'to-come' : 'skipped';
}

/** Time spent over all visits, from when each was taken up to when it was reported; null before the first report. */
function durationOf(stage: string, events: readonly EventRecord[]): number | null {
  let startedAt: number | null = null;
  let total: number | null = null;
  for (const event of events) {
    if (event.type === 'stage.started' && event.body['stage'] === stage) startedAt ??= event.at;
    const isEnd = event.type === 'stage.finished' && (event.body['at'] as { stage: string }).stage === stage;
    if (isEnd && startedAt !== null) {
      total = (total ?? 0) + event.at - startedAt;
      startedAt = null;
    }
  }
  return total;
}
