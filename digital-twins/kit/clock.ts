import { TwinError } from './twin-error.ts';

/** The time of one namespace, in ms since the epoch. */
export interface Clock {
  now(): number;
  iso(): string;
  /** Called once for every write, so that two writes never carry the same time on a standing clock. */
  tick(): void;
  advance(ms: number): void;
  set(time: number): void;
  /** Whether it moves only by writes and by hand. */
  isStanding(): boolean;
  save(): ClockState;
  load(state: ClockState): void;
}

/** `standing` is a virtual clock; `offset` is real time moved by so many ms. */
export type ClockState = { kind: 'standing'; at: number } | { kind: 'offset'; ms: number };

/** A clock that stands still at `start` and moves by writes and by hand, or real time when there is no start. */
export function createClock(start?: number): Clock {
  let state: ClockState = start === undefined ? { kind: 'offset', ms: 0 } : { kind: 'standing', at: start };
  const now = () => (state.kind === 'standing' ? state.at : Date.now() + state.ms);
  const shift = (ms: number) => {
    if (!Number.isSafeInteger(Math.trunc(now() + ms)) || Math.abs(now() + ms) > 8.64e15) {
      throw new TwinError(400, 'clock.range', 'the clock cannot be moved there');
    }
    state = state.kind === 'standing' ? { kind: 'standing', at: state.at + ms } : { kind: 'offset', ms: state.ms + ms };
  };
  return {
    now,
    iso: () => new Date(now()).toISOString(),
    tick: () => {
      if (state.kind === 'standing') shift(1);
    },
    advance: shift,
    set: time => shift(time - now()),
    isStanding: () => state.kind === 'standing',
    save: () => ({ ...state }),
    load: saved => {
      state = { ...saved };
    },
  };
}
