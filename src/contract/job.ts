import { z } from 'zod';
import { Disposition, Empty, Money, Reason, StatusLine, TerminalState, Timestamp } from './common.ts';
import { call, stream } from './define.ts';
import { Gate } from './gate.ts';

/** The board's columns, by who must act. */
export const Column = z.enum(['intake', 'queued', 'running', 'needs-you', 'review', 'done']);
export type Column = z.infer<typeof Column>;

/** Where the newest run of a job stands in its line. */
export const RunGlance = z.object({
  id: z.string(),
  number: z.number().int(),
  stage: z.string(),
  /** From 0; `stageCount` is the number of steps of the stepper. */
  stageIndex: z.number().int(),
  stageCount: z.number().int(),
  visit: z.number().int(),
  startedAt: Timestamp,
  endedAt: Timestamp.nullable(),
  version: z.number().int(),
});

/** A job as the board shows it. */
export const JobCard = z.object({
  id: z.string(),
  title: z.string(),
  project: z.string(),
  line: z.string(),
  kind: z.string(),
  column: Column,
  status: StatusLine,
  run: RunGlance.nullable(),
  gate: Gate.nullable(),
  agent: z.string().nullable(),
  costUsd: Money,
  added: z.number().int(),
  removed: z.number().int(),
  /** Hash of the picture that shows the change, at Review. */
  thumbnail: z.string().nullable(),
  terminalState: TerminalState.nullable(),
  reason: Reason.nullable(),
  disposition: Disposition.nullable(),
  mergedAs: z.string().nullable(),
  isIsolated: z.boolean(),
  createdAt: Timestamp,
  /** When the card came to where it stands. */
  since: Timestamp,
});
export type JobCard = z.infer<typeof JobCard>;

export const ReadinessItem = z.object({ field: z.string(), problem: z.string(), fix: z.string(), blocks: z.boolean() });
export const Readiness = z.object({ isReady: z.boolean(), items: z.array(ReadinessItem) });
export type Readiness = z.infer<typeof Readiness>;

export const Acceptance = z.object({ id: z.string(), given: z.string(), when: z.string(), then: z.string() });
/** A field of the packet and what holds it: `enforcedBy` is null where Andon only records it. */
export const PacketField = z.object({ field: z.string(), value: z.string(), enforcedBy: z.string().nullable() });

export const JobDetail = z.object({
  card: JobCard,
  packetText: z.string(),
  goal: z.string(),
  acceptance: z.array(Acceptance),
  nonGoals: z.array(z.string()),
  fields: z.array(PacketField),
  readiness: Readiness,
  runs: z.array(
    z.object({
      id: z.string(),
      number: z.number().int(),
      terminalState: TerminalState.nullable(),
      reason: Reason.nullable(),
      startedAt: Timestamp,
      endedAt: Timestamp.nullable(),
    }),
  ),
});
export type JobDetail = z.infer<typeof JobDetail>;

export const jobMethods = {
  /** The whole board, and the `seq` from which `job.changes` goes on without a gap. */
  'job.list': call(Empty, z.object({ seq: z.number().int(), cards: z.array(JobCard) })),
  'job.changes': stream(z.strictObject({ after: z.number().int() }), z.object({ seq: z.number().int(), card: JobCard })),
  'job.get': call(z.strictObject({ job: z.string() }), JobDetail),
  /** Read a packet without keeping it: what is missing, in plain words. Throws `invalid` where it cannot be read at all. */
  'job.check': call(z.strictObject({ text: z.string().max(1_000_000) }), z.object({ title: z.string(), readiness: Readiness })),
  'job.add': call(z.strictObject({ text: z.string().max(1_000_000) }), JobCard),
  'job.start': call(z.strictObject({ job: z.string() }), JobCard),
  'job.cancel': call(z.strictObject({ job: z.string() }), JobCard),
} as const;
