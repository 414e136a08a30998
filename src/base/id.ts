/**
 * The ids of the factory. Each one is built from those above it, so that a station, a twin namespace or a picture
 * leads back to its job: `J-7` → `J-7.2` (second run) → `J-7.2/implement.1.1.0` (stage.visit.attempt.branch).
 */
export type JobId = string;
export type RunId = string;

/** One attempt at one stage: where it is in the line, and how often it was tried. */
export type WorkAt = { readonly stage: string; readonly visit: number; readonly attempt: number; readonly branch: number };

export function jobId(number: number): JobId {
  return `J-${number}`;
}

export function runId(job: JobId, number: number): RunId {
  return `${job}.${number}`;
}

export function jobOfRun(run: RunId): JobId {
  return run.slice(0, run.lastIndexOf('.'));
}

export function workId(run: RunId, at: WorkAt): string {
  return `${run}/${at.stage}.${at.visit}.${at.attempt}.${at.branch}`;
}

/** One replay of one scenario: the name of its twin namespace and the stem of its product's station. */
export type ReplayAt = { readonly scenario: string; readonly side: string; readonly repeat: number };

export function replayId(work: string, at: ReplayAt): string {
  return `${work}/${at.scenario}/${at.side}/${at.repeat}`;
}

/** An id as a name that Docker, git refs and file systems accept; reversible by the label that carries the id itself. */
export function slugOf(id: string): string {
  return id.toLowerCase().replace(/[^a-z0-9_.-]+/g, '-');
}
