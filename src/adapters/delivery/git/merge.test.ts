import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MergeRequest, Mirror } from '../../../core/project/delivery.ts';
import { checkedOutBranches } from './engineer-repository.ts';
import { createGitDelivery } from './open-mirror.ts';
import { commitIn, createSample, gitIn, type Sample, takeFrom } from './repository-sample.ts';

let sample: Sample;
let mirror: Mirror;
let request: MergeRequest;
beforeEach(async () => {
  sample = createSample();
  mirror = await sample.open();
  await mirror.sync();
  const taken = await takeFrom(sample, mirror, folder => commitIn(folder, { 'src/app.js': 'one\nTWO\nthree\n' }, 'a'));
  if (taken.status !== 'accepted') throw new Error(taken.status);
  const expectedHead = (await mirror.head('main'))!;
  request = {
    job: 'J-1',
    run: 'J-1.1',
    candidate: taken.commit,
    target: 'main',
    expectedHead,
    message: 'Fix two',
    evidence: 'sha256:abc',
    reviewer: 'dana\nAndon-Run: J-9.9',
    at: 1_700_000_000_000,
  };
});
afterEach(() => sample.dispose());

const leaveMain = () => sample.run('checkout', '-q', '-b', 'mine');

describe('merge', () => {
  it('puts one commit with its trailers onto a branch that nobody works on', async () => {
    leaveMain();
    const outcome = await mirror.merge(request);
    expect(outcome).toEqual({ status: 'merged', commit: sample.run('rev-parse', 'main') });
    expect(sample.run('log', '-1', '--format=%P%n%B', 'main')).toBe(
      `${request.expectedHead}\nFix two\n\nAndon-Job: J-1\nAndon-Run: J-1.1\nAndon-Evidence: sha256:abc\nReviewed-by: dana Andon-Run: J-9.9`,
    );
    expect(sample.run('show', 'main:src/app.js')).toBe('one\nTWO\nthree');
    expect(sample.run('fsck', '--strict')).toBe('');
  });

  it('merges once, however often it is asked, and also when work went on since', async () => {
    leaveMain();
    const first = await mirror.merge(request);
    expect(await mirror.merge(request)).toEqual(first);
    sample.run('checkout', '-q', 'main');
    sample.commit({ 'src/later.js': 'x' });
    expect(await mirror.merge(request)).toEqual(first);
    expect(sample.run('rev-list', '--count', 'main')).toBe('3');
  });

  it('merges into a bare repository whose HEAD is the target', async () => {
    gitIn(sample.root, 'clone', '-q', '--bare', 'product', 'bare.git');
    const other = await createGitDelivery().openMirror({
      directory: join(sample.root, 'mirror'),
      repository: join(sample.root, 'bare.git'),
    });
    expect((await other.merge(request)).status).toBe('merged');
  });

  it('changes nothing when the target has moved, or is gone', async () => {
    const head = sample.commit({ 'src/other.js': 'x' });
    leaveMain();
    expect(await mirror.merge(request)).toEqual({ status: 'moved', head });
    expect(sample.run('rev-parse', 'main')).toBe(head);
    expect(await mirror.merge({ ...request, target: 'nowhere' })).toEqual({ status: 'moved', head: null });
  });

  it('leaves a branch alone that is checked out, and offers its own', async () => {
    const outcome = await mirror.merge(request);
    expect(outcome).toMatchObject({ status: 'delivered', branch: 'andon/J-1', next: 'git merge --ff-only andon/J-1' });
    expect(sample.run('rev-parse', 'main')).toBe(request.expectedHead);
    expect(sample.run('status', '--porcelain')).toBe('');
    expect(await mirror.merge(request)).toEqual(outcome);
    sample.run('merge', '-q', '--ff-only', 'andon/J-1');
    expect(readFileSync(join(sample.repository, 'src/app.js'), 'utf8')).toBe('one\nTWO\nthree\n');
    expect(await mirror.merge(request)).toMatchObject({ status: 'merged', commit: sample.run('rev-parse', 'main') });
  });

  it('moves its own branch for a later run of the job, but no branch that someone has worked on or stands on', async () => {
    await mirror.merge(request);
    expect(await mirror.merge({ ...request, run: 'J-1.2' })).toMatchObject({ branch: 'andon/J-1' });
    sample.run('checkout', '-q', 'andon/J-1');
    sample.run('worktree', 'add', '-q', '../tree', 'main');
    expect(await mirror.merge({ ...request, run: 'J-1.3' })).toMatchObject({ branch: 'andon/J-1-2' });
    const mine = sample.commit({ 'src/mine.js': 'x' }, 'My own');
    sample.run('checkout', '-q', '--detach');
    expect(await mirror.merge({ ...request, run: 'J-1.4' })).toMatchObject({ branch: 'andon/J-1-2' });
    expect(sample.run('rev-parse', 'andon/J-1')).toBe(mine);
  });

  it('counts a branch that is being rebased as checked out', async () => {
    sample.run('checkout', '-q', '-b', 'other');
    sample.commit({ 'src/app.js': 'other\n' });
    sample.run('checkout', '-q', '-b', 'target', 'main');
    sample.commit({ 'src/app.js': 'clash\n' });
    expect(() => sample.run('rebase', 'other')).toThrow();
    expect([...(await checkedOutBranches(sample.repository))]).toContain('target');
  });

  it('refuses a candidate that was not made on the head it should replace', async () => {
    leaveMain();
    const next = sample.commit({ 'src/x.js': 'x' });
    await mirror.sync();
    await expect(mirror.merge({ ...request, expectedHead: next })).rejects.toMatchObject({ code: 'merge.not-rebased' });
  });

  it('says so when the branch is locked, and leaves everything as it was', async () => {
    leaveMain();
    const lock = join(sample.repository, '.git/refs/heads/main.lock');
    writeFileSync(lock, '');
    await expect(mirror.merge(request)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'git.locked',
      hint: expect.stringContaining('main.lock'),
    });
    rmSync(lock);
    expect(sample.run('rev-parse', 'main')).toBe(request.expectedHead);
    expect((await mirror.merge(request)).status).toBe('merged');
  });
});
