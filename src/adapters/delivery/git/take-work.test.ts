import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultWorkLimits, type Mirror } from '../../../core/project/delivery.ts';
import { commitIn, createSample, gitIn, localInspector, type Sample, takeFrom } from './repository-sample.ts';

let sample: Sample;
let mirror: Mirror;
beforeEach(async () => {
  sample = createSample();
  mirror = await sample.open();
  await mirror.sync();
});
afterEach(() => sample.dispose());

const pipe = (folder: string, args: string[], input: string) =>
  execFileSync('git', args, { cwd: folder, input, encoding: 'utf8' }).trim();

/** Commits what `git add` would not take: any mode and any path, by writing the trees by hand. */
function forge(folder: string, mode: string, path: string): void {
  const oid = mode === '160000' ? '1'.repeat(40) : pipe(folder, ['hash-object', '-w', '--stdin'], 'x\n');
  const [name, ...parents] = path.split('/').reverse();
  const rawTree = (entryMode: string, entryName: string, entryOid: string) => {
    const bytes = Buffer.concat([Buffer.from(`${entryMode} ${entryName}\0`), Buffer.from(entryOid, 'hex')]);
    return execFileSync('git', ['hash-object', '-w', '-t', 'tree', '--literally', '--stdin'], {
      cwd: folder,
      input: bytes,
      encoding: 'utf8',
    }).trim();
  };
  const tree = parents.reduce((inner, parent) => rawTree('40000', parent, inner), rawTree(mode, name!, oid));
  gitIn(folder, 'update-ref', 'HEAD', gitIn(folder, 'commit-tree', tree, '-p', 'HEAD', '-m', 'forged'));
}

async function problemsOf(work: (folder: string) => void): Promise<string[]> {
  const taken = await takeFrom(sample, mirror, work);
  return taken.status === 'refused' ? taken.problems.map(({ path, problem }) => `${path}: ${problem}`) : [taken.status];
}

