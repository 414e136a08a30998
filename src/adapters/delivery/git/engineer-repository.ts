import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type GitCall, git, gitText } from '../../../core/project/git.ts';

/** How git is called in the engineer's repository: never one that lies around it, should it be no repository itself. */
export function repositoryCall(repository: string): GitCall {
  return { directory: repository, env: { GIT_CEILING_DIRECTORIES: dirname(resolve(repository)) } };
}

/** The commit that a name stands for, or null. */
export async function commitOf(name: string, call: GitCall): Promise<string | null> {
  const answer = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], {
    ...call,
    accept: [0, 1, 128],
  });
  return answer.exitCode === 0 ? answer.stdout.toString('utf8').trim() : null;
}

/**
 * Branches that some working tree of the repository stands on, is in the middle of rebasing, or bisects from. Moving
 * one of them would change what the engineer sees as their own uncommitted work.
 */
export async function checkedOutBranches(repository: string): Promise<Set<string>> {
  const call = repositoryCall(repository);
  const listed = await gitText(['worktree', 'list', '--porcelain', '-z'], call);
  const standing = listed.split('\0').flatMap(line => (line.startsWith('branch ') ? [line.slice('branch '.length)] : []));
  const common = resolve(repository, await gitText(['rev-parse', '--git-common-dir'], call));
  const isBare = (await gitText(['rev-parse', '--is-bare-repository'], call)) === 'true';
  const linked = await readdir(join(common, 'worktrees')).catch(() => []);
  const folders = [common, ...linked.map(name => join(common, 'worktrees', name))];
  const busy = await Promise.all(folders.map(busyBranches));
  // A bare repository's own HEAD is only its default branch; nobody works on it.
  const main = isBare ? [] : [await headBranch(common)];
  return new Set(
    [...standing, ...busy.flat(), ...main].filter(ref => ref !== null).map(ref => ref.replace(/^refs\/heads\//, '')),
  );
}

async function headBranch(folder: string): Promise<string | null> {
  const head = await readFile(join(folder, 'HEAD'), 'utf8').catch(() => '');
  return /^ref: (\S+)/.exec(head)?.[1] ?? null;
}

async function busyBranches(folder: string): Promise<string[]> {
  const files = ['rebase-merge/head-name', 'rebase-apply/head-name', 'BISECT_START'];
  const texts = await Promise.all(files.map(file => readFile(join(folder, file), 'utf8').catch(() => '')));
  return texts.map(text => text.trim()).filter(text => text !== '');
}
