import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A home of a test's own. Stations' and dependencies' names derive from its path. */
export function temporaryHome(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'andon-line-'));
}

/** Processes that are ending may still write while it goes. */
export function removeTree(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
