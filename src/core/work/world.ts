import type { WorkAt } from '../../base/id.ts';
import type { AgentAdapter } from '../agent/agent-adapter.ts';
import type { BlobStore } from '../evidence/blob-store.ts';
import type { Packet } from '../job/packet.ts';
import type { Journal, NewFact } from '../journal/journal.ts';
import type { JobRecord, RunRecord } from '../journal/record.ts';
import type { Outcome, Stage } from '../line/model.ts';
import type { Mirror } from '../project/delivery.ts';
import type { Factory, Project } from '../project/factory.ts';
import type { ScenarioLibrary } from '../scenario/library.ts';
import type { PictureDifference } from '../scenario/picture-difference.ts';
import type { ScenarioPlayer } from '../scenario/replay.ts';
import type { ServiceHandler, StationRuntime } from '../station/station-runtime.ts';
import type { Twins } from '../twin/twins.ts';

/** Everything outside that work at a stage may touch. Composed once, in the app. */
export type World = {
  readonly clock: () => number;
  readonly journal: Journal;
  readonly runtime: StationRuntime;
  readonly twins: Twins;
  readonly player: ScenarioPlayer;
  readonly comparePictures: (before: Uint8Array, after: Uint8Array) => Promise<PictureDifference>;
  readonly blobs: BlobStore;
  readonly factory: () => Promise<Factory>;
  readonly scenarios: () => Promise<ScenarioLibrary>;
  readonly mirrorOf: (project: Project) => Promise<Mirror>;
  readonly agents: Readonly<Record<string, AgentAdapter>>;
  readonly registry: ServiceHandler;
  /** Texts of the line's prompts, by the path after `@`. */
  readonly promptOf: (line: string, path: string) => Promise<string>;
  readonly pace: 'human' | 'fast';
  /** Where evidence bundles are written, one folder per run. */
  readonly evidenceDirectory: string;
  /** At most this many replays at a time, over all runs. */
  readonly replaySlots: Slots;
};

/** A bounded number of places. `use` waits for one, in order. */
export type Slots = { use<T>(work: () => Promise<T>): Promise<T> };

/** One attempt at one stage. `signal` aborts when the cord is pulled, the run is cancelled or the room closes: then nothing is reported. */
export type Work = {
  readonly world: World;
  readonly job: JobRecord;
  readonly run: RunRecord;
  readonly packet: Packet;
  readonly project: Project;
  readonly stage: Stage;
  readonly at: WorkAt;
  /** The attempt's id: stations, twin spaces and facts derive theirs from it. */
  readonly id: string;
  readonly signal: AbortSignal;
};

/** What came of it: the outcome that the engine routes on, and what was found out for the stages behind and for the evidence. */
export type WorkResult = { readonly outcome: Outcome; readonly facts: readonly NewFact[] };
export type Worker = (work: Work) => Promise<WorkResult>;
