/** One reader of the output: how many bytes it has not been sent yet. */
export type FlowReader = { readonly lag: () => number };
export type Flow = {
  /** Look again: output came, or a reader moved on. */
  check(): void;
  /** Returns the function that takes the reader out again. */
  add(reader: FlowReader): () => void;
};

const highBytes = 512 * 1024;
const lowBytes = 128 * 1024;
const patienceMs = 10_000;

/**
 * Holds the process back while an attached reader cannot follow, so that it misses nothing; but not for ever: a
 * reader that stands still for ten seconds loses its say and will see a gap. With nobody attached output flows freely.
 */
export function createFlow(setHeldBack: (isHeldBack: boolean) => void): Flow {
  const readers = new Set<FlowReader>();
  let patience: NodeJS.Timeout | null = null;

  const release = (): void => {
    if (patience) clearTimeout(patience);
    patience = null;
    setHeldBack(false);
  };
  const giveUp = (): void => {
    for (const reader of [...readers]) if (reader.lag() > lowBytes) readers.delete(reader);
    release();
  };
  const check = (): void => {
    const worst = Math.max(0, ...[...readers].map(reader => reader.lag()));
    if (!patience && worst > highBytes) {
      patience = setTimeout(giveUp, patienceMs);
      setHeldBack(true);
    } else if (patience && worst < lowBytes) release();
  };
  return {
    check,
    add(reader) {
      readers.add(reader);
      return () => {
        readers.delete(reader);
        check();
      };
    },
  };
}
