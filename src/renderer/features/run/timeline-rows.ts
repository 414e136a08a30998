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

const working: EventMark = { icon: 'running', tone: 'run' };

/** A pass through a stage; for a gate, from its question to its answer. */
type Stage = { readonly started: EventEnvelope; readonly inner: EventEnvelope[]; finished: EventEnvelope | null };

/** A run's events as rows: one for each pass through a stage, and what belongs to no stage between them. */
export function timelineRows(events: readonly EventEnvelope[]): TimelineRow[] {
  const items: (Stage | EventEnvelope)[] = [];
  const open: Stage[] = [];
  for (const event of events) {
    if (begins.has(event.type)) begin(event, items, open);
    else if (ends.has(event.type)) end(event, items, open);
    else if (open.length > 0 && !event.type.startsWith('run.')) open.at(-1)!.inner.push(event);
    else items.push(event);
  }
  const isOver = events.some(event => event.type === 'run.ended' || event.type === 'run.cancelled');
  return items.map(item => ('started' in item ? stageRow(item, isOver) : eventRow(item)));
}

const begins = new Set(['stage.started', 'gate.asked']);
const ends = new Set(['stage.finished', 'gate.answered']);

function begin(started: EventEnvelope, items: (Stage | EventEnvelope)[], open: Stage[]): void {
  // A room that was started anew begins the work of a pass again; it is still the same pass.
  const again = open.find(each => isSamePass(each.started, started.body));
  if (again) return void again.inner.push(started);
  const stage: Stage = { started, inner: [], finished: null };
  open.push(stage);
  items.push(stage);
}

function end(event: EventEnvelope, items: (Stage | EventEnvelope)[], open: Stage[]): void {
  const at = open.findIndex(each => isSamePass(each.started, event.body['at']));
  if (at < 0) return void items.push(event);
  open[at]!.finished = event;
  open.splice(at, 1);
}

/** The things in an event's body, as lines of name and text. */
export function bodyLines(event: EventEnvelope): { readonly name: string; readonly text: string }[] {
  return Object.entries(event.body)
    .filter(([, value]) => value !== null && value !== '' && value !== undefined)
    .map(([name, value]) => ({ name, text: plainText(value) }));
}

function stageRow({ started, inner, finished }: Stage, isOver: boolean): TimelineRow {
  const isWorking = finished === null && !isOver;
  const shown = finished ?? started;
  return {
    id: started.seq,
    at: started.at,
    text: shown.text,
    durationMs: finished ? finished.at - started.at : null,
    isWorking,
    isOpen: (isWorking && inner.length > 0) || isFailure(shown),
    inner,
    event: shown,
    ...(isWorking && shown.type === 'stage.started' ? working : markOf(shown)),
  };
}

function eventRow(event: EventEnvelope): TimelineRow {
  const { seq: id, at, text } = event;
  return { id, at, text, durationMs: null, isWorking: false, isOpen: isFailure(event), inner: [], event, ...markOf(event) };
}

/** What ends a pass carries where it was; what begins one is where it is, and a gate has no attempts. */
function isSamePass({ type, body: from }: EventEnvelope, other: unknown): boolean {
  const at = other as EventEnvelope['body'] | undefined;
  const names = type === 'gate.asked' ? ['stage', 'visit'] : ['stage', 'visit', 'attempt', 'branch'];
  return at !== undefined && names.every(name => at[name] === from[name]);
}

/** A value without brackets and quotes, as a person would write it down. */
function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainText).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name} ${plainText(each)}`)
    .join(', ');
}
