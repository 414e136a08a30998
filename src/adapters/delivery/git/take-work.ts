import type { Readable } from 'node:stream';
import { AppError } from '../../../base/app-error.ts';
import { collectBytes } from '../../../core/project/collect-bytes.ts';
import type { Inspection, Mirror, TakenWork, TakeWork, WorkProblem } from '../../../core/project/delivery.ts';
import { badBundleExit, inspectArgv } from './inspect-script.ts';
import { problemsOf } from './judge-work.ts';
import { type InspectionClaim, readInspection } from './read-inspection.ts';
import { messageWith, writeCommit, writeTree } from './write-work.ts';

/** Room for paths, modes and object names beside the files themselves. */
const listBytes = 8 * 1024 * 1024;
const inspectTimeoutMs = 120_000;

/** What {@link takeWork} needs of the mirror it writes into. */
export type WorkTarget = Pick<Mirror, 'bundle' | 'readFile' | 'keepRef' | 'diffStat'> & { readonly directory: string };

/**
 * Take an agent's work in. The bundle is unpacked in a throwaway station only; the host parses what that one says, judges
 * it, and writes blobs, tree and commit itself. Throws `unavailable` when the station fails for reasons of its own.
 */
export async function takeWork(target: WorkTarget, work: TakeWork): Promise<TakenWork> {
  const bundle = await bundleBytes(work.bundle, work.limits.maxBytes + listBytes);
  if (bundle === null) return refused(`the work is larger than ${work.limits.maxBytes} bytes`);
  if (bundle.length === 0) return { status: 'unchanged' };
  const inspection = await inspect(target, work, bundle);
  if (inspection.exitCode === badBundleExit) return refused(`the work cannot be unpacked: ${lastLine(inspection)}`);
  if (inspection.isTruncated) return refused(`the changed files have more than ${work.limits.maxBytes} bytes`);
  if (inspection.exitCode !== 0) throw inspectionFailure(inspection);
  const claim = readInspection(Buffer.from(inspection.stdout));
  if (!claim) return refused('the answer about the work is not in the agreed form');
  return claim.changes.length === 0 && claim.commits.every(({ changes }) => changes.length === 0)
    ? { status: 'unchanged' }
    : judged(target, work, claim);
}

async function bundleBytes(bundle: Readable, maxBytes: number): Promise<Buffer | null> {
  try {
    return await collectBytes(bundle, maxBytes);
  } catch (error) {
    if (error instanceof AppError && error.code === 'git.too-large') return null;
    throw error;
  }
}

function inspect(target: WorkTarget, work: TakeWork, input: Buffer): Promise<Inspection> {
  return work.inspect({
    source: { commit: work.base, bundle: () => target.bundle(work.base) },
    argv: inspectArgv(work.base, work.limits.maxCommits),
    input,
    maxBytes: work.limits.maxBytes + listBytes,
    timeoutMs: inspectTimeoutMs,
  });
}

async function judged(target: WorkTarget, work: TakeWork, claim: InspectionClaim): Promise<TakenWork> {
  const before = async (path: string) => (await target.readFile(work.base, path))?.toString('latin1') ?? '';
  const problems = await problemsOf(claim, { allowedFiles: work.allowedFiles, limits: work.limits, before });
  if (problems.length > 0) return { status: 'refused', problems };
  return claim.changes.length === 0 ? { status: 'unchanged' } : accepted(target, work, claim);
}

async function accepted(target: WorkTarget, work: TakeWork, claim: InspectionClaim): Promise<TakenWork> {
  const tree = await writeTree(target.directory, work.base, claim);
  if (tree !== claim.tree) return refused('the listed changes do not add up to the work');
  const message = messageWith(work.message, work.trailers);
  const commit = await writeCommit(target.directory, { tree, parents: [work.base], message, at: work.at });
  await target.keepRef(work.keepAs, commit);
  const intermediate = claim.commits.map(step => ({ commit: step.commit, paths: step.changes.map(change => change.path) }));
  return { status: 'accepted', commit, tree, files: await target.diffStat(work.base, commit), intermediate };
}

function refused(problem: string): { status: 'refused'; problems: WorkProblem[] } {
  return { status: 'refused', problems: [{ path: '', problem }] };
}

function lastLine({ stderr }: Inspection): string {
  const lines = Buffer.from(stderr).toString('utf8').trim().split('\n');
  return lines
    .at(-1)!
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
    .slice(0, 300);
}

function inspectionFailure(inspection: Inspection): AppError {
  const reason = lastLine(inspection) || `exit code ${inspection.exitCode}`;
  return new AppError('unavailable', 'work.inspection-failed', `The work could not be inspected: ${reason}`, {
    hint: 'Try again; if it goes on, look at the station runtime with: andon doctor',
  });
}
