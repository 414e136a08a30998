import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createControlRoom } from '../../src/app/control-room.ts';
import { checkProject } from '../../src/app/factory-folder.ts';
import { gitText } from '../../src/core/project/git.ts';
import { hasDocker, killStation, leftovers, removeHome, runtime } from '../support/docker-traces.ts';
import { removeTree, temporaryHome } from '../support/home.ts';
import { canMount, type SmallDisk, smallDisk } from '../support/small-disk.ts';
import { agentAtWork, context, pressEnter } from '../support/terminal.ts';
import { openTestRoom, type TestRoom } from '../support/test-room.ts';
import { createTinyFactory, setProjects, type TinyFactory } from '../support/tiny-factory.ts';

// Whole runs, several per test, on machines that do other things too.
vi.setConfig({ testTimeout: 180_000 });

let home = '';
let tiny: TinyFactory;
let room: TestRoom;
beforeAll(async () => {
  home = await temporaryHome();
  tiny = await createTinyFactory(home);
  room = await openTestRoom({ home, factory: tiny.factory, runtime });
});
afterAll(async () => {
  await room?.close();
  await removeHome(home);
});

describe('a packet', () => {
  const adding = (text: string) => room.handlers['job.add']({ text }, context);
  const starting = async (text: string) => room.handlers['job.start']({ job: (await adding(text)).id }, context);

  it('that is not YAML is not taken', async () => {
    await expect(adding('title: "half')).rejects.toMatchObject({
      kind: 'invalid',
      code: 'packet.not-yaml',
      message: expect.stringContaining('packet:1: this is not YAML'),
      hint: expect.stringContaining('Look at line 1'),
    });
    expect((await room.handlers['job.list']({}, context)).cards).toEqual([]);
  });

  it('that lacks a field says which, where, and how it is written', async () => {
    await expect(adding(tiny.packet({ goal: undefined }))).rejects.toMatchObject({
      kind: 'invalid',
      code: 'packet.invalid',
      message: expect.stringContaining('goal'),
      hint: expect.stringContaining('goal'),
    });
  });

  it('that names a project which the factory does not have waits in the intake', async () => {
    await expect(starting(tiny.packet({ project: 'greter' }))).rejects.toMatchObject({
      kind: 'invalid',
      code: 'packet.not-ready',
      message: expect.stringContaining('no project called "greter"'),
      hint: expect.stringContaining('Write `greeter`'),
    });
  });

  it('that names an unknown scenario waits in the intake', async () => {
    await expect(starting(tiny.packet({ reproduction: { scenarios: ['greets-all'], commands: [] } }))).rejects.toMatchObject({
      code: 'packet.not-ready',
      message: expect.stringContaining('no scenario called "greets-all"'),
      hint: expect.stringContaining('under scenarios/'),
    });
  });
});

