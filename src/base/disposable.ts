/** Undoes what was set up. Calling it twice does no harm. */
export type Dispose = () => void;

/** Collects disposers where the things are made; `dispose` runs them newest first and forgets them. */
export function createDisposables(): { add(dispose: Dispose): void; dispose(): void } {
  let all: Dispose[] = [];
  return {
    add: dispose => void all.push(dispose),
    dispose: () => {
      const now = all.reverse();
      all = [];
      for (const dispose of now) dispose();
    },
  };
}
