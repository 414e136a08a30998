import { z } from 'zod';
import { Money, Reason, TerminalState, Timestamp } from './common.ts';
import { call, stream } from './define.ts';
import { Gate } from './gate.ts';

/** One step of the line as a run passed through it. */
export const StageGlance = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  status: z.enum(['to-come', 'working', 'asking', 'passed', 'failed', 'skipped', 'retrying']),
  visits: z.number().int(),
  maxVisits: z.number().int(),
  durationMs: z.number().nullable(),
  detail: z.string().nullable(),
});
export type StageGlance = z.infer<typeof StageGlance>;

export const EdgeGlance = z.object({ from: z.string(), to: z.string(), label: z.string() });

/** An event of the journal. `body` is for a person and differs by type; `cause` is the seq that led here. */
export const EventEnvelope = z.object({
  seq: z.number().int(),
  v: z.literal(1),
  job: z.string().nullable(),
  run: z.string().nullable(),
  at: Timestamp,
  actor: z.string(),
  cause: z.number().int().nullable(),
  type: z.string(),
  body: z.record(z.string(), z.unknown()),
  /** The event in one plain sentence. */
  text: z.string(),
});
export type EventEnvelope = z.infer<typeof EventEnvelope>;

export const RunDetail = z.object({
  id: z.string(),
  job: z.string(),
  number: z.number().int(),
  title: z.string(),
  project: z.string(),
  line: z.string(),
  status: z.enum(['running', 'waiting', 'paused', 'ended', 'cancelled']),
  version: z.number().int(),
  stages: z.array(StageGlance),
  edges: z.array(EdgeGlance),
  base: z.string().nullable(),
  candidate: z.string().nullable(),
  gate: Gate.nullable(),
  /** The agent's station, if one was started. */
  station: z.string().nullable(),
  agent: z.string().nullable(),
  costUsd: Money,
  added: z.number().int(),
  removed: z.number().int(),
  terminalState: TerminalState.nullable(),
  reason: Reason.nullable(),
  hasEvidence: z.boolean(),
  startedAt: Timestamp,
  endedAt: Timestamp.nullable(),
});
export type RunDetail = z.infer<typeof RunDetail>;

export const runMethods = {
  'run.get': call(z.strictObject({ run: z.string() }), RunDetail),
  /** All events, or one run's, from after `seq`; live. */
  'run.events': stream(z.strictObject({ after: z.number().int().default(0), run: z.string().optional() }), EventEnvelope),
} as const;