describe('takeWork', () => {
  it('makes one commit of its own from the tree of several', async () => {
    const taken = await takeFrom(sample, mirror, folder => {
      commitIn(folder, { 'src/app.js': 'one\nTWO\nthree\n', 'src/new.js': 'new\n', 'src/gone.js': 'x' }, 'step');
      chmodSync(join(folder, 'src/new.js'), 0o755);
      commitIn(folder, { 'src/gone.js': null }, 'step 2');
    });
    expect(taken).toMatchObject({
      status: 'accepted',
      files: [
        { path: 'src/app.js', status: 'modified', added: 1, removed: 1 },
        { path: 'src/new.js', status: 'added', added: 1, removed: 0 },
      ],
      intermediate: [{ paths: ['src/gone.js', 'src/new.js'] }, { paths: ['src/app.js', 'src/gone.js', 'src/new.js'] }],
    });
    if (taken.status !== 'accepted') return;
    const shown = gitIn(join(sample.root, 'mirror'), 'log', '-1', '--format=%an <%ae> %at %P%n%B', taken.commit);
    expect(shown).toBe(
      `Andon <andon@localhost> 1700000000 ${await mirror.head('main')}\nFix it\n\nAndon-Work: J-1.1/implement.1.1.0\nAndon-Agent: replay`,
    );
    expect(await mirror.keptRef('runs/J-1.1/implement.1.1.0')).toBe(taken.commit);
    expect((await mirror.listFiles(taken.commit)).find(file => file.path === 'src/new.js')?.mode).toBe('100755');
    expect(await mirror.diff((await mirror.head('main'))!, taken.commit)).toContain('-two\n+TWO\n');
  });

  it('says when nothing was changed, also when something was changed and put back', async () => {
    expect(await takeFrom(sample, mirror, () => undefined)).toEqual({ status: 'unchanged' });
    const back = await takeFrom(sample, mirror, folder => {
      commitIn(folder, { 'src/app.js': 'x' }, 'a');
      commitIn(folder, { 'src/app.js': 'one\ntwo\nthree\n' }, 'b');
    });
    expect(back).toEqual({ status: 'unchanged' });
  });

  it('takes a folder in place of a file, and a deleted file', async () => {
    const taken = await takeFrom(sample, mirror, folder => {
      commitIn(folder, { 'src/app.js': null }, 'a');
      commitIn(folder, { 'src/app.js/index.js': 'x\n' }, 'b');
    });
    expect(taken).toMatchObject({
      status: 'accepted',
      files: [
        { path: 'src/app.js', status: 'deleted' },
        { path: 'src/app.js/index.js', status: 'added' },
      ],
    });
  });

  it('refuses a file out of scope and names it', async () => {
    expect(await problemsOf(folder => commitIn(folder, { 'README.md': 'x', 'src/ok.js': 'y' }, 'a'))).toEqual([
      "README.md: the file is outside the packet's scope",
    ]);
  });

  it('refuses a symbolic link, and a submodule', async () => {
    const link = (folder: string) => {
      symlinkSync('/etc/passwd', join(folder, 'src/link'));
      commitIn(folder, {}, 'a');
    };
    expect(await problemsOf(link)).toEqual(['src/link: it is a symbolic link']);
    const [submodule] = (await problemsOf(folder => forge(folder, '160000', 'src/sub'))).filter(line =>
      line.startsWith('src/sub'),
    );
    expect(submodule).toBe('src/sub: it is a submodule');
  });

  it.each([
    ['src/.gitattributes', 'work may not change .gitattributes, since it makes git run programs'],
    ['src/.GITmodules', 'work may not change .gitmodules'],
    ['src/.git/hooks/post-checkout', 'a part of the path is ".git", or would be on macOS or Windows'],
    ['src/.Git./config', 'a part of the path is ".git", or would be on macOS or Windows'],
    ['src/.g\u200cit/config', 'a part of the path is ".git", or would be on macOS or Windows'],
    ['src/git~1/config', '"git~1" is a short name of a git folder on Windows'],
    ['src/../../etc/passwd', 'the path has the part ".."'],
    ['src/a\\b', 'the path has a backslash'],
    ['src/a\u001b[2Jb', 'the path has control characters'],
  ])('refuses the path %j', async (path, problem) => {
    const found = await problemsOf(folder => forge(folder, '100644', path));
    expect(
      found.some(line => line.endsWith(`: ${problem}`)),
      found.join('\n'),
    ).toBe(true);
    expect(found.join('')).not.toContain('\u001b');
  });

  it('refuses secrets, in the end and on the way, but not what stood there before', async () => {
    const key = ['-----BEGIN', 'OPENSSH PRIVATE KEY-----'].join(' ');
    expect(await problemsOf(folder => commitIn(folder, { 'src/key.pem': `${key}\nabc\n` }, 'a'))).toEqual([
      `src/key.pem: it has a private key: ${key}`,
    ]);
    const aws = `AKIA${'ABCDEFGHIJKLMNOP'}`;
    const onTheWay = await problemsOf(folder => {
      commitIn(folder, { 'src/app.js': `const k = "${aws}";\n` }, 'a');
      commitIn(folder, { 'src/app.js': 'clean\n' }, 'b');
    });
    expect(onTheWay).toEqual([expect.stringMatching(/^src\/app\.js: it has an AWS access key: AKIA… \(commit [0-9a-f]{10}\)$/)]);
    sample.commit({ 'src/app.js': `const k = "${aws}";\n` });
    await mirror.sync();
    expect(await problemsOf(folder => commitIn(folder, { 'src/app.js': `const k = "${aws}"; // kept\n` }, 'a'))).toEqual([
      'accepted',
    ]);
  });

  it('bounds files and bytes', async () => {
    const many = await takeFrom(sample, mirror, folder => commitIn(folder, { 'src/a': 'a', 'src/b': 'b', 'src/c': 'c' }, 'a'), {
      limits: { ...defaultWorkLimits, maxFiles: 2 },
    });
    expect(many).toEqual({ status: 'refused', problems: [{ path: '', problem: '3 files are changed; at most 2 may be' }] });
    const large = await takeFrom(sample, mirror, folder => commitIn(folder, { 'src/a': 'a'.repeat(5_000) }, 'a'), {
      limits: { ...defaultWorkLimits, maxBytes: 4_000 },
    });
    expect(large).toMatchObject({
      status: 'refused',
      problems: [{ problem: 'the changed files have 5000 bytes; at most 4000 are allowed' }],
    });
  });

  it('refuses more commits than it looks through, empty ones included', async () => {
    const work = (folder: string) => {
      commitIn(folder, { 'src/a': `AKIA${'ABCDEFGHIJKLMNOP'}` }, 'a');
      commitIn(folder, { 'src/a': 'a' }, 'b');
      commitIn(folder, {}, 'c');
    };
    const taken = await takeFrom(sample, mirror, work, { limits: { ...defaultWorkLimits, maxCommits: 2 } });
    expect(taken).toEqual({ status: 'refused', problems: [{ path: '', problem: 'there are 2 commits or more' }] });
  });

  it('refuses what is no bundle, and an answer that is not in form', async () => {
    const garbage = await takeFrom(sample, mirror, () => undefined, {
      bundle: Readable.from([Buffer.from('# v2 git bundle\nnonsense\n')]),
    });
    expect(garbage).toMatchObject({
      status: 'refused',
      problems: [{ problem: expect.stringMatching(/^the work cannot be unpacked: /) }],
    });
    const lying = (text: string) =>
      takeFrom(sample, mirror, () => undefined, {
        bundle: Readable.from([Buffer.from('x')]),
        inspect: async () => ({ exitCode: 0, stdout: Buffer.from(text), stderr: Buffer.alloc(0), isTruncated: false }),
      });
    expect(await lying('hello')).toMatchObject({
      problems: [{ problem: 'the answer about the work is not in the agreed form' }],
    });
    expect(await lying(`andon-inspect/1 ${'a'.repeat(40)} ${'b'.repeat(40)} 999 0 1\n`)).toMatchObject({ status: 'refused' });
  });

  it('does not believe a station about contents or about completeness', async () => {
    const inspect = localInspector(sample.root);
    const work = (folder: string) => commitIn(folder, { 'src/a.js': 'harmless\n', 'src/b.js': 'b\n' }, 'a');
    const forged = takeFrom(sample, mirror, work, {
      inspect: async request => {
        const answer = await inspect(request);
        return {
          ...answer,
          stdout: Buffer.from(Buffer.from(answer.stdout).toString('latin1').replace('harmless', 'harmful!'), 'latin1'),
        };
      },
    });
    expect(await forged).toMatchObject({
      problems: [{ path: 'src/a.js', problem: 'its content is not the one that its name promises' }],
    });
    const cut = takeFrom(sample, mirror, work, {
      inspect: async request => {
        const answer = await inspect(request);
        const text = Buffer.from(answer.stdout).toString('latin1');
        const [, length = ''] = /^\S+ \S+ \S+ (\d+)/.exec(text)!;
        const body = text.indexOf('\n') + 1;
        const half = text.indexOf('\0', text.indexOf('\0', body) + 1) + 1;
        const kept = text.slice(body, half);
        return {
          ...answer,
          stdout: Buffer.from(
            text.slice(0, body).replace(` ${length} `, ` ${kept.length} `) + kept + text.slice(body + Number(length)),
            'latin1',
          ),
        };
      },
    });
    expect(await cut).toMatchObject({
      status: 'refused',
      problems: [{ problem: 'the listed changes do not add up to the work' }],
    });
  });

  it('calls trouble of the station unavailable, not the work bad', async () => {
    const inspect = async () => ({ exitCode: 137, stdout: Buffer.alloc(0), stderr: Buffer.from('Killed'), isTruncated: false });
    const taken = takeFrom(sample, mirror, () => undefined, { bundle: Readable.from([Buffer.from('x')]), inspect });
    await expect(taken).rejects.toMatchObject({ kind: 'unavailable', code: 'work.inspection-failed' });
  });
});
