import { z } from 'zod';
import { Empty, Timestamp } from './common.ts';
import { call } from './define.ts';

/** One answer that a gate takes. `blocked` says in words why it cannot be given now; null means it can. */
export const GateChoice = z.object({
  id: z.string(),
  label: z.string(),
  needsNote: z.boolean(),
  isPrimary: z.boolean(),
  blocked: z.string().nullable(),
});
export type GateChoice = z.infer<typeof GateChoice>;

/** A question to the engineer. `version` is the run's version that it was asked at; an answer must name the one it saw. */
export const Gate = z.object({
  id: z.string(),
  run: z.string(),
  job: z.string(),
  kind: z.enum(['review', 'no-op', 'question', 'failure']),
  text: z.string(),
  choices: z.array(GateChoice),
  version: z.number().int(),
  askedAt: Timestamp,
});
export type Gate = z.infer<typeof Gate>;

export const gateMethods = {
  'gate.list': call(Empty, z.array(Gate)),
  'gate.answer': call(
    z.strictObject({ gate: z.string(), choice: z.string(), note: z.string().max(20_000).default(''), version: z.number().int() }),
    z.object({ job: z.string(), run: z.string(), version: z.number().int() }),
  ),
} as const;
