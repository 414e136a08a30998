import type { WorkAt } from '../../base/id.ts';
import type { Journal } from '../journal/journal.ts';
import type { JobRecord, RunRecord } from '../journal/record.ts';
import { choicesOf } from '../line/decide.ts';
import type { RunEnd } from '../line/model.ts';
import { lastFact } from '../work/fact.ts';

export type GateKind = 'review' | 'no-op' | 'question' | 'failure';
export type Choice = { readonly id: string; readonly label: string; readonly needsNote: boolean; readonly isPrimary: boolean };

/**
 * A question to the engineer. It holds no worker and no memory: it is read off the journal whenever someone looks.
 * `place` says whether a stage of the run waits for it, or the ended run does.
 */
export type Gate = {
  readonly id: string;
  readonly run: string;
  readonly job: string;
  readonly kind: GateKind;
  readonly text: string;
  readonly choices: readonly Choice[];
  readonly version: number;
  readonly askedAt: number;
  readonly place: { readonly type: 'stage'; readonly at: WorkAt } | { readonly type: 'end' };
};

/** The question that a job waits for, or null. */
export function gateOf(journal: Journal, job: JobRecord, run: RunRecord | null): Gate | null {
  if (!run || job.status !== 'active') return null;
  const asking = run.state.tokens.find(token => token.status === 'asking');
  if (asking) return stageGate(job, run, asking);
  if (run.state.end && run.closedAt !== null) return endGate(journal, job, run, run.state.end);
  return null;
}

function stageGate(job: JobRecord, run: RunRecord, at: WorkAt): Gate {
  const stage = run.line.stages[at.stage];
  const [primary] = choicesOf(run.line, at.stage);
  const choices = choicesOf(run.line, at.stage).map(choice => ({
    id: choice.id,
    label: plainLabel(choice.label),
    needsNote: choice.freeform,
    isPrimary: choice.id === primary?.id,
  }));
  const text = stage?.settings['question'] ?? stage?.title ?? at.stage;
  const place = { type: 'stage' as const, at: { stage: at.stage, visit: at.visit, attempt: at.attempt, branch: at.branch } };
  return {
    id: `${run.id}/${at.stage}.${at.visit}`,
    run: run.id,
    job: job.id,
    kind: 'review',
    text,
    choices,
    version: run.version,
    askedAt: job.since,
    place,
  };
}

/** Drops the accelerator key that the dialect writes before a label. */
function plainLabel(label: string): string {
  return label.replace(/^\s*(\[\w\]\s*|\w\)\s*|\w\s+-\s+)/, '');
}

function endGate(journal: Journal, job: JobRecord, run: RunRecord, end: RunEnd): Gate | null {
  const base = {
    id: `${run.id}/end`,
    run: run.id,
    job: job.id,
    text: end.reason.text,
    version: run.version,
    askedAt: run.endedAt ?? run.createdAt,
    place: { type: 'end' as const },
  };
  switch (end.state) {
    case 'NO_OP':
      return { ...base, kind: 'no-op', choices: [choice('accept-no-op', 'Accept no-op', true), again('Run again'), reject] };
    case 'RETRYABLE_FAILURE':
      return { ...base, kind: 'failure', choices: [again('Retry', true), reject] };
    case 'ESCALATE':
      return { ...base, kind: 'question', choices: [...answersOf(journal, run), reply, reject] };
    default:
      return null;
  }
}

const reject = choice('reject', 'Reject', false, true);
const reply = choice('reply', 'Reply', false, true);

function again(label: string, isPrimary = false): Choice {
  return choice('run-again', label, isPrimary);
}

function answersOf(journal: Journal, run: RunRecord): Choice[] {
  const question = lastFact(journal, run.id, 'question');
  if (!question || question.choices.length === 0) return [again('Run again')];
  return question.choices.map(({ id, label }) => choice(`answer:${id}`, label, false));
}

function choice(id: string, label: string, isPrimary: boolean, needsNote = false): Choice {
  return { id, label, needsNote, isPrimary };
}
