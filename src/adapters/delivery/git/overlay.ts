import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Overlay } from '../../../core/project/delivery.ts';
import { git, gitText } from '../../../core/project/git.ts';
import { listTree } from './read-tree.ts';
import { writeCommit } from './write-work.ts';

/** A commit like `onto`, with some files as they are in `from`: present, changed or gone. Nothing but the mirror is touched. */
export async function overlay(mirror: string, { onto, from, paths, at }: Overlay): Promise<string> {
  const index = join(mirror, `andon-index-${randomUUID()}`);
  const call = { directory: mirror, env: { GIT_INDEX_FILE: index } };
  const taken = await listTree({ directory: mirror }, from, paths);
  const lines = paths.map(path => {
    const entry = taken.find(one => one.path === path);
    return entry ? `${entry.mode} ${entry.oid}\t${path}\0` : `0 ${'0'.repeat(40)}\t${path}\0`;
  });
  try {
    await git(['read-tree', onto], call);
    await git(['update-index', '-z', '--index-info'], { ...call, input: lines.join('') });
    const tree = await gitText(['write-tree'], call);
    return await writeCommit(mirror, { tree, parents: [onto], message: 'Files of another commit, for checking\n', at });
  } finally {
    await rm(index, { force: true });
    await rm(`${index}.lock`, { force: true });
  }
}
