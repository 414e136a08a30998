import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Identity } from './setting.ts';

export type RunOptions = { readonly identity: Identity; readonly env: Readonly<Record<string, string>>; readonly cwd: string };

/**
 * Starts a command as the agent's user. The holder has no power over the agent's files (no DAC capability), so that
 * even its own errands among them run with nothing but the agent's rights.
 */
export function spawnAs(argv: readonly string[], options: RunOptions): ChildProcessWithoutNullStreams {
  const { identity, env, cwd } = options;
  // A session of its own, so that it can be ended with everything it started and without the holder.
  const child = spawn(argv[0] ?? '', argv.slice(1), { env, cwd, stdio: 'pipe', detached: true, ...(identity ?? {}) });
  // A command that ends early leaves a broken pipe behind, which its exit code explains better.
  child.stdin.on('error', () => undefined);
  return child;
}

/** Resolves with the exit code once all output has been read; 127 when it could not start. */
export function exitOf(child: ChildProcessWithoutNullStreams): Promise<{ exitCode: number; reason: string | null }> {
  return new Promise(resolve => {
    child.once('error', error => resolve({ exitCode: 127, reason: error.message }));
    child.once('close', (code, signal) => resolve({ exitCode: code ?? 128 + signalNumber(signal), reason: signal }));
  });
}

/** The last `maxBytes` of a stream, as text. */
export function tailOf(stream: NodeJS.ReadableStream, maxBytes = 4000): () => string {
  let tail = '';
  stream.on('data', (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-maxBytes);
  });
  return () => tail.trim();
}

const numbers: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGTERM: 15,
  SIGXFSZ: 25,
};

export function signalNumber(signal: NodeJS.Signals | string | null): number {
  return signal === null ? 0 : (numbers[signal] ?? 15);
}
