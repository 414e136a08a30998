import { AppError } from '../../base/app-error.ts';
import type { NewFact } from '../journal/journal.ts';
import { defaultLimits, type StationSpec } from '../station/station-runtime.ts';
import { type FactBodies, fact } from './fact.ts';
import { freshStation, removeStation } from './station-keeper.ts';
import type { Work } from './world.ts';

/** Commands to run on a commit, in a fresh station that no agent has touched. */
export type CheckRequest = {
  readonly commit: string;
  readonly dependencies: string | null;
  readonly side: 'base' | 'candidate';
  /** Tells the stations of one attempt apart. */
  readonly name: string;
  readonly commands: readonly string[];
  readonly expected: 'green' | 'red';
  /** How the checks are called in the evidence, where that is not the command itself. */
  readonly title?: string;
};
export type CheckedCommands = {
  readonly checks: readonly FactBodies['check'][];
  readonly facts: readonly NewFact[];
  readonly tail: string;
};

const maxOutputBytes = 1024 * 1024;
const timeoutMs = 10 * 60_000;

/** Run commands one after the other; the exit code is the holder's word, never the code's under test. */
export async function runChecks(work: Work, request: CheckRequest): Promise<CheckedCommands> {
  if (request.commands.length === 0) return { checks: [], facts: [], tail: '' };
  const id = `${work.id}/checks-${request.name}`;
  const checks: FactBodies['check'][] = [];
  let tail = '';
  // A command does not hear our signal; without its station it ends at once.
  const cutShort = () => void work.world.runtime.remove(id).catch(() => {});
  work.signal.addEventListener('abort', cutShort, { once: true });
  try {
    await freshStation(work.world, work.run.id, await checkSpec(work, id, request), {});
    for (const command of request.commands) {
      const { check, output } = await runOne(work, id, request, command);
      checks.push(check);
      work.world.journal.note(work.run.id, 'check.finished', {
        name: check.name,
        side: check.side,
        expected: check.expected,
        exitCode: check.exitCode,
        durationMs: check.durationMs,
      });
      if ((check.exitCode === 0) !== (request.expected === 'green')) tail = output.slice(-4_000);
    }
  } finally {
    work.signal.removeEventListener('abort', cutShort);
    await removeStation(work.world, id);
  }
  return { checks, facts: checks.map(check => fact(work.id, 'check', check)), tail };
}

async function runOne(
  work: Work,
  id: string,
  request: CheckRequest,
  command: string,
): Promise<{ check: FactBodies['check']; output: string }> {
  work.signal.throwIfAborted();
  const started = work.world.clock();
  const result = await work.world.runtime.exec(id, ['bash', '-c', command], { maxBytes: maxOutputBytes, timeoutMs });
  const info = await work.world.runtime.inspect(id);
  if (info?.state.status !== 'running')
    throw new AppError('unavailable', 'station.lost', `The station that ran “${command}” was lost.`);
  const output = Buffer.concat([result.stdout, result.stderr]);
  const blob = await work.world.blobs.keep(output);
  const { side, expected, title } = request;
  return {
    check: { name: title ?? command, side, expected, exitCode: result.exitCode, blob, durationMs: work.world.clock() - started },
    output: output.toString('utf8'),
  };
}

async function checkSpec(work: Work, id: string, request: CheckRequest): Promise<StationSpec> {
  const mirror = await work.world.mirrorOf(work.project);
  return {
    id,
    purpose: 'checks',
    labels: { job: work.job.id, run: work.run.id, stage: work.at.stage },
    source: { commit: request.commit, bundle: () => mirror.bundle(request.commit) },
    dependencies: request.dependencies ? { key: request.dependencies, path: 'node_modules' } : null,
    process: { argv: ['sleep', 'infinity'], env: { CI: 'true', TZ: 'UTC' }, tty: null },
    inputs: {},
    services: [],
    limits: defaultLimits,
  };
}
