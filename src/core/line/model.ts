import type { WorkAt } from '../../base/id.ts';

/** Why a stage failed. A short list, because edges route on it: `infra` only where the host itself saw the trouble. */
export const failureClasses = ['infra', 'defect', 'budget', 'setup', 'cancelled'] as const;
export type FailureClass = (typeof failureClasses)[number];

export const terminalStates = ['PR_READY', 'NO_OP', 'ESCALATE', 'RETRYABLE_FAILURE'] as const;
export type TerminalState = (typeof terminalStates)[number];

/** Dotted and stable (`scenario.not-reproduced`), with a sentence for a person. */
export type Reason = { readonly code: string; readonly text: string };

/**
 * What the engine does at a stage. `work` is carried out by the foreman and `ask` by a person;
 * `fork` and `join` open and close parallel branches; `route` passes on the outcome it was reached with.
 */
export type StageRole = 'start' | 'exit' | 'work' | 'ask' | 'route' | 'fork' | 'join';

/** The kinds of stage in a line, as `type=` names them. */
export const stageKinds = ['agent', 'command', 'scenario', 'twins', 'gate', 'route', 'line'] as const;
export type StageKind = (typeof stageKinds)[number];

export type Stage = {
  readonly id: string;
  readonly title: string;
  readonly role: StageRole;
  readonly kind: StageKind | null;
  /** Kind-specific settings as the line has them: `step`, `command`, `prompt`, `side`, … */
  readonly settings: Readonly<Record<string, string>>;
  /** Tries of one visit when the trouble is `infra`, the first included. */
  readonly maxAttempts: number;
  readonly retryDelayMs: number;
  readonly maxVisits: number;
  /** The exit may be taken only once this stage was reached and passed. */
  readonly isGoal: boolean;
  readonly retryTarget: string | null;
  /** How a run ends that reaches this exit. */
  readonly terminal: TerminalState | null;
};

export type Edge = {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly condition: string;
  readonly weight: number;
  readonly freeform: boolean;
  /** The id of this answer at a gate; from the label where it is not given. */
  readonly choice: string;
};

/** A product line as the engine runs it. Pinned to the run, so that an update of the app changes no run in flight. */
export type Line = {
  readonly name: string;
  readonly goal: string;
  readonly engine: 1;
  readonly start: string;
  readonly stages: Readonly<Record<string, Stage>>;
  readonly edges: readonly Edge[];
};

/** `status` is open: a stage may report `not_reproduced` and edges may match it; only `success` and `fail` mean something to the engine. */
export type Outcome = {
  readonly status: string;
  readonly failure?: FailureClass;
  /** The edge label that the stage would like to leave by. */
  readonly label?: string;
  readonly reason?: Reason;
  readonly context?: Readonly<Record<string, string>>;
};

/** Where the run stands, once: parallel branches are several tokens. `branch` is 0 outside any fork. */
export type Token = {
  readonly branch: number;
  readonly stage: string;
  readonly visit: number;
  readonly attempt: number;
  readonly status: 'working' | 'asking' | 'joined';
  /** The fork that made this branch, and the branch that it came from; null outside. */
  readonly fork: { readonly stage: string; readonly from: number } | null;
};

export type RunEnd = { readonly state: TerminalState; readonly reason: Reason };

export type RunState = {
  readonly status: 'running' | 'ended' | 'cancelled';
  readonly isPaused: boolean;
  readonly tokens: readonly Token[];
  readonly nextBranch: number;
  readonly visits: Readonly<Record<string, number>>;
  /** Last outcome of each stage. Kept, since goals must hold across a restart. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly context: Readonly<Record<string, string>>;
  readonly end: RunEnd | null;
};

export type RunEvent =
  | { readonly type: 'run.started' }
  | { readonly type: 'stage.finished'; readonly at: WorkAt; readonly outcome: Outcome }
  | { readonly type: 'gate.answered'; readonly at: WorkAt; readonly choice: string; readonly note: string }
  | { readonly type: 'run.paused' }
  | { readonly type: 'run.resumed' }
  | { readonly type: 'run.cancelled' };

/**
 * What the world must do next, written in the same transaction as the state that asked for it.
 * `work` is an *ensure* by its id; `ask` is an *outbox* entry by its gate id; `close` is an *ensure* by the run's id.
 */
export type Effect =
  | { readonly type: 'work'; readonly at: WorkAt; readonly delayMs: number }
  | { readonly type: 'ask'; readonly at: WorkAt; readonly choices: readonly GateChoice[] }
  | { readonly type: 'close' };

/** An answer that a gate takes: one per edge. `freeform` wants words as well. */
export type GateChoice = { readonly id: string; readonly label: string; readonly freeform: boolean };
