import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git, gitDates, gitText } from '../../../core/project/git.ts';
import type { InspectionClaim, RawChange } from './read-inspection.ts';

const noObject = '0'.repeat(40);

/**
 * Write the changed files into the mirror and build the tree from the base commit's. Everything goes through git's
 * plumbing with bytes on stdin: no file of the agent's is ever a file on the host. Answers the tree's object name.
 */
export async function writeTree(mirror: string, base: string, claim: InspectionClaim): Promise<string> {
  const present = claim.changes.filter(change => change.status !== 'D');
  await writeBlobs(mirror, [...new Set(present.map(change => change.newOid))], claim);
  const folder = await mkdtemp(join(tmpdir(), 'andon-index-'));
  const call = { directory: mirror, env: { GIT_INDEX_FILE: join(folder, 'index') } };
  try {
    await git(['read-tree', base], call);
    await git(['update-index', '-z', '--index-info'], { ...call, input: indexInfo(claim.changes) });
    return await gitText(['write-tree'], call);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeBlobs(mirror: string, oids: readonly string[], claim: InspectionClaim): Promise<void> {
  for (const oid of oids)
    await git(['hash-object', '-w', '--stdin', '--no-filters'], { directory: mirror, input: claim.blobs.get(oid)! });
}

/** Deletions first, so that a folder may take the place of a file. */
function indexInfo(changes: readonly RawChange[]): string {
  const gone = changes.filter(change => change.status === 'D').map(change => `0 ${noObject}\t${change.path}\0`);
  const present = changes
    .filter(change => change.status !== 'D')
    .map(change => `${change.newMode} ${change.newOid}\t${change.path}\0`);
  return [...gone, ...present].join('');
}

export type CommitOf = {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly at: number;
};

/** Make a commit by Andon. The same content, parents, message and time give the same commit. */
export async function writeCommit(mirror: string, { tree, parents, message, at }: CommitOf): Promise<string> {
  const from = parents.flatMap(parent => ['-p', parent]);
  return gitText(['commit-tree', tree, ...from, '-F', '-'], { directory: mirror, input: message, env: gitDates(at) });
}

/** A message with its trailers as the last paragraph. Values are one line each, whatever they held. */
export function messageWith(message: string, trailers: Readonly<Record<string, string>>): string {
  const body =
    message
      .replace(/\r\n?/g, '\n')
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .trim() || 'Work';
  const lines = Object.entries(trailers).map(([key, value]) => `${key}: ${value.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()}`);
  return lines.length === 0 ? `${body}\n` : `${body}\n\n${lines.join('\n')}\n`;
}
