import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { collectBytes } from '../../../core/project/collect-bytes.ts';
import { defaultWorkLimits, type Inspector, type Mirror, type TakenWork, type TakeWork } from '../../../core/project/delivery.ts';
import { createGitDelivery } from './open-mirror.ts';

/** Real repositories in a temporary folder, for the tests of this folder. */
export type Sample = ReturnType<typeof createSample>;

export function createSample() {
  const root = mkdtempSync(join(tmpdir(), 'andon-git-'));
  const repository = join(root, 'product');
  mkdirSync(repository);
  const run = (...args: string[]) => gitIn(repository, ...args);
  run('init', '-q', '-b', 'main');
  write(repository, { 'src/app.js': 'one\ntwo\nthree\n', 'README.md': 'Hello\n' });
  run('add', '-A');
  run('commit', '-q', '-m', 'First commit');
  return {
    root,
    repository,
    run,
    commit: (files: Record<string, string | null>, message = 'Change') => commitIn(repository, files, message),
    open: (): Promise<Mirror> => createGitDelivery().openMirror({ directory: join(root, 'mirror'), repository }),
    dispose: () => rmSync(root, { recursive: true, force: true }),
  };
}

export function gitIn(directory: string, ...args: string[]): string {
  const env = {
    PATH: process.env['PATH'],
    HOME: directory,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'E',
    GIT_AUTHOR_EMAIL: 'e@x',
    GIT_COMMITTER_NAME: 'E',
    GIT_COMMITTER_EMAIL: 'e@x',
  };
  const answer = spawnSync('git', args, { cwd: directory, env, encoding: 'utf8' });
  if (answer.status !== 0) throw new Error(`git ${args.join(' ')}: ${answer.stderr}`);
  return answer.stdout.trim();
}

/** Null deletes the file. */
export function write(directory: string, files: Record<string, string | null>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    if (text === null) rmSync(join(directory, path));
    else writeFileSync(join(directory, path), text);
  }
}

export function commitIn(directory: string, files: Record<string, string | null>, message: string): string {
  write(directory, files);
  gitIn(directory, 'add', '-A');
  gitIn(directory, 'commit', '-q', '--allow-empty', '-m', message);
  return gitIn(directory, 'rev-parse', 'HEAD');
}

/** A program that leaves `trap` behind when it is run, whatever it is called for. */
export function trapIn(root: string): { program: string; isSprung: () => boolean } {
  const trap = join(root, 'trap');
  const program = join(root, 'evil.sh');
  writeFileSync(program, `#!/bin/sh\necho "$0 $@" >> '${trap}'\ncat\n`);
  chmodSync(program, 0o755);
  return { program, isSprung: () => existsSync(trap) };
}

async function cloneBundle(root: string, source: { commit: string; bundle: () => Readable }): Promise<string> {
  const folder = mkdtempSync(join(root, 'station-'));
  await pipeline(source.bundle(), createWriteStream(join(folder, 'source.bundle')));
  gitIn(folder, 'clone', '-q', 'source.bundle', 'work');
  gitIn(join(folder, 'work'), 'checkout', '-q', source.commit);
  return join(folder, 'work');
}

/** Stands for the station: the same script in a clone, run by a process of ours. */
export function localInspector(root: string): Inspector {
  return async ({ source, argv, input, maxBytes }) => {
    const work = await cloneBundle(root, source);
    const child = spawn(argv[0]!, argv.slice(1), { cwd: '/', env: { PATH: process.env['PATH'], ANDON_WORK: work } });
    const closed = new Promise<number>(done => child.on('close', code => done(code ?? -1)));
    child.stdin.end(input);
    const [stdout, stderr, exitCode] = await Promise.all([
      collectBytes(child.stdout, 1e9),
      collectBytes(child.stderr, 1e6),
      closed,
    ]);
    rmSync(dirname(work), { recursive: true, force: true });
    return { exitCode, stdout: stdout.subarray(0, maxBytes), stderr, isTruncated: stdout.length > maxBytes };
  };
}

/** An agent that does `work` in a clone of `base` and hands over what it committed. */
export async function takeFrom(
  sample: Sample,
  mirror: Mirror,
  work: (folder: string) => void,
  more: Partial<TakeWork> = {},
): Promise<TakenWork> {
  const base = (await mirror.head('main'))!;
  const folder = await cloneBundle(sample.root, { commit: base, bundle: () => mirror.bundle(base) });
  work(folder);
  const isChanged = gitIn(folder, 'rev-parse', 'HEAD') !== base;
  if (isChanged) gitIn(folder, 'bundle', 'create', '-q', '../work.bundle', `${base}..HEAD`, 'HEAD');
  const bundle = isChanged ? Readable.from([readFileSync(join(dirname(folder), 'work.bundle'))]) : Readable.from([]);
  return mirror.takeWork({
    base,
    bundle,
    inspect: localInspector(sample.root),
    allowedFiles: ['src/**'],
    limits: defaultWorkLimits,
    keepAs: 'runs/J-1.1/implement.1.1.0',
    message: 'Fix it',
    trailers: { 'Andon-Work': 'J-1.1/implement.1.1.0', 'Andon-Agent': 'replay' },
    at: 1_700_000_000_000,
    ...more,
  });
}
