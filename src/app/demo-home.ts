import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const marker = 'demo-ended';
/** What the next demo may use again: earlier demos themselves, and dependencies that are installed by lockfile. */
const kept = new Set(['earlier', 'stations']);

/**
 * A demo begins on a clean board, but in the same home, where the dependencies are installed already. One that was cut
 * short is gone on with. One that ended is moved to `earlier/`, evidence and all: nothing is deleted.
 */
export async function openDemoHome(home: string): Promise<void> {
  await mkdir(home, { recursive: true });
  const endedAt = await readFile(join(home, marker), 'utf8').catch(() => null);
  if (endedAt === null) return;
  const folder = join(home, 'earlier', endedAt.trim());
  await mkdir(folder, { recursive: true });
  // The marker goes last, so that a move that is cut short is finished next time.
  const names = (await readdir(home)).filter(name => !kept.has(name) && name !== marker);
  for (const name of [...names, marker]) await rename(join(home, name), join(folder, name));
}

export async function markDemoEnded(home: string, at: number): Promise<void> {
  await writeFile(join(home, marker), new Date(at).toISOString().replace(/[:.]/g, '-'));
}
