import { stat } from 'node:fs/promises';
import { messageOf } from '../../../base/app-error.ts';
import type { RepositoryFacts } from '../../../core/project/delivery.ts';
import { type GitCall, git, gitText } from '../../../core/project/git.ts';
import { commitOf, repositoryCall } from './engineer-repository.ts';
import { listTree } from './read-tree.ts';

const maxUncommitted = 1_000;
type Readable = Extract<RepositoryFacts, { status: 'readable' }>;

/** Look at the engineer's repository without changing it and without running anything that it configures. */
export async function examine(repository: string, target: string): Promise<RepositoryFacts> {
  const call = repositoryCall(repository);
  try {
    if (!(await stat(repository)).isDirectory()) return { status: 'unreadable', reason: `${repository} is not a folder.` };
    await gitText(['rev-parse', '--git-dir'], call);
    return await factsOf(call, target);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { status: 'unreadable', reason: isMissing ? `there is no folder ${repository}.` : messageOf(error) };
  }
}

async function factsOf(call: GitCall, target: string): Promise<Readable> {
  const isBare = await isTrue(call, '--is-bare-repository');
  const commit = await commitOf(`refs/heads/${target}`, call);
  const files = commit ? await listTree(call, commit, []) : [];
  const branches = (await gitText(['for-each-ref', '--format=%(refname:strip=2)', 'refs/heads/'], call))
    .split('\n')
    .filter(name => name !== '');
  return {
    status: 'readable',
    isBare,
    isShallow: await isTrue(call, '--is-shallow-repository'),
    objectFormat: await gitText(['rev-parse', '--show-object-format'], call),
    hasCommits: branches.length > 0,
    target: commit,
    branches,
    uncommitted: isBare ? [] : await uncommittedFiles(call),
    submodules: files.filter(file => file.mode === '160000').map(file => file.path),
    fileCount: files.length,
  };
}

async function isTrue(call: GitCall, question: string): Promise<boolean> {
  return (await gitText(['rev-parse', question], call)) === 'true';
}

async function uncommittedFiles(call: GitCall): Promise<string[]> {
  const env = { ...call.env, ...(await withoutFilters(call)) };
  const flags = ['--porcelain=v1', '-z', '--no-renames', '--ignore-submodules=all', '--untracked-files=normal'];
  const { stdout } = await git(['status', ...flags], { ...call, env });
  const lines = stdout
    .toString('utf8')
    .split('\0')
    .filter(line => line !== '');
  return lines.slice(0, maxUncommitted).map(line => line.slice(3));
}

/** `git status` runs clean filters over files that look changed. Each one that the repository configures is switched off by name. */
async function withoutFilters(call: GitCall): Promise<Record<string, string>> {
  const { stdout } = await git(
    ['config', '-z', '--name-only', '--get-regexp', '^filter\\..*\\.(clean|smudge|process|required)$'],
    { ...call, accept: [0, 1] },
  );
  const keys = [...new Set(stdout.toString('utf8').split('\0'))].filter(key => key !== '');
  const entries = keys.flatMap((key, index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, key.endsWith('.required') ? 'false' : ''],
  ]);
  return { GIT_CONFIG_COUNT: String(keys.length), ...(Object.fromEntries(entries) as Record<string, string>) };
}
