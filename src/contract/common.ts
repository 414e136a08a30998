import { z } from 'zod';

/** Milliseconds since 1970. */
export const Timestamp = z.number().int();
/** US dollars; null means that the price is unknown, which is never shown as 0. */
export const Money = z.number().nonnegative().nullable();
export const Empty = z.strictObject({});

/** The six tones of a state: what needs a person is `ask` and nothing else is. */
export const Tone = z.enum(['run', 'ask', 'pass', 'fail', 'flaky', 'idle']);
export type Tone = z.infer<typeof Tone>;

/** The marks of the state vocabulary; each has an outline of its own, so that colour is never the only sign. */
export const Mark = z.enum([
  'draft',
  'queued',
  'running',
  'ask',
  'passed',
  'failed',
  'flaky',
  'unchanged',
  'no-op',
  'stalled',
  'escalated',
  'paused',
  'review',
  'merged',
  'rejected',
  'cancelled',
]);
export type Mark = z.infer<typeof Mark>;

/** A state as it is shown: mark, word, colour, and a remark at the far end. */
export const StatusLine = z.object({ tone: Tone, mark: Mark, text: z.string(), aside: z.string().nullable() });
export type StatusLine = z.infer<typeof StatusLine>;

export const TerminalState = z.enum(['PR_READY', 'NO_OP', 'ESCALATE', 'RETRYABLE_FAILURE']);
export type TerminalState = z.infer<typeof TerminalState>;

export const Disposition = z.enum(['merged', 'delivered', 'no-op accepted', 'rejected', 'cancelled']);
export type Disposition = z.infer<typeof Disposition>;

/** Why a run ended: a stable dotted code and a sentence. */
export const Reason = z.object({ code: z.string(), text: z.string() });
export type Reason = z.infer<typeof Reason>;
