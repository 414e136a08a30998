import type { EventEnvelope, Tone } from '../../../contract/index.ts';
import type { IconName } from '../../ui/icon-shapes.tsx';

/** One row of the timeline: one event, or several of one kind folded into one. */
export type TimelineRow = {
  readonly id: number;
  readonly events: readonly EventEnvelope[];
  readonly icon: IconName;
  readonly tone: Tone;
  readonly isFailed: boolean;
};

/** Fewer of one kind than this are shown one by one. */
const leastToFold = 3;

/** Folds runs of equal events; what failed or asked is never folded away. */
export function timelineRows(events: readonly EventEnvelope[]): TimelineRow[] {
  const groups: EventEnvelope[][] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last && canFold(last[0]!) && canFold(event) && last[0]!.type === event.type && last[0]!.actor === event.actor)
      last.push(event);
    else groups.push([event]);
  }
  return groups.flatMap(group => (group.length >= leastToFold ? [rowOf(group)] : group.map(event => rowOf([event]))));
}

/** Whether an event tells of a failure, by its name or by the outcome in it. */
export function isFailure(event: EventEnvelope): boolean {
  const outcome = event.body['outcome'];
  const status = typeof outcome === 'object' && outcome !== null && 'status' in outcome ? outcome.status : event.body['status'];
  return /\bfailed\b/.test(event.type) || status === 'fail' || status === 'failed';
}

/** The things in an event's body, as lines of name and text. */
export function bodyLines(event: EventEnvelope): { readonly name: string; readonly text: string }[] {
  return Object.entries(event.body)
    .filter(([, value]) => value !== null && value !== '' && value !== undefined)
    .map(([name, value]) => ({ name, text: plainText(value) }));
}

/** A value without brackets and quotes, as a person would write it down. */
function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainText).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name} ${plainText(each)}`)
    .join(', ');
}

function canFold(event: EventEnvelope): boolean {
  return !isFailure(event) && !event.type.startsWith('gate.') && !event.type.startsWith('run.');
}

function rowOf(events: readonly EventEnvelope[]): TimelineRow {
  const event = events[0]!;
  const isFailed = isFailure(event);
  return { id: event.seq, events, isFailed, ...markOf(event, isFailed) };
}

function markOf(event: EventEnvelope, isFailed: boolean): { icon: IconName; tone: Tone } {
  if (isFailed) return { icon: 'failed', tone: 'fail' };
  if (event.type === 'gate.asked') return { icon: 'ask', tone: 'ask' };
  if (event.type === 'gate.answered' || event.actor === 'engineer') return { icon: 'user', tone: 'idle' };
  if (event.type === 'run.paused') return { icon: 'paused', tone: 'idle' };
  if (event.type === 'stage.finished' || event.type === 'run.ended') return { icon: 'passed', tone: 'idle' };
  if (event.actor.startsWith('agent')) return { icon: 'claim', tone: 'idle' };
  return { icon: 'host', tone: 'idle' };
}
