import { type ChildProcess, spawn } from 'node:child_process';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, messageOf } from '../../base/app-error.ts';
import { collectBytes } from './collect-bytes.ts';

/** One call of git. `directory` is a repository that only the host and the engineer can write, never one of an agent. */
export type GitCall = {
  readonly directory: string;
  readonly input?: Uint8Array | string;
  /** Added to the safe environment: `GIT_INDEX_FILE`, author dates. */
  readonly env?: Readonly<Record<string, string>>;
  /** Most bytes of output taken, 64 MB unless told. */
  readonly maxBytes?: number;
  /** Five minutes unless told. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Exit codes that are answers and not failures, 0 unless told. */
  readonly accept?: readonly number[];
};
export type GitAnswer = { readonly exitCode: number; readonly stdout: Buffer; readonly stderr: string };

/**
 * What makes git run other programs or read files of others, turned off. A repository's own configuration is still read,
 * so each entry here stands against one that could be there.
 */
const safeConfig: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.attributesFile', '/dev/null'],
  ['core.askPass', ''],
  ['core.sshCommand', 'false'],
  ['core.alternateRefsCommand', 'true'],
  ['credential.helper', ''],
  ['protocol.allow', 'never'],
  ['protocol.file.allow', 'always'],
  ['fetch.recurseSubmodules', 'false'],
  ['submodule.recurse', 'false'],
  ['diff.external', ''],
  ['commit.gpgSign', 'false'],
  ['log.showSignature', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  // Attributes of the code under work must not decide what a diff shows; this is the empty tree.
  ['attr.tree', '4b825dc642cb6eb9a060e54bf8d69288fbee4904'],
  ['safe.directory', '*'],
];

/** The configuration above, as arguments for any git command line. */
export const safeConfigArguments: readonly string[] = safeConfig.flatMap(([key, value]) => ['-c', `${key}=${value}`]);

const maxWords = 256 * 1024;
const identity = { name: 'Andon', email: 'andon@localhost' };

/** The environment of every git process: none of the engineer's GIT_* variables, no prompts, no replaced objects, no pathspec magic. */
export function gitEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([key, value]) => value !== undefined && /^(PATH|TMPDIR|TEMP|TMP|SystemRoot|COMSPEC)$/i.test(key),
  );
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
    GIT_EDITOR: 'false',
    GIT_AUTHOR_NAME: identity.name,
    GIT_AUTHOR_EMAIL: identity.email,
    GIT_COMMITTER_NAME: identity.name,
    GIT_COMMITTER_EMAIL: identity.email,
    ...more,
  };
}

/** Dates for a commit, so that the same work always gives the same commit. `at` is milliseconds since 1970. */
export function gitDates(at: number): Record<string, string> {
  const date = `@${Math.floor(at / 1000)} +0000`;
  return { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
}

/**
 * Run git to its end. Throws `unavailable` (`git.missing`, `git.timeout`), `cancelled` (`git.cancelled`), `exhausted`
 * (`git.too-large`, `git.disk-full`), and `conflict` (`git.locked`, `git.failed`) with git's own words for an exit code that is not accepted.
 */
export async function git(args: readonly string[], call: GitCall): Promise<GitAnswer> {
  const { timeoutMs = 300_000, maxBytes = 64 * 1024 * 1024, accept = [0] } = call;
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(call.signal ? [call.signal] : [])]);
  // SIGTERM lets git remove its lock files; a killed one would leave them for the next call to stumble over.
  const child = spawn('git', [...safeConfigArguments, ...args], {
    cwd: call.directory,
    env: gitEnvironment(call.env),
    signal,
    killSignal: 'SIGTERM',
  });
  const exit = exitOf(child);
  try {
    const parts = [
      exit,
      collectBytes(child.stdout, maxBytes),
      collectBytes(child.stderr, maxWords),
      feedInput(child.stdin, call.input),
    ] as const;
    const [exitCode, stdout, words] = await Promise.all(parts);
    const stderr = words.toString('utf8').trim();
    if (!accept.includes(exitCode)) throw gitFailure(args, exitCode, stderr);
    return { exitCode, stdout, stderr };
  } catch (error) {
    child.kill('SIGTERM');
    throw error instanceof AppError ? error : startFailure(args, error, call.signal);
  }
}

/** The output as text without the last line break. */
export async function gitText(args: readonly string[], call: GitCall): Promise<string> {
  return (await git(args, call)).stdout.toString('utf8').replace(/\n$/, '');
}

/** Run git and stream its output. A failure destroys the stream with the error; destroying the stream ends git. */
export function gitStream(args: readonly string[], call: Pick<GitCall, 'directory' | 'input'>): Readable {
  return Readable.from(chunksOf(args, call), { objectMode: false });
}

async function* chunksOf(args: readonly string[], call: Pick<GitCall, 'directory' | 'input'>): AsyncGenerator<Buffer> {
  const child = spawn('git', [...safeConfigArguments, ...args], { cwd: call.directory, env: gitEnvironment() });
  const exit = exitOf(child);
  exit.catch(() => undefined);
  try {
    const feed = feedInput(child.stdin, call.input);
    const words = collectBytes(child.stderr, maxWords);
    yield* child.stdout as AsyncIterable<Buffer>;
    const [exitCode, stderr] = await Promise.all([exit, words, feed]);
    if (exitCode !== 0) throw gitFailure(args, exitCode, stderr.toString('utf8').trim());
  } catch (error) {
    throw error instanceof AppError ? error : startFailure(args, error);
  } finally {
    child.kill('SIGTERM');
  }
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((done, fail) => child.on('error', fail).on('close', code => done(code ?? -1)));
}

/** git may end before it has read all: its exit code then tells why, and the broken pipe says nothing more. */
async function feedInput(stdin: Writable, input: Uint8Array | string | undefined): Promise<void> {
  await pipeline(input === undefined ? [] : [input], stdin).catch(() => undefined);
}

function gitFailure(args: readonly string[], exitCode: number, stderr: string): AppError {
  const reason = stderr.split('\n').find(line => /^(fatal|error):/.test(line)) ?? stderr.split('\n')[0] ?? '';
  const message = `git ${args[0]} failed (${exitCode}): ${reason || 'it gave no reason'}`;
  if (/no space left on device/i.test(stderr))
    return new AppError('exhausted', 'git.disk-full', message, { hint: 'Make room on the disk and try again.' });
  const lock = /'([^']+\.lock)': File exists/.exec(stderr);
  if (lock)
    return new AppError('conflict', 'git.locked', message, {
      hint: `Another git holds ${lock[1]}. If none is running, delete that file and try again.`,
    });
  return new AppError('conflict', 'git.failed', message);
}

function startFailure(args: readonly string[], cause: unknown, asked?: AbortSignal): AppError {
  const { code, name } = cause as NodeJS.ErrnoException;
  if (asked?.aborted) return new AppError('cancelled', 'git.cancelled', `git ${args[0]} was stopped.`, { cause });
  if (name === 'AbortError' || name === 'TimeoutError')
    return new AppError('unavailable', 'git.timeout', `git ${args[0]} took too long and was stopped.`, { cause });
  if (code === 'ENOENT')
    return new AppError('unavailable', 'git.missing', `git ${args[0]} could not be started: git or the folder is not there.`, {
      hint: 'Check that git is installed and that the repository is where it was.',
      cause,
    });
  return new AppError('internal', 'git.broken', `git ${args[0]}: ${messageOf(cause)}`, { cause });
}
