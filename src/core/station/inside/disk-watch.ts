import { statfsSync } from 'node:fs';
import { exitOf, type RunOptions, spawnAs } from './run-as.ts';

const lookMs = 500;

/**
 * Calls `onFull` once when the agent's files pass `limitBytes`. Volumes have no size limit of their own; looking at
 * the file system's free space costs nothing, and only when that has shrunk by a sixteenth of the limit are the files
 * counted. Returns the stop.
 */
export function watchDisk(roots: readonly string[], limitBytes: number, options: RunOptions, onFull: () => void): () => void {
  let freeAtCount = free(options.cwd);
  let isCounting = false;
  const timer = setInterval(() => {
    const now = free(options.cwd);
    if (now > freeAtCount) freeAtCount = now;
    if (isCounting || freeAtCount - now < limitBytes / 16) return;
    isCounting = true;
    void countBytes(roots, options).then(used => {
      isCounting = false;
      // Files that cannot be counted, as at the pid limit, must not hide a disk that fills up.
      const isFull = used === null ? freeAtCount - now > limitBytes : used > limitBytes;
      if (used !== null) freeAtCount = now;
      if (!isFull) return;
      clearInterval(timer);
      onFull();
    });
  }, lookMs);
  timer.unref();
  return () => clearInterval(timer);
}

function free(path: string): number {
  const { bfree, bsize } = statfsSync(path);
  return bfree * bsize;
}

// Counted as the agent, since the holder may not look into its directories; those it closed are opened first.
const countScript = `find "$@" -xdev -type d ! -perm -500 -exec chmod u+rx {} + 2>/dev/null
du -skxc "$@" 2>/dev/null | tail -n 1`;

/** Null when they could not be counted. */
async function countBytes(roots: readonly string[], options: RunOptions): Promise<number | null> {
  const child = spawnAs(['sh', '-c', countScript, 'count', ...roots], options);
  let text = '';
  child.stdout.on('data', chunk => {
    text += chunk;
  });
  child.stdin.end();
  await exitOf(child);
  const kibibytes = Number.parseInt(text, 10);
  return Number.isNaN(kibibytes) ? null : kibibytes * 1024;
}
