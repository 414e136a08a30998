import type { EventEnvelope } from '../../../contract/index.ts';
import { type EventMark, isFailure, markOf } from './event-mark.ts';

/**
 * One row of the timeline: an event by itself, or a stage with everything that happened in it. `durationMs` is null where
 * there is none, or none yet; `isOpen` is how the row stands until someone turns it.
 */
export type TimelineRow = EventMark & {
  readonly id: number;
  readonly at: number;
  readonly text: string;
  readonly durationMs: number | null;
  readonly isWorking: boolean;
  readonly isOpen: boolean;
  /** What happened inside; empty for a row that is one event. */
  readonly inner: readonly EventEnvelope[];
  /** The event whose particulars the row shows when it is opened. */
  readonly event: EventEnvelope;
};

type Stage = { readonly started: EventEnvelope; readonly inner: EventEnvelope[]; finished: EventEnvelope | null };

/** A run's events as rows: one for each pass through a stage, and what belongs to no stage between them. */
export function timelineRows(events: readonly EventEnvelope[]): TimelineRow[] {
  const items: (Stage | EventEnvelope)[] = [];
  const open: Stage[] = [];
  for (const event of events) {
    if (event.type === 'stage.started') {
      const stage: Stage = { started: event, inner: [], finished: null };
      open.push(stage);
      items.push(stage);
    } else if (event.type === 'stage.finished') {
      const stage = open.find(each => isSamePass(each.started, event));
      if (stage) open.splice(open.indexOf(stage), 1)[0]!.finished = event;
      else items.push(event);
    } else if (open.length > 0 && !event.type.startsWith('run.')) open.at(-1)!.inner.push(event);
    else items.push(event);
  }
  const isOver = events.some(event => event.type === 'run.ended' || event.type === 'run.cancelled');
  return items.map(item => ('started' in item ? stageRow(item, isOver) : eventRow(item)));
}

/** The things in an event's body, as lines of name and text. */
export function bodyLines(event: EventEnvelope): { readonly name: string; readonly text: string }[] {
  return Object.entries(event.body)
    .filter(([, value]) => value !== null && value !== '' && value !== undefined)
    .map(([name, value]) => ({ name, text: plainText(value) }));
}

function stageRow({ started, inner, finished }: Stage, isOver: boolean): TimelineRow {
  const isWorking = finished === null && !isOver;
  const asked = isWorking ? inner.findLast(event => event.type.startsWith('gate.')) : undefined;
  const shown = finished ?? (asked?.type === 'gate.asked' ? asked : started);
  const answer = inner.findLast(event => event.type === 'gate.answered');
  return {
    id: started.seq,
    at: started.at,
    text: finished && answer && !isFailure(finished) ? answer.text : shown.text,
    durationMs: finished ? finished.at - started.at : null,
    isWorking,
    isOpen: isWorking || isFailure(shown),
    inner,
    event: shown,
    ...(answer && finished ? markOf(isFailure(finished) ? finished : answer) : stageMark(shown, isWorking)),
  };
}

function stageMark(shown: EventEnvelope, isWorking: boolean): EventMark {
  return isWorking && shown.type === 'stage.started' ? { icon: 'running', tone: 'run' } : markOf(shown);
}

function eventRow(event: EventEnvelope): TimelineRow {
  const { seq: id, at, text } = event;
  return { id, at, text, durationMs: null, isWorking: false, isOpen: isFailure(event), inner: [], event, ...markOf(event) };
}

/** `stage.finished` carries where it was; `stage.started` is where it is. */
function isSamePass({ body: from }: EventEnvelope, { body }: EventEnvelope): boolean {
  const at = body['at'] as EventEnvelope['body'] | undefined;
  return at !== undefined && ['stage', 'visit', 'attempt', 'branch'].every(name => at[name] === from[name]);
}

/** A value without brackets and quotes, as a person would write it down. */
function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainText).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name} ${plainText(each)}`)
    .join(', ');
}
