import type { Readable } from 'node:stream';
import type { StationSource } from '../station/station-runtime.ts';

/** What is true of a repository, for the project doctor. `reason` says why nothing more is known. */
export type RepositoryFacts =
  | { readonly status: 'unreadable'; readonly reason: string }
  | {
      readonly status: 'readable';
      readonly isBare: boolean;
      readonly isShallow: boolean;
      readonly objectFormat: string;
      readonly hasCommits: boolean;
      /** Commit of the target branch; null when there is no such branch. */
      readonly target: string | null;
      readonly branches: readonly string[];
      /** Files that differ from the last commit, or are new; up to 1,000. */
      readonly uncommitted: readonly string[];
      /** Paths of submodules in the target branch. */
      readonly submodules: readonly string[];
      readonly fileCount: number;
    };

export type ChangeStatus = 'added' | 'modified' | 'deleted';
/** `added` and `removed` count lines; null for a binary file. */
export type FileChange = {
  readonly path: string;
  readonly status: ChangeStatus;
  readonly added: number | null;
  readonly removed: number | null;
};
/** `mode` is git's, six octal digits. */
export type TreeEntry = { readonly path: string; readonly mode: string; readonly oid: string };

export type WorkLimits = { readonly maxFiles: number; readonly maxBytes: number; readonly maxCommits: number };
export const defaultWorkLimits: WorkLimits = { maxFiles: 2_000, maxBytes: 50 * 1024 * 1024, maxCommits: 500 };

/** Runs one command in a throwaway station made from `source`, with `input` on its stdin. What it answers is a claim. */
export type Inspector = (request: InspectionRequest) => Promise<Inspection>;
export type InspectionRequest = {
  readonly source: StationSource;
  readonly argv: readonly string[];
  readonly input: Uint8Array;
  readonly maxBytes: number;
  readonly timeoutMs: number;
};
export type Inspection = {
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly isTruncated: boolean;
};

/** Work that an agent handed over as a git bundle, and what may be in it. */
export type TakeWork = {
  /** The commit that the station started from. */
  readonly base: string;
  readonly bundle: Readable;
  readonly inspect: Inspector;
  /** Globs of the files that may change, as in the packet's scope. */
  readonly allowedFiles: readonly string[];
  readonly limits: WorkLimits;
  /** Where the commit is kept: `runs/J-7.2/implement.1.1.0` becomes the ref `refs/andon/runs/J-7.2/implement.1.1.0`. */
  readonly keepAs: string;
  readonly message: string;
  readonly trailers: Readonly<Record<string, string>>;
  /** The date of the commit, milliseconds since 1970. */
  readonly at: number;
};

export type WorkProblem = { readonly path: string; readonly problem: string };
/** What an agent committed on the way. Only the last tree is taken; this is kept for the record. */
export type IntermediateCommit = { readonly commit: string; readonly paths: readonly string[] };
export type TakenWork =
  | { readonly status: 'unchanged' }
  | {
      readonly status: 'accepted';
      readonly commit: string;
      readonly tree: string;
      readonly files: readonly FileChange[];
      readonly intermediate: readonly IntermediateCommit[];
    }
  | { readonly status: 'refused'; readonly problems: readonly WorkProblem[] };

export type Rebased =
  | { readonly status: 'clean'; readonly commit: string }
  | { readonly status: 'conflicts'; readonly files: readonly string[] };

/** Files of one commit laid over another: a candidate's new tests on the base, say. `paths` are files, not folders. */
export type Overlay = { readonly onto: string; readonly from: string; readonly paths: readonly string[]; readonly at: number };

export type MergeRequest = {
  readonly job: string;
  readonly run: string;
  /** A commit of ours whose only parent is `expectedHead`. */
  readonly candidate: string;
  /** A branch name, without `refs/heads/`. */
  readonly target: string;
  readonly expectedHead: string;
  readonly message: string;
  /** Hash of the evidence bundle, `sha256:…`. */
  readonly evidence: string;
  readonly reviewer: string;
  readonly at: number;
};

/**
 * `merged`: the target branch is at (or past) our commit, whether this call did it or an earlier one of the same run.
 * `delivered`: the target is checked out and was left alone; our commit waits on `branch`, and `next` is the command that takes it.
 * `moved`: the target is at another commit than the one that was validated against; nothing was changed. Null: the branch is gone.
 */
export type MergeOutcome =
  | { readonly status: 'merged'; readonly commit: string }
  | {
      readonly status: 'delivered';
      readonly commit: string;
      readonly branch: string;
      readonly why: string;
      readonly next: string;
    }
  | { readonly status: 'moved'; readonly head: string | null };

/** Our own copy of a project's repository. Stations, diffs and merges are made from it; the engineer's is only read, and written by `merge`. */
export interface Mirror {
  /** Take over the branches as they are now in the engineer's repository. Throws `missing` when that repository is gone. */
  sync(): Promise<void>;
  /** The commit of a branch at the last `sync`, or null. */
  head(branch: string): Promise<string | null>;
  /** A regular file's bytes at a commit, or null; at most `maxBytes`, 10 MB unless told. */
  readFile(commit: string, path: string, maxBytes?: number): Promise<Buffer | null>;
  listFiles(commit: string): Promise<readonly TreeEntry[]>;
  /** The commit with its whole history as a git bundle; its refs are `HEAD` and `refs/heads/base`. */
  bundle(commit: string): Readable;
  /** Keep a commit for good under `refs/andon/NAME`. */
  keepRef(name: string, commit: string): Promise<void>;
  /** The commit kept under that name, or null. */
  keptRef(name: string): Promise<string | null>;
  takeWork(work: TakeWork): Promise<TakenWork>;
  /** A patch for people. No program of the repository's choice is run to make it. */
  diff(base: string, commit: string): Promise<string>;
  diffStat(base: string, commit: string): Promise<readonly FileChange[]>;
  /** Put the change of `candidate` (against its parent) onto another commit. */
  rebase(candidate: string, newHead: string, at: number): Promise<Rebased>;
  /** A commit like `onto` with the named files as they are in `from`. It has no ref: it is for checking only. */
  overlay(request: Overlay): Promise<string>;
  /** A hash of what changes, the same wherever the change is put; null when nothing changes. */
  patchId(base: string, commit: string): Promise<string | null>;
  merge(request: MergeRequest): Promise<MergeOutcome>;
}

export interface Delivery {
  /** Open the mirror of a repository, made on first use. `directory` is ours; `repository` is the engineer's. */
  openMirror(options: { readonly directory: string; readonly repository: string }): Promise<Mirror>;
  examine(repository: string, target: string): Promise<RepositoryFacts>;
}