describe('a repository', () => {
  /** Starts a packet on a repository and answers how its run ends. */
  const endOn = async (project: string, changes = {}) => room.settled(await room.start(tiny.packet({ project, ...changes })));
  const made = async (name: string) => {
    const repository = join(home, name);
    await mkdir(repository);
    await gitText(['init', '--quiet', '--initial-branch=main', '.'], { directory: repository });
    return repository;
  };
  beforeAll(() =>
    setProjects(tiny.factory, {
      gone: { repository: '../not-there' },
      empty: { repository: '../empty' },
      nested: { repository: '../nested' },
      large: { repository: '../large' },
    }),
  );

  it('that is not there ends the run with the file to correct', async () => {
    const { terminalState, reason } = await endOn('gone');
    expect([terminalState, reason?.code]).toEqual(['ESCALATE', 'project.repository-missing']);
    expect(reason?.text).toContain(`no repository at ${join(home, 'not-there')}`);
    expect(reason?.text).toContain('Correct `repository` of the project in factory.yaml');
  });

  it('without commits ends the run with the commit to make', async () => {
    await made('empty');
    const { terminalState, reason } = await endOn('empty');
    expect([terminalState, reason?.code]).toEqual(['ESCALATE', 'project.no-target']);
    expect(reason?.text).toContain('has no branch main with a commit');
    expect(reason?.text).toContain('Make the first commit on main');
    const failed = (await checkProject(tiny.factory, 'empty', 'main')).find(check => check.status === 'failed');
    expect(failed).toMatchObject({ id: 'commits', fix: expect.stringContaining('git commit') });
  });

  it('with submodules is not worked on, and says what to do about them', async () => {
    const directory = await made('nested');
    const inner = await tiny.head();
    await gitText(['update-index', '--add', '--cacheinfo', `160000,${inner},lib/inner`], { directory });
    await gitText(['commit', '--quiet', '-m', 'Take something in'], { directory });
    const { terminalState, reason, run } = await endOn('nested');
    expect([terminalState, reason?.code]).toEqual(['ESCALATE', 'project.submodules']);
    expect(reason?.text).toContain('lib/inner');
    expect(reason?.text).toContain('git subtree');
    expect((await room.events(run!.id)).some(event => event.body['stage'] === 'reproduce')).toBe(false);
    const failed = (await checkProject(tiny.factory, 'nested', 'main')).find(check => check.status === 'failed');
    expect(failed).toMatchObject({ id: 'submodules', fix: expect.stringContaining('git subtree') });
  });

  it('with 20,000 files is prepared and looked at like any other', async () => {
    const directory = await made('large');
    await gitText(['fast-import', '--quiet'], { directory, input: manyFiles(20_000) });
    const commands = ['test "$(git ls-files | wc -l)" = 20000 && test -e folder-199/file-19999.txt'];
    const { terminalState, reason } = await endOn('large', { reproduction: { scenarios: [], commands } });
    expect([terminalState, reason?.code]).toEqual(['NO_OP', 'scenario.not-reproduced']);
  });

  it('with uncommitted changes is worked on as it was committed, and says so', async () => {
    await tiny.git('checkout', '--quiet', '--force', '--detach', 'main');
    const checks = async () => (await checkProject(tiny.factory, 'greeter', 'main')).find(check => check.id === 'uncommitted');
    expect(await checks()).toMatchObject({ status: 'ok' });
    await rm(join(tiny.repository, 'README.md'));
    expect(await checks()).toMatchObject({
      status: 'warning',
      message: expect.stringMatching(/1 file is not committed \(README\.md\).*commits only/),
      fix: 'Commit what the work should build on.',
    });
    const card = await endOn('greeter', { reproduction: { scenarios: [], commands: ['test -e README.md'] } });
    expect(card.terminalState).toBe('NO_OP');
    expect(await tiny.git('status', '--porcelain')).toBe(' D README.md');
  });
});

describe('a database', () => {
  it('from a newer version is refused and left as it is', async () => {
    const other = await temporaryHome();
    const file = join(other, 'andon.db');
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    const opening = () =>
      createControlRoom({ home: other, factory: tiny.factory, runtime: 'local', pace: 'fast', onProgress: () => {} });
    for (const _ of ['once', 'and again, since nothing was left locked'])
      await expect(opening()).rejects.toMatchObject({
        kind: 'invalid',
        code: 'journal.newer',
        message: expect.stringContaining('newer Andon (schema 99'),
        hint: expect.stringContaining('Update Andon, or start it with another --home'),
      });
    const after = new Database(file, { readonly: true });
    expect(after.pragma('user_version', { simple: true })).toBe(99);
    after.close();
    await removeTree(other);
  });
});

describe.skipIf(!hasDocker)('a container (needs Docker)', () => {
  it('that is killed from outside is nobody’s fault: its stage is tried again', async () => {
    const job = await room.start(tiny.packet({ agent: { adapter: 'replay', recording: 'ask-for-enter' } }));
    const first = await agentAtWork(room, job, 1);
    await killStation(home, first);
    const second = await agentAtWork(room, job, 2);
    await pressEnter(room, second);
    const card = await room.settled(job);
    expect(card.gate?.kind, JSON.stringify(card.reason)).toBe('review');
    const ends = (await room.events(card.run!.id)).filter(event => event.type === 'stage.finished').map(event => event.body);
    expect(ends.find(body => (body['at'] as { stage: string }).stage === 'implement')?.['outcome']).toMatchObject({
      status: 'fail',
      failure: 'infra',
      reason: { code: 'station.killed', text: expect.stringContaining('killed from outside') },
    });
    await room.answer(job, 'reject', 'It was only to see.');
    await room.until(job, ({ column }) => column === 'done');
    expect(await leftovers(home)).toEqual([]);
  });
});

