import type { Duplex, Readable } from 'node:stream';

/** What a station is for. It decides how hard it is sealed, where its files live and how long it is kept. */
export type StationPurpose = 'agent' | 'checks' | 'product' | 'setup' | 'inspect';

/**
 * Everything that a runtime needs to make a station, with no host path in it, so that a remote engine fits.
 * `id` is the idempotency key: asked twice for the same id, the runtime finds the station it made before.
 */
export type StationSpec = {
  readonly id: string;
  readonly purpose: StationPurpose;
  /** Labels beside the runtime's own, for finding stations again: `job`, `run`, `stage`. */
  readonly labels: Readonly<Record<string, string>>;
  /** The product's code as a git bundle and the commit to check out; none for a station that needs no code. */
  readonly source: StationSource | null;
  /** Installed dependencies by key, mounted read-only and linked into the workspace; a `setup` station fills the key instead. */
  readonly dependencies: DependencyMount | null;
  readonly process: StationProcess;
  /** Small files put beside the workspace under `/station/in` before the process starts: packet, prompt, recording. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Outward names that the tunnel offers inside as `http://NAME.localhost`. Any other address does not exist. */
  readonly services: readonly string[];
  readonly limits: StationLimits;
};

export type StationSource = { readonly commit: string; readonly bundle: () => Readable };
/** `path` is relative to the workspace, as a rule `node_modules`. */
export type DependencyMount = { readonly key: string; readonly path: string };
/** `tty` gives the process a terminal of `cols` × `rows`; the working directory is the workspace. */
export type StationProcess = {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly tty: { readonly cols: number; readonly rows: number } | null;
};
export type StationLimits = { readonly memoryMb: number; readonly cpus: number; readonly pids: number; readonly diskMb: number };

export const defaultLimits: StationLimits = { memoryMb: 1024, cpus: 2, pids: 512, diskMb: 2048 };

/** Answers one connection that something inside a station opened to a named service. */
export type ServiceHandler = (stream: Duplex) => void;

/** Where a station stands. `cause` of a failure is what the *host* saw, never what the station said. */
export type StationState =
  | { readonly status: 'starting' }
  | { readonly status: 'running' }
  | { readonly status: 'paused' }
  | { readonly status: 'ended'; readonly exitCode: number; readonly cause: 'exit' | 'out-of-memory' | 'disk-full' | 'killed' }
  | { readonly status: 'lost'; readonly cause: string };

export type StationInfo = {
  readonly id: string;
  readonly purpose: StationPurpose;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: StationState;
  readonly isIsolated: boolean;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly image: string | null;
  readonly limits: StationLimits;
};

/** A piece of terminal output. `offset` counts bytes from the station's first one; a gap means that older output was dropped. */
export type TerminalFrame =
  | { readonly type: 'output'; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly type: 'size'; readonly cols: number; readonly rows: number }
  | { readonly type: 'ended'; readonly exitCode: number };

export type Terminal = {
  /** From the offset asked for, live, until the process ends or the caller returns. */
  readonly frames: AsyncIterable<TerminalFrame>;
  write(bytes: Uint8Array): void;
  resize(cols: number, rows: number): void;
  close(): void;
};

/** What a runtime can do; the engine asks this and never the runtime's name. */
export type StationCapabilities = {
  readonly isIsolated: boolean;
  readonly hasLimits: boolean;
  readonly survivesRestart: boolean;
};

export type RuntimeEvent = {
  readonly at: number;
  readonly station: string;
  readonly type: 'started' | 'ended' | 'killed' | 'out-of-memory' | 'daemon-lost' | 'daemon-back';
};

/** A place where stations run: local Docker, a plain process, later a remote engine. One conformance suite judges them all. */
export interface StationRuntime {
  readonly name: string;
  readonly capabilities: StationCapabilities;
  /** Make sure that stations can be made at all (daemon up, image built), with progress for a person. Throws `unavailable` with a hint. */
  prepare(onProgress: (message: string) => void): Promise<void>;
  /**
   * Start the station, or find the one with this id, and join the tunnel to it. `services` answers what is opened inside.
   * Throws `unavailable` for infrastructure trouble (worth another try), `exhausted` for a full disk, `invalid` for a bad spec.
   */
  ensure(spec: StationSpec, services: Readonly<Record<string, ServiceHandler>>): Promise<StationInfo>;
  /** A byte stream to a TCP port inside, on 127.0.0.1. Throws `unavailable` when nothing listens there. */
  open(station: string, port: number): Promise<Duplex>;
  terminal(station: string, afterOffset: number): Promise<Terminal>;
  /** Resolves once the process has ended, however long ago. */
  ended(station: string, signal: AbortSignal): Promise<Extract<StationState, { status: 'ended' | 'lost' }>>;
  /** Everything committed or left lying in the workspace since `base`, as a git bundle with one ref, `HEAD`. The agent's claim. */
  collect(station: string, base: string): Promise<Readable>;
  /** One file that the process left under `/station/out`, or null; at most `maxBytes`. The agent's claim. */
  readOutput(station: string, name: string, maxBytes: number): Promise<Uint8Array | null>;
  /** Run one command in a running station as the unprivileged user; its output is capped at `maxBytes`. */
  exec(station: string, argv: readonly string[], options: ExecOptions): Promise<ExecResult>;
  /** Freeze and thaw every process of the station (the cord). */
  pause(station: string): Promise<void>;
  resume(station: string): Promise<void>;
  inspect(station: string): Promise<StationInfo | null>;
  list(): Promise<readonly StationInfo[]>;
  /** What happened to stations, as the host saw it, from the moment given (milliseconds). */
  events(after: number, signal: AbortSignal): AsyncIterable<RuntimeEvent>;
  /** Whether the dependencies of this key are installed and whole. */
  hasDependencies(key: string): Promise<boolean>;
  /** Stop and delete the station and its files. No error when it is gone already. Only ever touches what carries our label. */
  remove(station: string): Promise<void>;
  /** Let go of tunnels and watchers; stations go on by themselves where the runtime can do that. */
  close(): Promise<void>;
}

export type ExecOptions = { readonly maxBytes: number; readonly timeoutMs: number; readonly input?: Uint8Array };
export type ExecResult = {
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly isTruncated: boolean;
};
