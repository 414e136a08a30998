import type { HolderState } from './inside/held-station.ts';
import { readMessages } from './inside/message.ts';
import type { Mux } from './inside/mux.ts';
import { parseObject } from './station-answer.ts';
import type { StationState } from './station-runtime.ts';

export type EndedState = Extract<StationState, { status: 'ended' | 'lost' }>;

/** The holder's states, now and at each change, until the tunnel closes or the caller stops. */
export async function* watchHolder(mux: Mux, signal: AbortSignal): AsyncGenerator<HolderState> {
  const stream = mux.open('watch');
  const stop = (): void => void stream.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const { payload } of readMessages(stream)) yield holderState(parseObject(payload));
  } catch {
    // The tunnel broke or the caller stopped: both know.
  } finally {
    signal.removeEventListener('abort', stop);
    stream.destroy();
  }
}

const phases = ['empty', 'filled', 'started', 'ended'] as const;
const causes = ['exit', 'out-of-memory', 'disk-full', 'killed'] as const;

/** What came from inside, put into a shape that is ours. */
export function holderState(value: Readonly<Record<string, unknown>>): HolderState {
  const phase = phases.find(known => known === value['phase']) ?? 'empty';
  const exitCode = Number.isInteger(value['exitCode']) ? (value['exitCode'] as number) : null;
  return { phase, exitCode, cause: causes.find(known => known === value['cause']) ?? null };
}

/** Where the station stands right now, by its holder. */
export async function currentHolderState(mux: Mux): Promise<HolderState> {
  for await (const state of watchHolder(mux, new AbortController().signal)) return state;
  return holderState(await mux.ready);
}

/** Null when the tunnel broke or the caller stopped before the end. */
export async function waitForHolderEnd(mux: Mux, signal: AbortSignal): Promise<EndedState | null> {
  for await (const state of watchHolder(mux, signal)) if (state.phase === 'ended') return endedState(state);
  return null;
}

export function endedState(state: HolderState): EndedState {
  return { status: 'ended', exitCode: state.exitCode ?? 137, cause: state.cause ?? 'exit' };
}

/** The state of a station whose holder answers. */
export function liveState(state: HolderState): StationState {
  if (state.phase === 'ended') return endedState(state);
  return state.phase === 'started' ? { status: 'running' } : { status: 'starting' };
}
