import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../core/evidence/blob-store.ts';
import { writeBundle } from '../core/evidence/bundle.ts';
import { evidenceExample } from '../core/evidence/evidence.fixture.ts';
import type { Evidence } from '../core/evidence/evidence.ts';
import { openDatabase } from '../core/journal/database.ts';
import { Journal } from '../core/journal/journal.ts';
import { lineFromDot } from '../core/line/from-dot.ts';
import { fact } from '../core/work/fact.ts';
import { verifyFolder } from './verify-folder.ts';

const { line } = lineFromDot('digraph x { start [shape=Mdiamond] a done [shape=Msquare] start -> a -> done }');

let home: string;
let folder: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'andon-verify-'));
  folder = join(home, 'evidence', 'J-1.1', 'end');
  const { draft, blobs } = evidenceExample();
  const { hash } = await writeBundle(folder, { ...draft, run: 'J-1.1' }, async name => blobs.get(name)!);
  const journal = new Journal(openDatabase(join(home, 'andon.db')));
  const job = journal.addJob({ packet: '', title: 'x', project: 'x', line: 'x', kind: 'bug' }, 'test');
  journal.queueJob(job.id, 'test');
  const run = journal.startRun(job.id, line, 'test');
  journal.keepFacts(run.id, [fact('J-1.1/end', 'bundle', { hash, directory: folder, patchId: null })]);
  journal.close();
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** Change a file, and its entry and every mention of it with it: by itself the bundle is whole again. */
async function changeConsistently(directory: string): Promise<void> {
  const file = join(directory, 'evidence.json');
  const text = await readFile(file, 'utf8');
  const blob = (JSON.parse(text) as Evidence).blobs.find(one => one.type === 'text/plain');
  const bytes = Buffer.concat([await readFile(join(directory, blob!.file)), Buffer.from('')]);
  bytes[0]! ^= 1;
  const hash = sha256(bytes);
  await rename(join(directory, blob!.file), join(directory, `blobs/${hash}.txt`));
  await writeFile(join(directory, `blobs/${hash}.txt`), bytes);
  await writeFile(file, text.replaceAll(blob!.hash, hash));
}

describe('verifyFolder', () => {
  it('compares a bundle with the journal of the home that it lies in', async () => {
    expect(await verifyFolder(folder, undefined, [])).toMatchObject({ ok: true, comparedWith: ['journal'] });
  });

  it('finds a file that was changed together with its entry', async () => {
    await changeConsistently(folder);
    const { ok, problems } = await verifyFolder(folder, undefined, []);
    expect(ok).toBe(false);
    expect(problems.map(one => one.problem).join()).toContain('the journal says');
  });

  it('finds it in a copy too, by the journal of the home that is given', async () => {
    const copy = join(home, 'elsewhere', 'a', 'b', 'end');
    await cp(folder, copy, { recursive: true });
    await changeConsistently(copy);
    expect(await verifyFolder(copy, undefined, [home])).toMatchObject({ ok: false, comparedWith: ['journal'] });
  });

  it('says that it compared with nothing where nobody knows the bundle', async () => {
    const copy = join(home, 'elsewhere', 'a', 'b', 'end');
    await cp(folder, copy, { recursive: true });
    expect(await verifyFolder(copy, undefined, [])).toMatchObject({ ok: true, comparedWith: [] });
  });

  it('takes the hash that a merge commit gives, with its algorithm or without', async () => {
    const { hash } = await verifyFolder(folder, undefined, []);
    expect(await verifyFolder(folder, `sha256:${hash}`, [])).toMatchObject({ ok: true, comparedWith: ['hash', 'journal'] });
    expect(await verifyFolder(folder, 'f'.repeat(64), [])).toMatchObject({ ok: false });
  });
});
