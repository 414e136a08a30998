import type { EventEnvelope, Tone } from '../../../contract/index.ts';
import type { IconName } from '../../ui/icon-shapes.tsx';

export type EventMark = { readonly icon: IconName; readonly tone: Tone };

/** Whether an event tells of a failure that counts, by its name or by what came of it. */
export function isFailure({ type, body }: EventEnvelope): boolean {
  if (type === 'check.finished') return !isExpected(body);
  // What does not hold is a fact; whether it counts is for the judge to say, who knows what held before.
  if (type === 'scenario.replayed') return Boolean(body['broken']);
  const outcome = body['outcome'];
  const status = typeof outcome === 'object' && outcome !== null && 'status' in outcome ? outcome.status : body['status'];
  return /\bfailed\b/.test(type) || status === 'fail' || status === 'failed';
}

/** The mark of an event: what came of it where something did, else who it is from. */
export function markOf(event: EventEnvelope): EventMark {
  const { type, actor, body } = event;
  if (isFailure(event)) return { icon: 'failed', tone: 'fail' };
  if (type === 'gate.asked') return { icon: 'ask', tone: 'ask' };
  if (type === 'cord.pulled' || type === 'run.paused') return { icon: 'paused', tone: 'idle' };
  if (type === 'scenario.replayed') return { icon: countOf(body['failed']) > 0 ? 'failed' : 'passed', tone: 'idle' };
  if (type === 'check.finished' || type === 'stage.finished' || type === 'run.ended') return { icon: 'passed', tone: 'idle' };
  if (actor === 'engineer') return { icon: 'user', tone: 'idle' };
  if (actor.startsWith('agent')) return { icon: 'claim', tone: 'idle' };
  return { icon: 'host', tone: 'idle' };
}

function isExpected(body: EventEnvelope['body']): boolean {
  return (body['exitCode'] === 0) === (body['expected'] === 'green');
}

function countOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
