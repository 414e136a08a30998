import { readFileSync, writeFileSync } from 'node:fs';
import { watchDisk } from './disk-watch.ts';
import { endProcesses } from './end-processes.ts';
import { createFlow, type Flow } from './flow.ts';
import { createOutputLog, type OutputLog } from './output-log.ts';
import { type HeldProcess, holdProcess } from './process-holder.ts';
import type { RunOptions } from './run-as.ts';
import { environmentOf, type HolderSetting, type Places, placesOf } from './setting.ts';

/** How far a station has come, as the holder tells the host. */
export type HolderState = {
  readonly phase: 'empty' | 'filled' | 'started' | 'ended';
  readonly exitCode: number | null;
  readonly cause: 'exit' | 'out-of-memory' | 'disk-full' | 'killed' | null;
};
export type StartRequest = {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly tty: { readonly cols: number; readonly rows: number } | null;
};
export type TerminalSize = { readonly cols: number; readonly rows: number };

/** The station as its holder sees it: one process, its output, and where it stands. */
export type HeldStation = {
  readonly setting: HolderSetting;
  readonly places: Places;
  readonly log: OutputLog;
  readonly flow: Flow;
  state(): HolderState;
  size(): TerminalSize | null;
  setFilled(): void;
  start(request: StartRequest): Promise<void>;
  write(bytes: Buffer): void;
  resize(size: TerminalSize): void;
  /** How to run something else beside the process. */
  runOptions(cwd?: string): RunOptions;
  watch(onChange: () => void): () => void;
};

export function createHeldStation(setting: HolderSetting): HeldStation {
  const places = placesOf(setting);
  const log = createOutputLog();
  const watchers = new Set<() => void>();
  let state = readState(places.own);
  let held: HeldProcess | null = null;
  let size: TerminalSize | null = null;
  let env = environmentOf(setting, places);
  let isDiskFull = false;
  const flow = createFlow(isHeldBack => (isHeldBack ? held?.pause() : held?.resume()));
  const runOptions = (cwd: string = places.work): RunOptions => ({ identity: setting.identity, env, cwd });

  const become = (next: HolderState): void => {
    state = next;
    writeState(places.own, state);
    for (const watcher of [...watchers]) watcher();
  };
  const onEnded = (exitCode: number, killsBefore: number): void => {
    endProcesses(setting.identity, held?.pid ?? 0);
    if (setting.purpose === 'setup' && exitCode === 0 && setting.dependencies)
      writeFileSync(`${setting.dependencies.root}/.complete`, '');
    become({ phase: 'ended', exitCode, cause: causeOf(exitCode, isDiskFull, outOfMemoryKills() > killsBefore) });
  };

  return {
    setting,
    places,
    log,
    flow,
    state: () => state,
    size: () => size,
    setFilled: () => become({ phase: 'filled', exitCode: null, cause: null }),
    async start(request) {
      if (state.phase !== 'filled') throw new Error(`cannot start: ${state.phase}`);
      env = { ...env, ...request.env, PORT: String(setting.port) };
      size = request.tty;
      const killsBefore = outOfMemoryKills();
      const append = (bytes: Buffer): void => {
        log.append(bytes);
        flow.check();
      };
      held = await holdProcess({ argv: request.argv, tty: request.tty, ...runOptions() }, append);
      become({ phase: 'started', exitCode: null, cause: null });
      const roots = [places.work, places.out, places.home, places.tmp];
      const stopWatch = watchDisk(roots, setting.diskBytes, runOptions(), () => {
        isDiskFull = true;
        endProcesses(setting.identity, held?.pid ?? 0);
      });
      void held.ended.then(exitCode => {
        stopWatch();
        onEnded(exitCode, killsBefore);
      });
    },
    write: bytes => held?.write(bytes),
    resize(next) {
      if (!held?.canResize || state.phase !== 'started') return;
      held.resize(next.cols, next.rows);
      size = next;
      for (const watcher of [...watchers]) watcher();
    },
    runOptions,
    watch(onChange) {
      watchers.add(onChange);
      return () => void watchers.delete(onChange);
    },
  };
}

function causeOf(exitCode: number, isDiskFull: boolean, isOutOfMemory: boolean): HolderState['cause'] {
  if (isDiskFull) return 'disk-full';
  if (isOutOfMemory && exitCode !== 0) return 'out-of-memory';
  // A process that was killed from inside has brought it on itself: only what the host sees counts as killed.
  return 'exit';
}

/** Kept for the case that the holder itself ends; on a full disk the host must still hear of it now. */
function writeState(own: string, state: HolderState): void {
  try {
    writeFileSync(`${own}/state.json`, JSON.stringify(state), { mode: 0o600 });
  } catch (error) {
    console.error(error);
  }
}

/** A holder that starts again has lost its process: what was under way is over. */
function readState(own: string): HolderState {
  try {
    const state = JSON.parse(readFileSync(`${own}/state.json`, 'utf8')) as HolderState;
    return state.phase === 'started' ? { phase: 'ended', exitCode: 137, cause: 'killed' } : state;
  } catch {
    return { phase: 'empty', exitCode: null, cause: null };
  }
}

/** How often the kernel has ended a process of this container for its memory (cgroup v2, then v1). */
function outOfMemoryKills(): number {
  for (const file of ['/sys/fs/cgroup/memory.events', '/sys/fs/cgroup/memory/memory.oom_control']) {
    try {
      return Number(/^oom_kill (\d+)/m.exec(readFileSync(file, 'utf8'))?.[1] ?? 0);
    } catch {
      // Not this version of cgroups.
    }
  }
  return 0;
}
