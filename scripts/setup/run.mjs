import { spawn } from 'node:child_process';
import { SetupError, say } from './say.mjs';

/** Runs a program in the foreground and answers its exit status; its child gets the signals that we get. */
export function run(program, args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    const pass = signal => child.kill(signal);
    // Ctrl-C goes to the whole group by itself; staying alive here lets the child end in good order.
    const stay = () => {};
    process.on('SIGINT', stay);
    process.on('SIGTERM', pass);
    child.once('error', fail);
    child.once('close', (code, signal) => {
      process.off('SIGINT', stay);
      process.off('SIGTERM', pass);
      done(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

/**
 * Runs a long step quietly: one line at its start, one every ten seconds, one at its end. Its output is shown only when
 * it fails, and then the step throws.
 */
export async function step(title, program, args, options = {}) {
  const began = Date.now();
  say(`${title} …`);
  const timer = setInterval(() => say(`${title} … ${Math.round((Date.now() - began) / 1000)} s`), 10_000);
  try {
    const { code, output } = await captured(program, args, options);
    if (code !== 0) throw new SetupError(`${title}: failed with status ${code}.\n${output.trimEnd()}`, options.hint);
    say(`${title}: done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  } finally {
    clearInterval(timer);
  }
}

/** The exit status and the last of the output of a program; -1 when it could not be started. */
export function captured(program, args, { hint: _, ...options } = {}) {
  return new Promise(done => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const keep = bytes => (output = (output + bytes).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', error => done({ code: -1, output: error.message }));
    child.once('close', code => done({ code: code ?? 1, output }));
  });
}
