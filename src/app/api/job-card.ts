import type { z } from 'zod';
import type { Column, JobCard, StatusLine } from '../../contract/index.ts';
import { type Gate, gateOf } from '../../core/gate/gate.ts';
import { parsePacket } from '../../core/job/packet.ts';
import type { Journal } from '../../core/journal/journal.ts';
import type { JobRecord, RunRecord } from '../../core/journal/record.ts';
import type { Token } from '../../core/line/model.ts';
import { type FactBodies, lastFact } from '../../core/work/fact.ts';
import type { World } from '../../core/work/world.ts';
import { contractGate } from './gate-view.ts';
import { stepsOf } from './steps.ts';

type Card = z.input<typeof import('../../contract/index.ts').JobCard>;

/** A job as the board shows it, read off the journal. */
export function jobCard(world: World, job: JobRecord): JobCard {
  const { journal } = world;
  const run = journal.runsOf(job.id).at(-1) ?? null;
  const gate = gateOf(journal, job, run);
  const candidate = run && lastFact(journal, run.id, 'candidate');
  const files = candidate?.files ?? [];
  const card: Card = {
    id: job.id,
    title: job.title,
    project: job.project,
    line: job.line,
    kind: job.kind,
    column: columnOf(job, gate),
    status: statusOf(journal, job, run, gate),
    run: run && glance(run),
    gate: gate && contractGate(journal, gate),
    agent: agentOf(job),
    costUsd: costOf(job),
    added: files.reduce((sum, file) => sum + file.added, 0),
    removed: files.reduce((sum, file) => sum + file.removed, 0),
    thumbnail: run && thumbnailOf(journal, run),
    terminalState: run?.state.end?.state ?? null,
    reason: run?.state.end?.reason ?? null,
    disposition: job.disposition,
    mergedAs: run?.state.context['mergedAs'] ?? null,
    isIsolated: world.runtime.capabilities.isIsolated,
    createdAt: job.createdAt,
    since: gate?.askedAt ?? job.since,
  };
  return card;
}

function columnOf(job: JobRecord, gate: Gate | null): Column {
  if (gate) return gate.kind === 'review' ? 'review' : 'needs-you';
  switch (job.status) {
    case 'intake':
      return 'intake';
    case 'queued':
      return 'queued';
    case 'active':
      return 'running';
    default:
      return 'done';
  }
}

function statusOf(journal: Journal, job: JobRecord, run: RunRecord | null, gate: Gate | null): StatusLine {
  if (job.status === 'done') return doneStatus(job);
  if (gate && run) return gateStatus(journal, gate, run);
  if (job.status === 'intake') return intakeStatus(journal, job);
  if (job.status === 'queued') return { tone: 'idle', mark: 'queued', text: 'Queued', aside: null };
  return runningStatus(journal, run);
}

function intakeStatus(journal: Journal, job: JobRecord): StatusLine {
  const returned = journal.lastEvent(job.id, 'job.returned');
  if (!returned) return addedStatus(Number(journal.lastEvent(job.id, 'job.added')?.body['missing'] ?? 0));
  const { text } = returned.body['reason'] as { text: string };
  return { tone: 'ask', mark: 'draft', text, aside: null };
}

/** As the packet was read when it came; starting it reads it again. */
function addedStatus(missing: number): StatusLine {
  if (missing > 0) return { tone: 'ask', mark: 'draft', text: `Not ready, ${missing} missing`, aside: null };
  return { tone: 'idle', mark: 'draft', text: 'Ready to queue', aside: null };
}

function doneStatus(job: JobRecord): StatusLine {
  switch (job.disposition) {
    case 'merged':
      return { tone: 'pass', mark: 'merged', text: 'Merged', aside: null };
    case 'delivered':
      return { tone: 'pass', mark: 'merged', text: 'Delivered', aside: null };
    case 'no-op accepted':
      return { tone: 'idle', mark: 'no-op', text: 'No-op', aside: null };
    case 'rejected':
      return { tone: 'fail', mark: 'rejected', text: 'Rejected', aside: null };
    default:
      return { tone: 'idle', mark: 'cancelled', text: 'Cancelled', aside: null };
  }
}

