import type { Window } from './wire.ts';

/** Counts what is on its way to a reader, so that a slow one holds up its own source and nothing else. */
export type Credit = {
  /** Resolves when more may be sent: at once below the high mark, after that when the low mark is reached. */
  ready(): Promise<void>;
  spend(count: number): void;
  /** False when more comes back than was sent: the far side lies. */
  give(count: number): boolean;
  /** Lets a waiting sender go, for good. */
  release(): void;
};

export function createCredit(window: Window): Credit {
  let outstanding = 0;
  let isReleased = false;
  let wake: (() => void) | null = null;
  const go = () => {
    wake?.();
    wake = null;
  };
  return {
    ready: async () => {
      if (isReleased || outstanding < window.high) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await promise;
    },
    spend: count => {
      outstanding += count;
    },
    give: count => {
      if (count > outstanding) return false;
      outstanding -= count;
      if (outstanding <= window.low) go();
      return true;
    },
    release: () => {
      isReleased = true;
      go();
    },
  };
}
