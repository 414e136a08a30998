import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectChecks } from '../../../core/project/project-doctor.ts';
import { examine } from './examine.ts';
import { createSample, gitIn, type Sample } from './repository-sample.ts';

let sample: Sample;
beforeEach(() => {
  sample = createSample();
});
afterEach(() => sample.dispose());

const trouble = async (repository = sample.repository, target = 'main') =>
  projectChecks(await examine(repository, target), target)
    .filter(check => check.status !== 'ok')
    .map(({ id, status, message, fix }) => `${id} ${status}: ${message} | ${fix}`);

describe('the project doctor', () => {
  it('finds nothing wrong with a plain repository', async () => {
    expect(await trouble()).toEqual([]);
  });

  it('warns of what is not committed', async () => {
    writeFileSync(join(sample.repository, 'src/app.js'), 'changed');
    writeFileSync(join(sample.repository, 'new file.txt'), '');
    expect(await trouble()).toEqual([
      'uncommitted warning: 2 files are not committed (src/app.js, new file.txt). Andon works on commits only and will not see them. | Commit what the work should build on.',
    ]);
  });

  it('names a missing folder, a folder without a repository, and a repository inside another', async () => {
    expect((await trouble(join(sample.root, 'none')))[0]).toMatch(
      /^repository failed: The repository cannot be read: there is no folder/,
    );
    expect((await trouble(sample.root))[0]).toMatch(/^repository failed: .*not a git repository/);
    mkdirSync(join(sample.repository, 'inner'));
    expect((await trouble(join(sample.repository, 'inner')))[0]).toMatch(/^repository failed/);
  });

  it('asks for a first commit, and for the target branch', async () => {
    gitIn(sample.root, 'init', '-q', 'empty');
    expect((await trouble(join(sample.root, 'empty')))[0]).toBe(
      'commits failed: The repository has no commits yet. | Make a first commit: git add -A && git commit -m "First commit"',
    );
    expect(await trouble(sample.repository, 'maim')).toEqual([
      'target failed: There is no branch maim. | Set `target` of the project to main, or make the branch: git branch maim',
    ]);
  });

  it('refuses submodules and says why', async () => {
    sample.run('update-index', '--add', '--cacheinfo', `160000,${sample.run('rev-parse', 'HEAD')},lib/sub`);
    sample.run('commit', '-q', '-m', 'sub');
    expect((await trouble())[0]).toMatch(
      /^submodules failed: The repository has submodules \(lib\/sub\), which Andon does not work with: a station has no network/,
    );
  });

  it('asks for the rest of a shallow clone', async () => {
    sample.commit({ 'src/b.js': '' });
    gitIn(sample.root, 'clone', '-q', '--depth', '1', `file://${sample.repository}`, 'shallow');
    expect(await trouble(join(sample.root, 'shallow'))).toEqual([
      'history failed: The repository is a shallow clone, so stations cannot be made from it. | Fetch the rest: git fetch --unshallow',
    ]);
  });

  it('takes 20,000 files', async () => {
    const files = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`many/${index % 100}/${index}.txt`, 'x']));
    sample.commit(files);
    expect(await trouble()).toEqual([]);
    const mirror = await sample.open();
    await mirror.sync();
    expect(await mirror.listFiles((await mirror.head('main'))!)).toHaveLength(20_002);
  });
});
