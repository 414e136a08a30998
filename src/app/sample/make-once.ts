import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes a folder that is either not there or complete: `make` works in a folder beside it, which then takes its name.
 * Does nothing when the folder is there. Safe against a crash at any point, and against two processes at once.
 */
export async function makeOnce(directory: string, name: string, make: (folder: string) => Promise<void>): Promise<void> {
  const target = join(directory, name);
  if (existsSync(target)) return;
  await mkdir(directory, { recursive: true });
  await removeLeftovers(directory, name);
  const folder = join(directory, `${prefix(name)}${process.pid}-${randomBytes(6).toString('hex')}`);
  making.add(folder);
  try {
    await mkdir(folder);
    await make(folder);
    await rename(folder, target);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    // Somebody else was faster: what they made is as good as ours.
    if (!existsSync(target)) throw error;
  } finally {
    making.delete(folder);
  }
}

/** Folders that this process is at work in; one with its number that is not among them comes from an earlier process. */
const making = new Set<string>();

const prefix = (name: string) => `.making-${name}-`;

/** What a process left behind that was killed while it made this folder. */
async function removeLeftovers(directory: string, name: string): Promise<void> {
  for (const entry of await readdir(directory)) {
    if (!entry.startsWith(prefix(name))) continue;
    const pid = Number.parseInt(entry.slice(prefix(name).length), 10);
    const folder = join(directory, entry);
    const isAtWork = pid === process.pid ? making.has(folder) : isAlive(pid);
    if (!isAtWork) await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
