import { z } from 'zod';
import { Empty, Money, Timestamp } from './common.ts';
import { call, stream } from './define.ts';

/** The cord: while it is pulled nothing works, nothing spends, nothing is merged. */
export const Cord = z.object({ pulledAt: Timestamp, by: z.string(), reason: z.string() });

export const RoomState = z.object({
  version: z.string(),
  factory: z.string(),
  directory: z.string(),
  home: z.string(),
  runtime: z.object({ name: z.string(), isIsolated: z.boolean(), detail: z.string(), isReady: z.boolean() }),
  cord: Cord.nullable(),
  spentTodayUsd: Money,
  parallel: z.object({ running: z.number().int(), limit: z.number().int() }),
});
export type RoomState = z.infer<typeof RoomState>;

export const DoctorCheck = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(['ok', 'warning', 'failed']),
  detail: z.string(),
  /** The one command that mends it; `canFix` says that `doctor --fix` does it by itself. */
  fix: z.string().nullable(),
  canFix: z.boolean(),
});
export type DoctorCheck = z.infer<typeof DoctorCheck>;

export const ProjectView = z.object({
  name: z.string(),
  repository: z.string(),
  target: z.string(),
  head: z.string().nullable(),
  problems: z.array(z.string()),
});
export type ProjectView = z.infer<typeof ProjectView>;
export const ScenarioGlance = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  project: z.string(),
  steps: z.number().int(),
  assertions: z.number().int(),
});
export const LineView = z.object({
  name: z.string(),
  goal: z.string(),
  dot: z.string(),
  stages: z.array(z.object({ id: z.string(), title: z.string(), kind: z.string() })),
  edges: z.array(z.object({ from: z.string(), to: z.string(), label: z.string() })),
  warnings: z.array(z.string()),
});
export type LineView = z.infer<typeof LineView>;

export const roomMethods = {
  /** The room's state now and after every change of it. */
  'room.watch': stream(Empty, RoomState),
  'room.doctor': call(Empty, z.array(DoctorCheck)),
  'cord.pull': call(z.strictObject({ reason: z.string().max(2_000).default('') }), RoomState),
  'cord.release': call(Empty, RoomState),
  'project.list': call(Empty, z.array(ProjectView)),
  'scenario.list': call(
    Empty,
    z.object({ scenarios: z.array(ScenarioGlance), problems: z.array(z.object({ file: z.string(), problem: z.string() })) }),
  ),
  'line.list': call(Empty, z.array(LineView)),
} as const;
