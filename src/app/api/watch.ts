import type { Journal } from '../../core/journal/journal.ts';

/**
 * Items whenever the journal changes, from `after` on and without a gap: `read` gives what is newer than a seq.
 * Ends with the signal. Several changes between two reads become one read.
 */
export async function* follow<T>(
  journal: Journal,
  after: number,
  read: (after: number) => readonly { readonly seq: number; readonly item: T }[],
  signal: AbortSignal,
): AsyncIterable<T> {
  const bell = createBell(signal);
  const unlisten = journal.onChange(bell.ring);
  let seen = after;
  try {
    while (!signal.aborted) {
      const items = read(seen);
      for (const { seq, item } of items) {
        seen = Math.max(seen, seq);
        yield item;
      }
      if (items.length === 0) await bell.rung();
    }
  } finally {
    unlisten();
    bell.close();
  }
}

/** A bell that remembers that it was rung. */
export function createBell(signal: AbortSignal): { ring(): void; rung(): Promise<void>; close(): void } {
  let isRung = false;
  let wake = () => {};
  const ring = () => {
    isRung = true;
    wake();
  };
  signal.addEventListener('abort', ring, { once: true });
  return {
    ring,
    rung: async () => {
      const next = new Promise<void>(resolve => {
        wake = resolve;
      });
      if (!isRung) await next;
      isRung = false;
    },
    close: () => signal.removeEventListener('abort', ring),
  };
}
