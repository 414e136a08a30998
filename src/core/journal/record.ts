import type { JobId, RunId } from '../../base/id.ts';
import type { Effect, Line, RunState } from '../line/model.ts';

export const dispositions = ['merged', 'delivered', 'no-op accepted', 'rejected', 'cancelled'] as const;
export type Disposition = (typeof dispositions)[number];

/** A packet in the queue. `notes` are the engineer's words for the next run. */
export type JobRecord = {
  readonly id: JobId;
  readonly number: number;
  readonly packet: string;
  readonly title: string;
  readonly project: string;
  readonly line: string;
  readonly kind: string;
  readonly status: 'intake' | 'queued' | 'active' | 'done';
  readonly disposition: Disposition | null;
  readonly notes: readonly string[];
  readonly createdAt: number;
  /** When it came to its present status. */
  readonly since: number;
  /** The last event that touched it. */
  readonly seq: number;
};

/** One pass of a job through a line. `closed` once its evidence is written and its stations are gone. */
export type RunRecord = {
  readonly id: RunId;
  readonly job: JobId;
  readonly number: number;
  readonly line: Line;
  readonly state: RunState;
  readonly version: number;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly closedAt: number | null;
};

/** What happened: `cause` is the seq of the event that led here. */
export type EventRecord = {
  readonly seq: number;
  readonly v: 1;
  readonly job: JobId | null;
  readonly run: RunId | null;
  readonly at: number;
  readonly actor: string;
  readonly cause: number | null;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
};

export type EffectRecord = {
  readonly id: number;
  readonly run: RunId;
  readonly effect: Effect;
  readonly due: number;
  readonly cause: number;
};

/** Something that a stage found out, for the stages behind it and for the evidence. `work` is the id of the attempt. */
export type FactRecord = {
  readonly id: number;
  readonly run: RunId;
  readonly work: string;
  readonly kind: string;
  readonly body: unknown;
  readonly at: number;
};

export type CordRecord = { readonly pulledAt: number; readonly by: string; readonly reason: string };

/** That we made this station: without such a record nothing is ever deleted. */
export type StationRecord = {
  readonly id: string;
  readonly run: RunId;
  readonly purpose: string;
  readonly createdAt: number;
  readonly removedAt: number | null;
};
