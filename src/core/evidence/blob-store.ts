import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, messageOf } from '../../base/app-error.ts';

/** Bytes by their sha256 in hex. What is kept never changes; keeping the same bytes again costs nothing. */
export interface BlobStore {
  /** Durable once it resolves. Throws `exhausted` (`disk.full`) when there is no room. */
  keep(bytes: Uint8Array, type?: string): Promise<string>;
  /** Throws `missing` (`blob.missing`), or `internal` (`blob.damaged`) when the bytes are no longer what was kept. */
  read(hash: string): Promise<Uint8Array>;
  has(hash: string): Promise<boolean>;
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A content-addressed folder, two levels deep: `ab/cdef…`. The type is the reader's business: evidence says it for each blob. */
export function createBlobStore(directory: string): BlobStore {
  const pathOf = (hash: string) => join(directory, checked(hash).slice(0, 2), hash.slice(2));
  return {
    keep: async bytes => {
      const hash = sha256(bytes);
      if (!(await isThere(pathOf(hash)))) await writeDurably(pathOf(hash), bytes);
      return hash;
    },
    read: hash => readChecked(pathOf(hash), hash),
    has: hash => isThere(pathOf(hash)),
  };
}

/** Writes beside the file and renames, so that a crash leaves the old file or the new one, never half of one. */
export async function writeDurably(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeSynced(temporary, bytes);
    await rename(temporary, path);
    await syncDirectory(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw diskError(error);
  }
}

/** A full disk as one of ours; any other error as it is. */
export function diskError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new AppError('exhausted', 'disk.full', 'The disk is full: evidence could not be written.', {
    hint: 'Free some space (old runs and containers take most of it; `andon doctor` shows how much), then resume.',
    cause: error,
  });
}

async function writeSynced(path: string, bytes: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename itself durable. Windows cannot open folders, and needs no such thing. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  await handle.sync().finally(() => handle.close());
}

async function readChecked(path: string, hash: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch(cause => {
    throw new AppError('missing', 'blob.missing', `The bytes ${hash.slice(0, 12)}… cannot be read: ${messageOf(cause)}`, {
      cause,
    });
  });
  if (sha256(bytes) !== hash)
    throw new AppError('internal', 'blob.damaged', `The bytes kept as ${hash.slice(0, 12)}… have been changed on disk.`, {
      hint: 'Check the disk; this run must be done again.',
    });
  return bytes;
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

/** A hash comes from records too: it must not be able to name a path. */
function checked(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash))
    throw new AppError('invalid', 'blob.bad-hash', `Not the hash of a blob: ${hash.slice(0, 80)}`);
  return hash;
}
