import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectBytes } from '../../../core/project/collect-bytes.ts';
import type { Mirror } from '../../../core/project/delivery.ts';
import { createGitDelivery } from './open-mirror.ts';
import { commitIn, createSample, gitIn, type Sample, takeFrom, trapIn } from './repository-sample.ts';

let sample: Sample;
let mirror: Mirror;
beforeEach(async () => {
  sample = createSample();
  mirror = await sample.open();
  await mirror.sync();
});
afterEach(() => sample.dispose());

describe('the mirror', () => {
  it('follows the branches of the repository, and keeps its own refs', async () => {
    const first = (await mirror.head('main'))!;
    await mirror.keepRef('bases/J-1', first);
    sample.run('checkout', '-q', '-b', 'other');
    sample.run('branch', '-q', '-D', 'main');
    const second = sample.commit({ 'src/app.js': 'x' });
    await Promise.all([mirror.sync(), mirror.sync()]);
    expect([await mirror.head('other'), await mirror.head('main'), await mirror.keptRef('bases/J-1')]).toEqual([
      second,
      null,
      first,
    ]);
    await expect(mirror.keepRef('../heads/main', first)).rejects.toMatchObject({ code: 'delivery.bad-ref' });
  });

  it('reads files of a commit, not links, and lists them', async () => {
    const head = (await mirror.head('main'))!;
    expect((await mirror.readFile(head, 'README.md'))?.toString()).toBe('Hello\n');
    expect(await mirror.readFile(head, 'src')).toBeNull();
    expect(await mirror.readFile(head, '*.md')).toBeNull();
    expect((await mirror.listFiles(head)).map(file => file.path)).toEqual(['README.md', 'src/app.js']);
    await expect(mirror.readFile(head, 'README.md', 3)).rejects.toMatchObject({ code: 'git.too-large' });
  });

  it('makes a bundle that plain git can clone', async () => {
    const head = sample.commit({ 'src/app.js': 'later\n' });
    await mirror.sync();
    writeFileSync(join(sample.root, 'b.bundle'), await collectBytes(mirror.bundle(head), 1e6));
    gitIn(sample.root, 'clone', '-q', '-b', 'base', 'b.bundle', 'clone');
    expect(gitIn(join(sample.root, 'clone'), 'rev-list', '--count', 'HEAD')).toBe('2');
    expect(gitIn(sample.root, 'bundle', 'list-heads', 'b.bundle')).toBe(`${head} HEAD\n${head} refs/heads/base`);
    await expect(collectBytes(mirror.bundle('1'.repeat(40)), 1e6)).rejects.toMatchObject({ code: 'git.failed' });
  });

  it('says when the repository is gone', async () => {
    const gone = await (await import('./open-mirror.ts'))
      .createGitDelivery()
      .openMirror({ directory: join(sample.root, 'm2'), repository: join(sample.root, 'nowhere') });
    await expect(gone.sync()).rejects.toMatchObject({ kind: 'missing', code: 'project.repository-missing' });
  });

  it('puts a change onto a newer head, and names the files that conflict', async () => {
    const taken = await takeFrom(sample, mirror, folder => commitIn(folder, { 'src/app.js': 'one\nTWO\nthree\n' }, 'a'));
    if (taken.status !== 'accepted') throw new Error(taken.status);
    const base = (await mirror.head('main'))!;
    const elsewhere = sample.commit({ 'README.md': 'Hello again\n' });
    await mirror.sync();
    const clean = await mirror.rebase(taken.commit, elsewhere, 1_700_000_000_000);
    if (clean.status !== 'clean') throw new Error(clean.status);
    expect((await mirror.readFile(clean.commit, 'README.md'))?.toString()).toBe('Hello again\n');
    expect(await mirror.patchId(elsewhere, clean.commit)).toBe(await mirror.patchId(base, taken.commit));
    expect(await mirror.patchId(base, base)).toBeNull();
    expect(await mirror.rebase(taken.commit, base, 0)).toEqual({ status: 'clean', commit: taken.commit });
    const same = sample.commit({ 'src/app.js': 'one\n2\nthree\n' });
    await mirror.sync();
    expect(await mirror.rebase(taken.commit, same, 0)).toEqual({ status: 'conflicts', files: ['src/app.js'] });
  });

  it('counts lines of text and none of what is binary', async () => {
    const base = (await mirror.head('main'))!;
    const next = sample.commit({ 'src/app.js': 'one\n', 'a\tb.bin': 'x\0y', 'README.md': null });
    await mirror.sync();
    expect(await mirror.diffStat(base, next)).toEqual([
      { path: 'README.md', status: 'deleted', added: 0, removed: 1 },
      { path: 'a\tb.bin', status: 'added', added: null, removed: null },
      { path: 'src/app.js', status: 'modified', added: 0, removed: 2 },
    ]);
  });

  it('runs nothing that the repository configures or its attributes ask for', async () => {
    const { program, isSprung } = trapIn(sample.root);
    for (const [key, value] of [
      ['core.fsmonitor', program],
      ['core.hooksPath', sample.root],
      ['diff.external', program],
      ['diff.x.textconv', program],
      ['diff.x.command', program],
      ['filter.x.clean', program],
      ['filter.x.smudge', program],
      ['merge.x.driver', program],
      ['uploadpack.packObjectsHook', program],
      ['core.sshCommand', program],
      ['gpg.program', program],
      ['commit.gpgSign', 'true'],
    ] as const) {
      gitIn(sample.repository, 'config', key, value);
    }
    for (const hook of ['reference-transaction', 'post-update', 'pre-push', 'post-commit', 'post-rewrite', 'update'])
      writeFileSync(join(sample.root, hook), `#!/bin/sh\n'${program}' ${hook}\n`, { mode: 0o755 });
    const head = (await mirror.head('main'))!;
    writeFileSync(join(sample.repository, '.gitattributes'), '* filter=x diff=x merge=x\n');
    writeFileSync(join(sample.repository, 'src/app.js'), 'one\ntwo\nthree\nfour\n');
    await createGitDelivery().examine(sample.repository, 'main');
    await mirror.sync();
    const taken = await takeFrom(sample, mirror, folder => commitIn(folder, { 'src/app.js': 'x\n' }, 'a'));
    if (taken.status !== 'accepted') throw new Error(taken.status);
    await mirror.diff(head, taken.commit);
    const outcome = await mirror.merge({
      job: 'J-1',
      run: 'J-1.1',
      candidate: taken.commit,
      target: 'main',
      expectedHead: head,
      message: 'm',
      evidence: 'sha256:0',
      reviewer: 'dana',
      at: 0,
    });
    expect(outcome.status).toBe('delivered');
    expect(isSprung()).toBe(false);
    gitIn(sample.repository, 'add', '-A');
    expect(isSprung(), 'plain git runs it, so the trap works').toBe(true);
  });
});
