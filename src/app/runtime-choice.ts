import { join } from 'node:path';
import { createDockerRuntime, createLocalRuntime } from '../adapters/index.ts';
import { messageOf } from '../base/app-error.ts';
import type { StationRuntime } from '../core/station/station-runtime.ts';
import { engineFacts } from './docker-engine.ts';
import type { RoomConfig } from './room.ts';

type Log = (error: unknown, where: string) => void;

/** Docker where it answers, else plain processes that are called *not isolated* wherever they are shown. */
export async function chooseRuntime(
  { runtime, home, onProgress }: RoomConfig,
  factory: string,
  log: Log,
): Promise<StationRuntime> {
  const isDocker = runtime === 'docker' || (runtime === 'auto' && (await engineFacts()).status === 'up');
  if (isDocker) return createDockerRuntime({ home, onLog: line => log(line, 'docker') });
  if (runtime === 'auto') onProgress('Docker does not answer: stations run on this machine and are not isolated');
  return createLocalRuntime({ home, directory: join(home, 'stations'), hide: [home, factory] });
}

/** Whether stations can be made yet, and the getting there. */
export type Prepared = {
  state(): { readonly isReady: boolean; readonly detail: string };
  onChange(listener: () => void): () => void;
  stop(): Promise<void>;
};

/** Of a room that takes up no work. */
export const idleRuntime: Prepared = {
  state: () => ({ isReady: false, detail: 'No work is done here; `andon start` does it' }),
  onChange: () => () => {},
  stop: async () => {},
};

const retryMs = 10_000;

/** Prepare until it works: a daemon that is down now may be up in a minute. `onReady` runs once, before the state says ready. */
export function prepareRuntime(
  runtime: StationRuntime,
  onProgress: (message: string) => void,
  log: Log,
  onReady: () => Promise<void>,
): Prepared {
  const listeners = new Set<() => void>();
  const stop = new AbortController();
  let state = { isReady: false, detail: 'Preparing stations' };
  const say = (isReady: boolean, detail: string) => {
    state = { isReady, detail };
    if (!isReady) onProgress(detail);
    for (const listener of listeners) listener();
  };
  const attempt = async () => {
    await runtime.prepare(message => say(false, message));
    if (stop.signal.aborted) return;
    await onReady();
    say(true, 'Ready');
  };
  const done = untilDone(attempt, stop.signal, error => {
    log(error, 'preparing stations');
    say(false, messageOf(error));
  });
  return {
    state: () => state,
    onChange: listener => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: () => {
      stop.abort();
      return done;
    },
  };
}

async function untilDone(attempt: () => Promise<void>, signal: AbortSignal, onFailure: (error: unknown) => void): Promise<void> {
  while (!signal.aborted) {
    try {
      return await attempt();
    } catch (error) {
      if (!signal.aborted) onFailure(error);
    }
    await waited(retryMs, signal);
  }
}

function waited(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true });
  });
}
