import { z } from 'zod';
import { Money, Reason, TerminalState, Timestamp } from './common.ts';
import { bytes, call } from './define.ts';

const Region = z.object({ number: z.number().int(), x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** One checkpoint before and after. Pictures are hashes for `evidence.blob`. */
export const PicturePair = z.object({
  checkpoint: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  difference: z.string().nullable(),
  width: z.number(),
  height: z.number(),
  changedPixels: z.number(),
  changedShare: z.number(),
  /** Pixels that differ between two replays of base: what changes by chance. */
  controlPixels: z.number().nullable(),
  regions: z.array(Region),
});
export type PicturePair = z.infer<typeof PicturePair>;

export const TwinCallView = z.object({
  at: z.string(),
  twin: z.string(),
  what: z.string(),
  status: z.number(),
  isWrite: z.boolean(),
  mark: z.enum(['same', 'missing', 'added']),
});
export type TwinCallView = z.infer<typeof TwinCallView>;

export const ScenarioView = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  verdict: z.enum([
    'proven',
    'refuted',
    'unchanged',
    'flaky',
    'inconclusive',
    'invalid',
    'not-run',
    'reproduced',
    'not-reproduced',
    'unclear',
  ]),
  reason: z.string(),
  isInPacket: z.boolean(),
  assertions: z.array(z.object({ id: z.string(), base: z.boolean().nullable(), candidate: z.boolean().nullable() })),
  pairs: z.array(PicturePair),
  journal: z.object({ before: z.array(TwinCallView), after: z.array(TwinCallView) }),
  /** What the twins' answers rest on at their weakest, in words; null when no twin was called. */
  footing: z.string().nullable(),
  network: z.object({ before: z.array(z.string()), after: z.array(z.string()) }),
  console: z.object({ before: z.array(z.string()), after: z.array(z.string()) }),
});
export type ScenarioView = z.infer<typeof ScenarioView>;

export const CheckRow = z.object({
  id: z.string(),
  title: z.string(),
  source: z.enum(['host', 'verifier', 'you', 'claim']),
  status: z.enum(['passed', 'failed', 'waived', 'waiting']),
  detail: z.string(),
  at: Timestamp.nullable(),
});
export type CheckRow = z.infer<typeof CheckRow>;

export const DiffFile = z.object({
  path: z.string(),
  status: z.enum(['added', 'modified', 'deleted']),
  added: z.number().int(),
  removed: z.number().int(),
  patch: z.string(),
});
export type DiffFile = z.infer<typeof DiffFile>;

/** What a run hands back, as the review page shows it. */
export const EvidenceView = z.object({
  run: z.string(),
  job: z.string(),
  title: z.string(),
  hash: z.string(),
  directory: z.string(),
  createdAt: Timestamp,
  isIsolated: z.boolean(),
  isolation: z.string(),
  base: z.string(),
  candidate: z.string().nullable(),
  target: z.string(),
  terminalState: TerminalState,
  reason: Reason,
  scenarios: z.array(ScenarioView),
  checks: z.array(CheckRow),
  files: z.array(DiffFile),
  claims: z.array(z.string()),
  summary: z.string().nullable(),
  assumed: z.array(z.string()),
  skipped: z.array(z.string()),
  uncertain: z.array(z.string()),
  rollback: z.string(),
  costUsd: Money,
});
export type EvidenceView = z.infer<typeof EvidenceView>;

export const evidenceMethods = {
  'evidence.get': call(z.strictObject({ run: z.string() }), EvidenceView),
  /** Whether the bundle is as it was written: by itself, by the journal and, once it is merged, by the merge commit. */
  'evidence.verify': call(
    z.strictObject({ run: z.string() }),
    z.object({
      ok: z.boolean(),
      hash: z.string(),
      problems: z.array(z.object({ file: z.string(), problem: z.string() })),
      comparedWith: z.array(z.enum(['hash', 'journal', 'merge'])),
    }),
  ),
  /** One picture or text of a bundle, by hash. */
  'evidence.blob': bytes(z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/) })),
} as const;
