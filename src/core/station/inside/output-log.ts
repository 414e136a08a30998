/** The last bytes that a process wrote, each with its offset counted from the first one ever. */
export type OutputLog = {
  /** Offset of the next byte to come. */
  readonly end: () => number;
  append(bytes: Buffer): void;
  /** From `offset`, or from the oldest byte kept when that is gone; at most `maxBytes`. Null when nothing is there yet. */
  read(offset: number, maxBytes: number): { readonly offset: number; readonly bytes: Buffer } | null;
  /** Called after each change, until the returned function is called. */
  watch(onChange: () => void): () => void;
};

const mergeBytes = 4096;

/** Keeps at least the last `capacity` bytes in chunks, as they came. */
export function createOutputLog(capacity: number = 4 * 1024 * 1024): OutputLog {
  const chunks: { readonly offset: number; readonly bytes: Buffer }[] = [];
  const watchers = new Set<() => void>();
  let end = 0;

  return {
    end: () => end,
    append(bytes) {
      if (bytes.length === 0) return;
      const last = chunks.at(-1);
      // Byte-wise output must not cost a chunk per byte.
      if (last && last.bytes.length + bytes.length <= mergeBytes)
        chunks[chunks.length - 1] = { offset: last.offset, bytes: Buffer.concat([last.bytes, bytes]) };
      else chunks.push({ offset: end, bytes });
      end += bytes.length;
      while (chunks.length > 1 && chunks[1]!.offset <= end - capacity) chunks.shift();
      for (const watcher of watchers) watcher();
    },
    read(offset, maxBytes) {
      const chunk = chunks[indexAt(chunks, offset)];
      if (!chunk || offset >= end) return null;
      const start = Math.max(0, offset - chunk.offset);
      return { offset: chunk.offset + start, bytes: chunk.bytes.subarray(start, start + maxBytes) };
    },
    watch(onChange) {
      watchers.add(onChange);
      return () => void watchers.delete(onChange);
    },
  };
}

/** The chunk that holds `offset`, or the first one when it lies before. */
function indexAt(chunks: readonly { readonly offset: number }[], offset: number): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (chunks[middle]!.offset <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
