import { spawn } from 'node:child_process';
import type { ExitCode } from '../app/exit-code.ts';

export type ChildOptions = {
  readonly program: string;
  readonly args: readonly string[];
  /** Ends the program in good order when it fires. */
  readonly signal: AbortSignal;
  /** Takes what the program writes to its standard output, which else goes to ours. */
  readonly onOutput?: (text: string) => void;
};

/** Runs a program of ours in the foreground and answers its exit status. */
export function runChild({ program, args, signal, onOutput }: ChildOptions): Promise<ExitCode> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: ['inherit', onOutput === undefined ? 'inherit' : 'pipe', 'inherit'] });
    if (onOutput !== undefined) child.stdout?.setEncoding('utf8').on('data', onOutput);
    const stop = () => void child.kill('SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', fail);
    child.once('exit', code => {
      signal.removeEventListener('abort', stop);
      done(code === 0 || code === 2 || code === 3 ? code : signal.aborted ? 0 : 1);
    });
  });
}
