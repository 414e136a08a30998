import { spawn } from 'node:child_process';
import { AppError, messageOf } from '../../base/app-error.ts';

/** The engineer's own git settings (hooks, signing, line endings) must not change the commit ids of the sample. */
const environment = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
};

export type GitRun = {
  readonly directory: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
};

/** Runs git and answers its standard output, trimmed. Throws `unavailable sample.git-missing` or `internal sample.git-failed`. */
export async function runGit(args: readonly string[], { directory, input, env }: GitRun): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: directory, env: { ...environment, ...env }, stdio: 'pipe' });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', error => reject(gitMissing(error)));
    child.on('close', code => {
      if (code === 0) resolve(Buffer.concat(out).toString('utf8').trim());
      else reject(gitFailed(args, code, Buffer.concat(errors).toString('utf8')));
    });
    // git may end before it has read everything; its exit status says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function gitMissing(cause: Error): AppError {
  return new AppError('unavailable', 'sample.git-missing', `git could not be started: ${messageOf(cause)}`, {
    hint: 'Install git and start again.',
    cause,
  });
}

function gitFailed(args: readonly string[], code: number | null, errors: string): AppError {
  return new AppError('internal', 'sample.git-failed', `git ${args[0] ?? ''} ended with ${code}: ${errors.trim()}`);
}
