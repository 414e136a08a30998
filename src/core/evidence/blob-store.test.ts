import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBlobStore, diskError, sha256 } from './blob-store.ts';

describe('the blob store', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'andon-blobs-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('keeps bytes by content, once, and leaves nothing half-written', async () => {
    const store = createBlobStore(directory);
    const bytes = Buffer.from('picture');
    const hashes = await Promise.all(Array.from({ length: 5 }, () => store.keep(bytes, 'image/png')));
    expect(new Set(hashes)).toEqual(new Set([sha256(bytes)]));
    const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile());
    expect(files.map(file => file.name)).toEqual([sha256(bytes).slice(2)]);
    expect(Buffer.from(await store.read(hashes[0]!)).toString()).toBe('picture');
    expect(await store.has(hashes[0]!)).toBe(true);
    expect(await store.has('0'.repeat(64))).toBe(false);
  });

  it('says when bytes are missing or were changed on disk', async () => {
    const store = createBlobStore(directory);
    const hash = await store.keep(Buffer.from('picture'));
    await writeFile(join(directory, hash.slice(0, 2), hash.slice(2)), 'pictuer');
    await expect(store.read(hash)).rejects.toMatchObject({ code: 'blob.damaged' });
    await expect(store.read('0'.repeat(64))).rejects.toMatchObject({ kind: 'missing' });
  });

  it('takes no hash that could be a path', async () => {
    const store = createBlobStore(directory);
    for (const hash of ['../../etc/passwd', '', 'a'.repeat(63), `${'a'.repeat(63)}/`]) {
      await expect(async () => store.read(hash)).rejects.toMatchObject({ code: 'blob.bad-hash' });
    }
  });

  it('tells a full disk with what to do about it', () => {
    const full = diskError(Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' }));
    expect(full).toMatchObject({ kind: 'exhausted', code: 'disk.full', hint: expect.stringContaining('Free some space') });
    const other = new Error('other');
    expect(diskError(other)).toBe(other);
  });
});