describe('a browser', () => {
  const before = process.env['ANDON_CHROMIUM'];
  const restore = () => {
    if (before === undefined) delete process.env['ANDON_CHROMIUM'];
    else process.env['ANDON_CHROMIUM'] = before;
  };
  afterAll(restore);

  it('that will not start ends the run for now, with the next step, and the job goes on once it does', async () => {
    await tiny.serve();
    await tiny.git('checkout', '--quiet', '--force', '--detach', 'main');
    process.env['ANDON_CHROMIUM'] = '/bin/false';
    const job = await room.start(tiny.packet({ reproduction: { scenarios: ['greets-the-world'], commands: [] } }));
    const failed = await room.settled(job);
    expect(failed).toMatchObject({ terminalState: 'RETRYABLE_FAILURE', gate: { kind: 'failure' } });
    expect(failed.reason).toMatchObject({ code: 'browser.failed', text: expect.stringContaining('The browser failed') });
    expect(failed.reason?.text).toContain('point ANDON_CHROMIUM at another one');
    restore();
    await room.answer(job, 'run-again');
    const card = await room.until(job, ({ gate }) => gate !== null && gate.id !== failed.gate?.id);
    expect(card.gate?.kind, JSON.stringify(card.reason)).toBe('review');
    expect((await room.evidence(card.run!.id)).scenarios.map(one => [one.id, one.verdict])).toEqual([
      ['greets-the-world', 'proven'],
    ]);
    await room.answer(job, 'approve');
    expect(await room.settled(job)).toMatchObject({ disposition: 'merged' });
  });
});

describe.skipIf(!canMount || !hasDocker)('a disk that is full (needs Docker, and root to mount a small disk)', () => {
  let disk: SmallDisk;
  let small: TestRoom;
  let product: TinyFactory;
  let outside = '';
  beforeAll(async () => {
    outside = await temporaryHome();
    product = await createTinyFactory(outside);
    disk = await smallDisk(join(outside, 'home'), 48);
    small = await openTestRoom({ home: disk.path, factory: product.factory, runtime });
  });
  afterAll(async () => {
    await small?.close();
    await removeHome(disk.path).catch(() => {});
    await disk.dispose();
    await removeTree(outside);
  });

  it('refuses what it cannot write, leaves nothing half-done, and goes on when there is room', async () => {
    const job = await small.start(product.packet({ agent: { adapter: 'replay', recording: 'ask-for-enter' } }));
    const station = await agentAtWork(small, job);
    await disk.fill();
    // Longer than any room that the database may still have in its own files.
    const large = `${product.packet()}\n${'# a remark\n'.repeat(60_000)}`;
    await expect(small.handlers['job.add']({ text: large }, context)).rejects.toMatchObject({
      kind: 'exhausted',
      code: 'disk.full',
      message: expect.stringContaining('nothing is half-done'),
      hint: expect.stringContaining('Free some space'),
    });
    expect((await small.handlers['job.list']({}, context)).cards.map(card => card.id)).toEqual([job]);
    // The agent's part does not need this disk; what the host makes of it does, and waits for room.
    await pressEnter(small, station);
    await expect
      .poll(() => small.handlers['station.inspect']({ station }, context).then(one => one.status), { timeout: 30_000 })
      .toBe('ended');
    await disk.empty();
    let card = await small.settled(job);
    if (card.gate?.kind === 'failure') {
      // Its own files had no room while the database still had some.
      expect(card.reason).toMatchObject({
        code: expect.stringMatching(/disk[.-]full$/),
        text: expect.stringMatching(/space|room/),
      });
      const { gate } = card;
      await small.answer(job, 'run-again');
      await pressEnter(small, await agentAtWork(small, job, 1, 2));
      card = await small.until(job, one => one.gate !== null && one.gate.id !== gate.id);
    }
    expect(card.gate?.kind, JSON.stringify(card.reason)).toBe('review');
    await small.answer(job, 'approve');
    const done = await small.settled(job);
    expect(done).toMatchObject({ disposition: 'merged' });
    expect(await small.verify(done.run!.id)).toMatchObject({ ok: true, problems: [] });
    for (const directory of [product.repository, join(disk.path, 'mirrors', 'greeter.git')])
      await gitText(['fsck', '--strict', '--no-dangling'], { directory });
  });
});

/** A repository of small files in folders of a hundred, as git's fast-import reads it. */
function manyFiles(count: number): string {
  const files = Array.from({ length: count }, (_, index) => {
    const text = `${index}\n`;
    return `M 100644 inline folder-${Math.floor(index / 100)}/file-${index}.txt\ndata ${text.length}\n${text}`;
  });
  return `commit refs/heads/main\ncommitter T <t@t> 1700000000 +0000\ndata 4\nMany\n${files.join('')}\n`;
}
