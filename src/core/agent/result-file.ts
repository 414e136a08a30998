import { z } from 'zod';

/**
 * `result/1`: what an agent says about its own work when it is done, in `/station/out/result.json`.
 * Every field is the agent's claim; the host checks the work itself.
 */
export const ResultFile = z.object({
  schema: z.literal('result/1'),
  state: z.enum(['PR_READY', 'NO_OP', 'ESCALATE']),
  summary: z.string().max(20_000),
  changed: z.array(z.string().max(2_000)).max(500).default([]),
  assumed: z.array(z.string().max(2_000)).max(100).default([]),
  skipped: z.array(z.string().max(2_000)).max(100).default([]),
  uncertain: z.array(z.string().max(2_000)).max(100).default([]),
  rollback: z.string().max(2_000).default(''),
  question: z.object({ text: z.string().max(4_000), choices: z.array(z.string().max(200)).max(9) }).optional(),
});
export type ResultFile = z.infer<typeof ResultFile>;

export const resultFileName = 'result.json';
export const maxResultBytes = 256 * 1024;
