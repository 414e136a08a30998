import type { Effect, Line, RunState } from '../line/model.ts';
import type { Disposition, EffectRecord, EventRecord, FactRecord, JobRecord, RunRecord, StationRecord } from './record.ts';

export type JobRow = {
  id: string;
  number: number;
  packet: string;
  title: string;
  project: string;
  line: string;
  kind: string;
  status: JobRecord['status'];
  disposition: Disposition | null;
  notes: string;
  created_at: number;
  since: number;
  seq: number;
};
export type RunRow = {
  id: string;
  job_id: string;
  number: number;
  line: string;
  state: string;
  version: number;
  created_at: number;
  ended_at: number | null;
  closed_at: number | null;
};
export type EventRow = {
  seq: number;
  job_id: string | null;
  run_id: string | null;
  at: number;
  actor: string;
  cause: number | null;
  type: string;
  body: string;
};
export type EffectRow = { id: number; run_id: string; body: string; due: number; cause: number };
export type FactRow = { id: number; run_id: string; work: string; kind: string; body: string; at: number };
export type StationRow = { id: string; run_id: string; purpose: string; created_at: number; removed_at: number | null };

export function jobOf({ created_at, notes, ...row }: JobRow): JobRecord {
  return { ...row, notes: JSON.parse(notes) as string[], createdAt: created_at };
}

export function runOf(row: RunRow): RunRecord {
  const { id, job_id: job, number, version, created_at: createdAt, ended_at: endedAt, closed_at: closedAt } = row;
  return {
    id,
    job,
    number,
    line: JSON.parse(row.line) as Line,
    state: JSON.parse(row.state) as RunState,
    version,
    createdAt,
    endedAt,
    closedAt,
  };
}

export function eventOf(row: EventRow): EventRecord {
  const { seq, job_id: job, run_id: run, at, actor, cause, type } = row;
  return { seq, v: 1, job, run, at, actor, cause, type, body: JSON.parse(row.body) as Record<string, unknown> };
}

export function stationOf(row: StationRow): StationRecord {
  return { id: row.id, run: row.run_id, purpose: row.purpose, createdAt: row.created_at, removedAt: row.removed_at };
}

export function effectOf({ run_id: run, body, ...row }: EffectRow): EffectRecord {
  return { id: row.id, run, effect: JSON.parse(body) as Effect, due: row.due, cause: row.cause };
}

export function factOf({ run_id: run, body, ...row }: FactRow): FactRecord {
  return { ...row, run, body: JSON.parse(body) as unknown };
}
