import { z } from 'zod';
import { sides } from '../scenario/replay.ts';
import { twinLabels } from '../twin/twin-call.ts';

/** Who a fact comes from. *host*: seen from outside. *verifier*: run by us in a sealed station. *agent*: a claim. *opinion*: a model's judgement. */
export const Provenance = z.enum(['host', 'verifier', 'agent', 'opinion']);
export type Provenance = z.infer<typeof Provenance>;

/** The sha256 of bytes that lie in the bundle, in hex. */
const Blob = z.string().regex(/^[0-9a-f]{64}$/);
/** Milliseconds since 1970. */
const Moment = z.number().int();
const Side = z.enum(sides);

const Call = z.strictObject({
  seq: z.number().int(),
  at: z.string(),
  twin: z.string(),
  method: z.string(),
  path: z.string(),
  operation: z.string().nullable(),
  body: z.unknown(),
  status: z.number().int(),
  isWrite: z.boolean(),
  /** Bundles from before the twins said so have none. */
  label: z.enum(twinLabels).optional(),
});
export type EvidenceCall = z.infer<typeof Call>;

/** A replay's record, as the player gave it. */
const Replay = z.strictObject({
  scenario: z.string(),
  side: Side,
  repeat: z.number().int(),
  assertions: z.record(z.string(), z.boolean()),
  broken: z.strictObject({ step: z.number().int(), reason: z.string() }).nullable(),
  steps: z.array(
    z.strictObject({
      index: z.number().int(),
      what: z.string(),
      status: z.enum(['passed', 'failed', 'not-reached']),
      error: z.string().nullable(),
      durationMs: z.number(),
    }),
  ),
  pictures: z.array(z.strictObject({ checkpoint: z.string(), blob: Blob, width: z.number().int(), height: z.number().int() })),
  console: z.array(z.strictObject({ level: z.string(), text: z.string() })),
  network: z.array(
    z.strictObject({ method: z.string(), url: z.string(), status: z.number().int().nullable(), error: z.string().nullable() }),
  ),
  calls: z.array(Call),
  durationMs: z.number(),
});
export type EvidenceReplay = z.infer<typeof Replay>;

const Region = z.strictObject({ number: z.number().int(), x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** One checkpoint before and after. `difference` is a transparent picture of what changed; `controlPixels` is what differs between two replays of base. */
const Comparison = z.strictObject({
  checkpoint: z.string(),
  before: Blob.nullable(),
  after: Blob.nullable(),
  difference: Blob.nullable(),
  width: z.number().int(),
  height: z.number().int(),
  sizeDiffers: z.boolean(),
  changedPixels: z.number().int(),
  changedShare: z.number(),
  regions: z.array(Region),
  controlPixels: z.number().int().nullable(),
});
export type EvidenceComparison = z.infer<typeof Comparison>;

const Scenario = z.strictObject({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['bug', 'change', 'regression']),
  isInPacket: z.boolean(),
  /** The sha256 of the scenario's file, so that the text that was judged can be told. */
  hash: z.string(),
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
  replays: z.array(Replay),
  comparisons: z.array(Comparison),
});
export type EvidenceScenario = z.infer<typeof Scenario>;

const Check = z.strictObject({
  name: z.string(),
  argv: z.array(z.string()),
  side: Side,
  /** What must come of it: `red` for new tests on the base. */
  expected: z.enum(['green', 'red']),
  exitCode: z.number().int(),
  output: Blob.nullable(),
  durationMs: z.number(),
  provenance: Provenance,
});
export type EvidenceCheck = z.infer<typeof Check>;

const Inventory = z.strictObject({ tests: z.number().int(), skipped: z.number().int(), assertions: z.number().int() });
const Tests = z.strictObject({
  /** Test files that the candidate adds or changes, with what they did on each side; null where they were not run. */
  newTests: z.array(
    z.strictObject({
      file: z.string(),
      onBase: z.enum(['red', 'green']).nullable(),
      onCandidate: z.enum(['red', 'green']).nullable(),
    }),
  ),
  before: Inventory.nullable(),
  after: Inventory.nullable(),
});

const Gate = z.strictObject({
  id: z.string(),
  title: z.string(),
  source: z.enum(['host', 'verifier', 'you', 'claim']),
  status: z.enum(['passed', 'failed', 'waived', 'waiting']),
  detail: z.string(),
  at: Moment.nullable(),
});
export type EvidenceGate = z.infer<typeof Gate>;

const Note = z.strictObject({ text: z.string(), provenance: Provenance });
export type EvidenceNote = z.infer<typeof Note>;

const DiffFile = z.strictObject({
  path: z.string(),
  status: z.enum(['added', 'modified', 'deleted']),
  added: z.number().int(),
  removed: z.number().int(),
});

const content = {
  schema: z.literal('evidence/1'),
  id: z.string(),
  createdAt: Moment,
  job: z.strictObject({ id: z.string(), title: z.string() }),
  run: z.string(),
  line: z.strictObject({ name: z.string(), hash: z.string() }),
  isolation: z.strictObject({ kind: z.string(), isIsolated: z.boolean() }),
  base: z.string(),
  candidate: z.string().nullable(),
  target: z.string(),
  /** The full text: the engineer reads it, no station does. */
  packet: z.string(),
  terminal: z.strictObject({
    state: z.enum(['PR_READY', 'NO_OP', 'ESCALATE', 'RETRYABLE_FAILURE']),
    reason: z.strictObject({ code: z.string(), text: z.string() }),
  }),
  plan: z.string().nullable(),
  diff: z.strictObject({ patch: Blob, files: z.array(DiffFile) }).nullable(),
  checks: z.array(Check),
  tests: Tests.nullable(),
  scenarios: z.array(Scenario),
  gates: z.array(Gate),
  findings: z.array(Note),
  /** What the agent says of its own work. Shown, never counted. */
  claims: z.strictObject({ state: z.string(), summary: z.string(), changed: z.array(z.string()) }).nullable(),
  assumptions: z.array(Note),
  skipped: z.array(Note),
  uncertain: z.array(Note),
  /** The smallest way back. */
  rollback: Note.nullable(),
  transcript: z.strictObject({ blob: Blob, agent: z.string() }).nullable(),
  cost: z.strictObject({ usd: z.number().nonnegative().nullable(), tokens: z.number().int().nonnegative().nullable() }),
  timeline: z.array(z.strictObject({ at: Moment, actor: z.string(), text: z.string() })),
};

/** Everything that a run found out, before it is bound into a bundle. */
export const EvidenceDraft = z.strictObject(content);
export type EvidenceDraft = z.infer<typeof EvidenceDraft>;

const BlobEntry = z.strictObject({ hash: Blob, type: z.string(), bytes: z.number().int(), name: z.string(), file: z.string() });
export type BlobEntry = z.infer<typeof BlobEntry>;

/** `evidence.json` of a bundle: the draft, and everything else that lies in the folder, by hash. */
export const Evidence = z.strictObject({
  ...content,
  blobs: z.array(BlobEntry),
  /** `index.html`, by hash and not by rendering it again: a later version of Andon may draw it otherwise. */
  page: z.strictObject({ sha256: Blob, bytes: z.number().int() }),
});
export type Evidence = z.infer<typeof Evidence>;
