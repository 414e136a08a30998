import type { TreeEntry } from '../../../core/project/delivery.ts';
import { type GitCall, git } from '../../../core/project/git.ts';

const maxListBytes = 256 * 1024 * 1024;

/** Files at a commit, all of them or those named; modes as git has them. */
export async function listTree(call: GitCall, commit: string, paths: readonly string[]): Promise<TreeEntry[]> {
  const { stdout } = await git(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...paths], {
    ...call,
    maxBytes: maxListBytes,
  });
  return stdout
    .toString('utf8')
    .split('\0')
    .filter(line => line !== '')
    .map(line => ({
      mode: line.slice(0, 6),
      oid: line.slice(line.indexOf('\t') - 40, line.indexOf('\t')),
      path: line.slice(line.indexOf('\t') + 1),
    }));
}

/** A regular file's bytes, or null when there is none of that name. */
export async function readFile(
  call: GitCall,
  { commit, path, maxBytes }: { commit: string; path: string; maxBytes: number },
): Promise<Buffer | null> {
  const entry = (await listTree(call, commit, [path])).find(found => found.path === path && found.mode.startsWith('100'));
  return entry ? (await git(['cat-file', 'blob', entry.oid], { ...call, maxBytes })).stdout : null;
}
