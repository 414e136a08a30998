import type { ResultFile } from '../agent/result-file.ts';
import type { Journal, NewFact } from '../journal/journal.ts';
import type { PictureDifference } from '../scenario/picture-difference.ts';
import type { ReplayRecord } from '../scenario/replay.ts';

/**
 * What stages find out, by kind. A later fact of the same kind (and, where it has one, the same scenario) stands in for
 * an earlier one; all of them are kept.
 */
export type FactBodies = {
  /** Where the work stands: commits of the mirror. */
  readonly base: { readonly commit: string; readonly target: string; readonly dependencies: string | null };
  readonly classified: { readonly kind: string; readonly risk: string };
  /** A question for the engineer, and the answers on offer. */
  readonly question: {
    readonly text: string;
    readonly choices: readonly { readonly id: string; readonly label: string }[];
    readonly from: 'packet' | 'agent';
  };
  /** One replay. `tree` and `scenarioHash` say what of; replays of the same tree may serve as the base of another run. */
  readonly replay: {
    readonly record: ReplayRecord;
    readonly commit: string;
    readonly tree: string;
    readonly scenarioHash: string;
  };
  readonly reproduced: {
    readonly scenarios: readonly {
      readonly id: string;
      readonly result: 'reproduced' | 'not-reproduced' | 'unclear';
      readonly reason: string;
    }[];
  };
  readonly claim: ResultFile;
  readonly candidate: CandidateFact;
  readonly check: CheckFact;
  readonly tests: TestsFact;
  readonly comparison: ComparisonFact;
  readonly verdict: {
    readonly scenario: string;
    readonly isInPacket: boolean;
    readonly verdict: string;
    readonly reason: string;
  };
  readonly finding: { readonly text: string; readonly forAgent: string };
  readonly transcript: { readonly blob: string; readonly bytes: number; readonly agent: string };
  readonly bundle: { readonly hash: string; readonly directory: string; readonly patchId: string | null };
  readonly delivery: {
    readonly status: 'merged' | 'delivered';
    readonly commit: string;
    readonly branch: string;
    readonly next: string | null;
  };
};

export type CandidateFact = {
  readonly commit: string;
  readonly base: string;
  readonly patchId: string;
  readonly files: readonly { readonly path: string; readonly status: string; readonly added: number; readonly removed: number }[];
};
export type CheckFact = {
  readonly name: string;
  readonly side: 'base' | 'candidate';
  /** What must come of it: `red` for new tests on the base. */
  readonly expected: 'green' | 'red';
  readonly exitCode: number;
  readonly blob: string;
  readonly durationMs: number;
};
export type TestsFact = { readonly files: readonly string[]; readonly before: TestInventory; readonly after: TestInventory };
export type TestInventory = { readonly tests: number; readonly skipped: number; readonly assertions: number };
export type ComparisonFact = {
  readonly scenario: string;
  readonly checkpoint: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly difference: Omit<PictureDifference, 'image'> & { readonly blob: string | null };
  readonly controlPixels: number | null;
};

export type FactKind = keyof FactBodies;

/** A fact, typed by its kind. */
export function fact<K extends FactKind>(work: string, kind: K, body: FactBodies[K]): NewFact {
  return { work, kind, body };
}

/** The newest fact of a kind in a run, or null. */
export function lastFact<K extends FactKind>(journal: Journal, run: string, kind: K): FactBodies[K] | null {
  return (journal.lastFact(run, kind)?.body ?? null) as FactBodies[K] | null;
}

/** All facts of a kind in a run, oldest first; with `work`, only those of one attempt. */
export function factsOf<K extends FactKind>(journal: Journal, run: string, kind: K, work?: string): readonly FactBodies[K][] {
  const all = journal.facts(run).filter(one => one.kind === kind && (work === undefined || one.work === work));
  return all.map(one => one.body as FactBodies[K]);
}
