import { resolve } from 'node:path';
import { AppError } from '../../../base/app-error.ts';
import type { MergeOutcome, MergeRequest } from '../../../core/project/delivery.ts';
import { type GitCall, git, gitText } from '../../../core/project/git.ts';
import { checkedOutBranches, commitOf, repositoryCall } from './engineer-repository.ts';
import { messageWith, writeCommit } from './write-work.ts';

export type MergeInto = {
  readonly directory: string;
  readonly repository: string;
  readonly keepRef: (name: string, commit: string) => Promise<void>;
};

/**
 * Put a candidate onto the target branch of the engineer's repository, as one commit, by compare and swap. The same
 * request can be made again after a crash: what an earlier call did is found by the run's trailer and by the commit being
 * the same. A branch that is checked out anywhere is left alone; the commit then waits on a branch of its own.
 */
export async function merge(into: MergeInto, request: MergeRequest): Promise<MergeOutcome> {
  const call = repositoryCall(into.repository);
  await mustFit(into, request);
  const head = await commitOf(`refs/heads/${request.target}`, call);
  const earlier = head === null ? null : await commitOfRun(call, request.target, request.run);
  if (earlier !== null) return { status: 'merged', commit: earlier };
  const commit = await mergeCommit(into, request);
  const waiting = await waitingBranch(call, request.job, commit);
  if (waiting !== null) return delivered(request, commit, waiting);
  if (head !== request.expectedHead) return { status: 'moved', head };
  await sendObjects(into, commit, request.run);
  const busy = await checkedOutBranches(into.repository);
  if (busy.has(request.target)) return deliver(call, request, commit, busy);
  return swap(call, request, commit);
}

/** The candidate's tree stands for the target only when it was made on exactly the head that is to be replaced. */
async function mustFit(into: MergeInto, { candidate, expectedHead, target, job }: MergeRequest): Promise<void> {
  const parents = await gitText(['log', '-1', '--format=%P', candidate, '--'], { directory: into.directory });
  if (parents !== expectedHead)
    throw new AppError(
      'invalid',
      'merge.not-rebased',
      `The candidate ${candidate.slice(0, 10)} is not based on ${expectedHead.slice(0, 10)}.`,
    );
  for (const branch of [target, branchOf(job, 0)])
    await git(['check-ref-format', '--branch', branch], { directory: into.directory });
}

function mergeCommit(into: MergeInto, { candidate, expectedHead, message, at, ...request }: MergeRequest): Promise<string> {
  const trailers = {
    'Andon-Job': request.job,
    'Andon-Run': request.run,
    'Andon-Evidence': request.evidence,
    'Reviewed-by': request.reviewer,
  };
  return gitText(['rev-parse', `${candidate}^{tree}`], { directory: into.directory }).then(tree =>
    writeCommit(into.directory, { tree, parents: [expectedHead], message: messageWith(message, trailers), at }),
  );
}

async function commitOfRun(call: GitCall, target: string, run: string): Promise<string | null> {
  const format = '--format=%H %(trailers:key=Andon-Run,valueonly,separator=%x2C)';
  const log = await gitText(['log', format, '--fixed-strings', `--grep=Andon-Run: ${run}`, `refs/heads/${target}`, '--'], call);
  const found = log.split('\n').find(line => line.slice(line.indexOf(' ') + 1) === run);
  return found ? found.slice(0, found.indexOf(' ')) : null;
}

async function sendObjects(into: MergeInto, commit: string, run: string): Promise<void> {
  await into.keepRef(`merges/${run}`, commit);
  const flags = [
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-auto-gc',
    '--no-auto-maintenance',
    '--no-recurse-submodules',
    '--refmap=',
  ];
  await git(['fetch', ...flags, resolve(into.directory), `refs/andon/merges/${run}`], repositoryCall(into.repository));
}

async function swap(call: GitCall, { target, expectedHead, run }: MergeRequest, commit: string): Promise<MergeOutcome> {
  try {
    await git(['update-ref', '-m', `andon: merge ${run}`, `refs/heads/${target}`, commit, expectedHead], call);
  } catch (error) {
    const head = await commitOf(`refs/heads/${target}`, call);
    if (head === expectedHead) throw error;
    return { status: 'moved', head };
  }
  return { status: 'merged', commit };
}

function branchOf(job: string, number: number): string {
  return number === 0 ? `andon/${job}` : `andon/${job}-${number + 1}`;
}

/** The branch on which an earlier call left this very commit. */
async function waitingBranch(call: GitCall, job: string, commit: string): Promise<string | null> {
  const listed = await gitText(['for-each-ref', '--format=%(objectname) %(refname:strip=2)', 'refs/heads/andon/'], call);
  const found = listed.split('\n').find(line => line.startsWith(`${commit} andon/${job}`));
  return found ? found.slice(commit.length + 1) : null;
}

const maxBranches = 100;

/** Takes `andon/JOB`, or moves it when it still holds an earlier delivery of the same job; else the next free number. */
async function deliver(call: GitCall, request: MergeRequest, commit: string, busy: ReadonlySet<string>): Promise<MergeOutcome> {
  for (let number = 0; number < maxBranches; number++) {
    const branch = branchOf(request.job, number);
    const present = await commitOf(`refs/heads/${branch}`, call);
    if (present !== null && (busy.has(branch) || !(await isDeliveryOf(call, present, request.job)))) continue;
    await git(
      ['update-ref', '-m', `andon: deliver ${request.run}`, `refs/heads/${branch}`, commit, present ?? '0'.repeat(40)],
      call,
    );
    return delivered(request, commit, branch);
  }
  throw new AppError('conflict', 'merge.no-branch', `There are ${maxBranches} branches for ${request.job} already.`, {
    hint: `Delete branches named andon/${request.job}-… that are no longer needed.`,
  });
}

async function isDeliveryOf(call: GitCall, commit: string, job: string): Promise<boolean> {
  return (
    (await gitText(['log', '-1', '--format=%(trailers:key=Andon-Job,valueonly,separator=%x2C)', commit, '--'], call)).trim() ===
    job
  );
}

function delivered({ target }: MergeRequest, commit: string, branch: string): MergeOutcome {
  const why = `${target} is checked out, and a branch that someone works on is never moved behind their back.`;
  return { status: 'delivered', commit, branch, why, next: `git merge --ff-only ${branch}` };
}
