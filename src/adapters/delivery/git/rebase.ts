import type { Rebased } from '../../../core/project/delivery.ts';
import { git, gitText } from '../../../core/project/git.ts';
import { writeCommit } from './write-work.ts';

/**
 * Put a candidate's change, against its only parent, onto another commit. Works on objects alone: three commits made for
 * the purpose give git exactly one merge base, whatever the real histories look like, and no working tree is needed.
 */
export async function rebase(mirror: string, candidate: string, newHead: string, at: number): Promise<Rebased> {
  const parent = await gitText(['rev-parse', '--verify', `${candidate}^1`], { directory: mirror });
  if (parent === newHead) return { status: 'clean', commit: candidate };
  const stem = (commit: string, parents: string[]) => copyOf(mirror, commit, parents);
  const base = await stem(parent, []);
  const ours = await stem(newHead, [base]);
  const theirs = await stem(candidate, [base]);
  const merged = await git(['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', ours, theirs], {
    directory: mirror,
    accept: [0, 1],
  });
  const [tree = '', ...files] = merged.stdout
    .toString('utf8')
    .split('\0')
    .filter(part => part !== '');
  if (merged.exitCode === 1) return { status: 'conflicts', files: [...new Set(files)] };
  const message = await gitText(['log', '-1', '--format=%B', candidate, '--'], { directory: mirror });
  return {
    status: 'clean',
    commit: await writeCommit(mirror, { tree, parents: [newHead], message: `${message.trimEnd()}\n`, at }),
  };
}

async function copyOf(mirror: string, commit: string, parents: readonly string[]): Promise<string> {
  const tree = await gitText(['rev-parse', '--verify', `${commit}^{tree}`], { directory: mirror });
  return writeCommit(mirror, { tree, parents, message: 'merge base\n', at: 0 });
}
