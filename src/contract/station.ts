import { z } from 'zod';
import { Empty, Timestamp } from './common.ts';
import { bytes, call } from './define.ts';

export const StationView = z.object({
  id: z.string(),
  job: z.string().nullable(),
  run: z.string().nullable(),
  stage: z.string().nullable(),
  purpose: z.enum(['agent', 'checks', 'product', 'setup', 'inspect']),
  status: z.enum(['starting', 'running', 'paused', 'ended', 'lost']),
  cause: z.string().nullable(),
  isIsolated: z.boolean(),
  runtime: z.string(),
  startedAt: Timestamp,
  image: z.string().nullable(),
  limits: z.object({ memoryMb: z.number(), cpus: z.number(), pids: z.number(), diskMb: z.number() }),
  /** Nothing in the journal asks for it: shown, and removed only by the engineer. */
  isOrphan: z.boolean(),
});
export type StationView = z.infer<typeof StationView>;

export const stationMethods = {
  'station.list': call(Empty, z.array(StationView)),
  'station.inspect': call(z.strictObject({ station: z.string() }), StationView),
  /** Terminal frames from a byte offset, live; see terminal-frame.ts for their form. */
  'station.terminal': bytes(z.strictObject({ station: z.string(), after: z.number().int().default(0) })),
  'station.write': call(z.strictObject({ station: z.string(), data: z.string().max(65_536) }), Empty),
  'station.resize': call(
    z.strictObject({ station: z.string(), cols: z.number().int().min(2).max(500), rows: z.number().int().min(2).max(300) }),
    Empty,
  ),
  'station.remove': call(z.strictObject({ station: z.string() }), Empty),
} as const;
