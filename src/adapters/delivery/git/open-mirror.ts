import { access, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../../base/app-error.ts';
import type { Delivery, Mirror } from '../../../core/project/delivery.ts';
import { type GitCall, git } from '../../../core/project/git.ts';
import { bundle } from './bundle.ts';
import { diff, diffStat, patchId } from './diff.ts';
import { commitOf, repositoryCall } from './engineer-repository.ts';
import { examine } from './examine.ts';
import { merge } from './merge.ts';
import { overlay } from './overlay.ts';
import { listTree, readFile } from './read-tree.ts';
import { rebase } from './rebase.ts';
import { takeWork } from './take-work.ts';

const maxFileBytes = 10 * 1024 * 1024;

/** Delivery by git: a bare mirror of ours for each project, and the engineer's repository as the place that merges go to. */
export function createGitDelivery(): Delivery {
  return { openMirror, examine };
}

async function openMirror({ directory, repository }: { directory: string; repository: string }): Promise<Mirror> {
  const root = resolve(directory);
  await initialise(root);
  const call: GitCall = { directory: root };
  const keepRef = async (name: string, commit: string) => void (await git(['update-ref', refOf(name), commit], call));
  const read = (commit: string, path: string, maxBytes = maxFileBytes) => readFile(call, { commit, path, maxBytes });
  const stat = (base: string, commit: string) => diffStat(root, base, commit);
  const target = { directory: root, bundle: (commit: string) => bundle(call, commit), readFile: read, keepRef, diffStat: stat };
  return {
    ...target,
    sync: oneAtATime(() => sync(root, resolve(repository))),
    head: branch => commitOf(`refs/heads/${branch}`, call),
    listFiles: commit => listTree(call, commit, []),
    keptRef: name => commitOf(refOf(name), call),
    takeWork: work => takeWork(target, work),
    diff: (base, commit) => diff(root, base, commit),
    rebase: (candidate, newHead, at) => rebase(root, candidate, newHead, at),
    overlay: request => overlay(root, request),
    patchId: (base, commit) => patchId(root, base, commit),
    merge: request => merge({ directory: root, repository: resolve(repository), keepRef }, request),
  };
}

async function initialise(root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  await git(['init', '--quiet', '--bare', '--template=', '--object-format=sha1', '.'], { directory: root });
}

/** Branches follow the engineer's, gone ones included; what we keep stands under refs/andon/ and is never touched here. */
async function sync(root: string, repository: string): Promise<void> {
  const isThere = await access(repository).then(
    () => true,
    () => false,
  );
  if (!isThere)
    throw new AppError('missing', 'project.repository-missing', `There is no repository at ${repository}.`, {
      hint: 'Correct `repository` of the project in factory.yaml.',
    });
  const flags = [
    '--quiet',
    '--prune',
    '--force',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-auto-gc',
    '--no-auto-maintenance',
    '--update-head-ok',
  ];
  const { env } = repositoryCall(repository);
  await git(['fetch', ...flags, repository, '+refs/heads/*:refs/heads/*'], { directory: root, ...(env ? { env } : {}) });
}

/** Two fetches at once would fight for the same refs. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.catch(() => undefined).then(work);
    return last;
  };
}

function refOf(name: string): string {
  const isFine =
    /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/.test(name) && !/\.\.|\.lock(?:\/|$)|\.(?:\/|$)/.test(name);
  if (!isFine) throw new AppError('invalid', 'delivery.bad-ref', `"${name}" cannot be the name of a ref.`);
  return `refs/andon/${name}`;
}
