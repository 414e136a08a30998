import { appendFile, cp, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from './blob-store.ts';
import { readBundle, writeBundle } from './bundle.ts';
import { canonicalJson } from './canonical-json.ts';
import { evidenceExample } from './evidence.fixture.ts';
import type { Evidence } from './evidence.ts';
import { verifyBundle } from './verify.ts';

const { draft, blobs } = evidenceExample();
const readBlob = async (hash: string) => blobs.get(hash)!;

describe('an evidence bundle', () => {
  let home: string;
  let directory: string;
  let hash: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'andon-bundle-'));
    directory = join(home, 'J-7.2');
    ({ hash } = await writeBundle(directory, draft, readBlob));
  });
  afterEach(() => rm(home, { recursive: true }));

  const verify = () => verifyBundle(directory, { expectedHash: hash });
  const evidence = async () => JSON.parse(await readFile(join(directory, 'evidence.json'), 'utf8')) as Evidence;
  const problemsOf = async () => (await verify()).problems.map(({ file, problem }) => `${file}: ${problem}`);

  it('is whole after it was written, and its hash is that of evidence.json', async () => {
    expect(await verify()).toMatchObject({ ok: true, hash, problems: [] });
    expect(await verifyBundle(directory, { expectedHash: `sha256:${hash}` })).toMatchObject({ ok: true });
    expect(hash).toBe(sha256(await readFile(join(directory, 'evidence.json'))));
    expect((await readdir(directory)).sort()).toEqual(['blobs', 'evidence.json', 'index.html']);
    expect((await readBundle(directory)).job).toEqual(draft.job);
    expect(await readdir(home)).toEqual(['J-7.2']);
  });

  it('is written the same every time, and found again rather than written twice', async () => {
    expect((await writeBundle(join(home, 'again'), draft, readBlob)).hash).toBe(hash);
    expect(await writeBundle(directory, draft, readBlob)).toEqual({ directory, hash });
    const both = await Promise.all([
      writeBundle(join(home, 'race'), draft, readBlob),
      writeBundle(join(home, 'race'), draft, readBlob),
    ]);
    expect(both.map(one => one.hash)).toEqual([hash, hash]);
  });

  it('is never written over', async () => {
    await expect(writeBundle(directory, { ...draft, target: 'other' }, readBlob)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'evidence.exists',
    });
    await appendFile(join(directory, 'index.html'), ' ');
    await expect(writeBundle(directory, draft, readBlob)).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('leaves nothing behind when a blob is not to be had', async () => {
    const failing = async () => {
      throw new Error('gone');
    };
    await expect(writeBundle(join(home, 'none'), draft, failing)).rejects.toThrow('gone');
    expect(await readdir(home)).toEqual(['J-7.2']);
  });

  it('is found changed when one byte of any file is changed', async () => {
    const files = (await readdir(directory, { recursive: true, withFileTypes: true }))
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(6);
    for (const file of files) {
      const bytes = await readFile(file);
      const changed = Buffer.from(bytes);
      const at = Math.floor(changed.length / 2);
      changed[at] = changed[at]! ^ 1;
      await writeFile(file, changed);
      expect((await verifyBundle(directory)).ok, file).toBe(false);
      expect((await verify()).ok, file).toBe(false);
      await writeFile(file, bytes);
    }
    expect((await verify()).ok).toBe(true);
  });

  it('is found changed when a file is changed together with its entry, by the hash that was recorded elsewhere', async () => {
    const forged = await evidence();
    const page = (await readFile(join(directory, 'index.html'), 'utf8')).replace('PR_READY', 'PR_READY!');
    await writeFile(join(directory, 'index.html'), page);
    await writeFile(
      join(directory, 'evidence.json'),
      canonicalJson({ ...forged, page: { sha256: sha256(page), bytes: Buffer.byteLength(page) } }),
    );
    expect((await verifyBundle(directory)).ok).toBe(true);
    expect(await problemsOf()).toEqual([expect.stringMatching(/^evidence.json: has the hash [0-9a-f]{64}, but/)]);
  });

  it('is found changed when a blob is replaced together with everything that names it', async () => {
    const picture = (await evidence()).blobs.find(blob => blob.type === 'image/png')!;
    const forged = Buffer.from('another picture');
    const text = (await readFile(join(directory, 'evidence.json'), 'utf8'))
      .replaceAll(picture.hash, sha256(forged))
      .replace(`"bytes": ${picture.bytes},`, `"bytes": ${forged.length},`);
    await writeFile(join(directory, 'evidence.json'), text);
    await rm(join(directory, picture.file));
    await writeFile(join(directory, picture.file.replace(picture.hash, sha256(forged))), forged);
    expect((await verify()).ok).toBe(false);
  });

  it('names what is missing and what is too much', async () => {
    const [blob] = (await evidence()).blobs;
    await rm(join(directory, blob!.file));
    await writeFile(join(directory, 'blobs', 'extra.png'), 'x');
    await writeFile(join(directory, 'notes.txt'), 'x');
    expect((await problemsOf()).sort()).toEqual(
      [
        `${blob!.file}: is missing`,
        'blobs/extra.png: does not belong to the bundle',
        'notes.txt: does not belong to the bundle',
      ].sort(),
    );
  });

  it('does not follow links, even to the right bytes', async () => {
    const [blob] = (await evidence()).blobs;
    await rename(join(directory, blob!.file), join(home, 'elsewhere'));
    await symlink(join(home, 'elsewhere'), join(directory, blob!.file));
    expect(await problemsOf()).toEqual([`${blob!.file}: is not a plain file`]);
  });

  it('reads no file outside the folder, whatever the list says', async () => {
    const forged = await evidence();
    await writeFile(join(home, 'secret'), 'secret');
    const entry = { ...forged.blobs[0]!, file: '../secret' };
    await writeFile(join(directory, 'evidence.json'), canonicalJson({ ...forged, blobs: [entry, ...forged.blobs.slice(1)] }));
    expect((await verifyBundle(directory)).problems.map(one => one.problem)).toEqual(
      expect.arrayContaining(['is listed, but the evidence does not speak of it']),
    );
  });

  it('is refused when it was written otherwise: spacing, repeated keys, another schema, no JSON', async () => {
    const file = join(directory, 'evidence.json');
    const text = await readFile(file, 'utf8');
    for (const [changed, problem] of [
      [text.replace('{\n', '{\n "schema": "evidence/0",\n'), 'is not written as Andon writes it'],
      [`${text}\n`, 'is not written as Andon writes it'],
      [text.replace('evidence/1', 'evidence/2'), 'newer form evidence/2'],
      [text.replace('"job"', '"jobs"'), 'is not evidence/1'],
      [text.slice(1), 'is not JSON'],
    ] as const) {
      await writeFile(file, changed);
      expect((await verifyBundle(directory)).problems).toEqual([
        { file: 'evidence.json', problem: expect.stringContaining(problem) },
      ]);
    }
    await rm(file);
    expect(await verify()).toMatchObject({ ok: false, hash: '' });
    await expect(readBundle(directory)).rejects.toMatchObject({ kind: 'invalid', code: 'evidence.damaged' });
  });

  it('stays whole when it is copied', async () => {
    await cp(directory, join(home, 'copy'), { recursive: true });
    expect(await verifyBundle(join(home, 'copy'), { expectedHash: hash })).toMatchObject({ ok: true });
  });
});