function gateStatus(journal: Journal, gate: Gate, run: RunRecord): StatusLine {
  if (gate.kind === 'review') return reviewStatus(journal, run);
  if (gate.kind === 'no-op') return { tone: 'ask', mark: 'no-op', text: 'Nothing to do', aside: 'confirm' };
  if (gate.kind === 'failure') return { tone: 'fail', mark: 'failed', text: 'Failed, can be retried', aside: null };
  const isQuestion = lastFact(journal, run.id, 'question') !== null;
  return isQuestion
    ? { tone: 'ask', mark: 'ask', text: 'Question', aside: null }
    : { tone: 'fail', mark: 'escalated', text: 'Escalated', aside: null };
}

function reviewStatus(journal: Journal, run: RunRecord): StatusLine {
  const verdicts = newestVerdicts(journal, run.id).filter(one => one.isInPacket);
  const proven = verdicts.filter(one => one.verdict === 'proven').length;
  return { tone: 'pass', mark: 'passed', text: `Proven ${proven} of ${verdicts.length}`, aside: null };
}

/** The verdicts of the last validation, one per scenario. */
export function newestVerdicts(journal: Journal, run: string): readonly FactBodies['verdict'][] {
  const last = journal.facts(run).findLast(one => one.kind === 'verdict');
  return last
    ? journal
        .facts(run)
        .filter(one => one.kind === 'verdict' && one.work === last.work)
        .map(one => one.body as FactBodies['verdict'])
    : [];
}

function runningStatus(journal: Journal, run: RunRecord | null): StatusLine {
  const token = run?.state.tokens.find(one => one.status === 'working');
  if (!run || !token) return { tone: 'run', mark: 'running', text: run?.state.end ? 'Closing' : 'Starting', aside: null };
  const stage = run.line.stages[token.stage];
  if (journal.cord()) return { tone: 'fail', mark: 'paused', text: `${stage?.title}, held`, aside: 'line stopped' };
  if (token.attempt > 1)
    return {
      tone: 'idle',
      mark: 'stalled',
      text: `${stage?.title}, trying again`,
      aside: `${token.attempt} of ${stage?.maxAttempts}`,
    };
  return {
    tone: 'run',
    mark: 'running',
    text: stage?.title ?? token.stage,
    aside: token.visit > 1 ? `visit ${token.visit}` : null,
  };
}

function glance(run: RunRecord): NonNullable<Card['run']> {
  const steps = stepsOf(run.line);
  const token: Token | undefined = run.state.tokens[0];
  const at = token?.stage ?? lastStageOf(run, steps);
  const index = run.state.end ? steps.indexOf(at) : Math.max(0, steps.indexOf(at));
  return {
    id: run.id,
    number: run.number,
    stage: run.line.stages[at]?.title ?? at,
    stageIndex: Math.max(0, index),
    stageCount: steps.length,
    visit: token?.visit ?? 1,
    startedAt: run.createdAt,
    endedAt: run.endedAt,
    version: run.version,
  };
}

function lastStageOf(run: RunRecord, steps: readonly string[]): string {
  return steps.findLast(step => run.state.outcomes[step]) ?? steps[0] ?? '';
}

function agentOf(job: JobRecord): string | null {
  return parsePacket(job.packet).agent?.adapter ?? null;
}

/** The replay agent calls no model, so it costs nothing; of every other agent the price is unknown until the gateway meters it. */
export function costOf(job: JobRecord): number | null {
  return agentOf(job) === 'replay' ? 0 : null;
}

/** The after-picture with the largest visible change. */
function thumbnailOf(journal: Journal, run: RunRecord): string | null {
  const all = journal.facts(run.id).filter(one => one.kind === 'comparison');
  const comparisons = all.map(one => one.body as FactBodies['comparison']);
  const [most] = comparisons.filter(one => one.after).sort((a, b) => b.difference.changedPixels - a.difference.changedPixels);
  return most?.after ?? null;
}
