import type { Duplex } from 'node:stream';
import type { TwinCall } from '../twin/twin-call.ts';
import type { Scenario } from './scenario.ts';

export const sides = ['base', 'base-again', 'candidate'] as const;
/** `base-again` is the control: two replays of the same commit show what differs by chance. */
export type Side = (typeof sides)[number];

/** What the browser adapter may ask of the run's twins while it judges expectations. */
export interface TwinView {
  journal(): Promise<readonly TwinCall[]>;
  state(): Promise<Readonly<Record<string, unknown>>>;
}

/** One replay of one scenario. `routes` is all that the browser can reach: host name → a new byte stream to it. */
export type ReplayRequest = {
  readonly scenario: Scenario;
  readonly side: Side;
  readonly repeat: number;
  readonly routes: Readonly<Record<string, () => Promise<Duplex>>>;
  readonly twins: TwinView;
  /** Keeps bytes by content and answers their sha256 in hex. */
  readonly keep: (bytes: Uint8Array, type: string) => Promise<string>;
};

export type StepRecord = {
  readonly index: number;
  readonly what: string;
  readonly status: 'passed' | 'failed' | 'not-reached';
  readonly error: string | null;
  readonly durationMs: number;
};
export type Picture = { readonly checkpoint: string; readonly blob: string; readonly width: number; readonly height: number };
export type ConsoleLine = { readonly level: string; readonly text: string };
export type NetworkLine = {
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  readonly error: string | null;
};

/** What one replay showed. `broken` names the step that could not be carried out: later expectations were then never evaluated. */
export type ReplayRecord = {
  readonly scenario: string;
  readonly side: Side;
  readonly repeat: number;
  /** Assertion id → held, did not hold; absent means never evaluated. */
  readonly assertions: Readonly<Record<string, boolean>>;
  readonly broken: { readonly step: number; readonly reason: string } | null;
  readonly steps: readonly StepRecord[];
  readonly pictures: readonly Picture[];
  readonly console: readonly ConsoleLine[];
  readonly network: readonly NetworkLine[];
  readonly calls: readonly TwinCall[];
  readonly durationMs: number;
};

/** Replays scenarios in a real browser. Throws `unavailable` when the browser itself fails: infrastructure, not the product. */
export interface ScenarioPlayer {
  replay(request: ReplayRequest, signal: AbortSignal): Promise<ReplayRecord>;
  close(): Promise<void>;
}

/** What the replays of one scenario prove. */
export type Verdict = {
  readonly verdict: 'proven' | 'unchanged' | 'refuted' | 'inconclusive' | 'invalid' | 'flaky';
  readonly reason: string;
};
