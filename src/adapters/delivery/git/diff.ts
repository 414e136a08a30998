import type { ChangeStatus, FileChange } from '../../../core/project/delivery.ts';
import { git, gitText } from '../../../core/project/git.ts';

const plain = ['--no-ext-diff', '--no-textconv', '--no-color', '--full-index', '-r'];
const maxPatchBytes = 32 * 1024 * 1024;

/** A patch for people; binary files are only named. */
export async function diff(mirror: string, base: string, commit: string): Promise<string> {
  const { stdout } = await git(['diff-tree', '-p', '-M', ...plain, base, commit, '--'], {
    directory: mirror,
    maxBytes: maxPatchBytes,
  });
  return stdout.toString('utf8');
}

const statuses: Readonly<Record<string, ChangeStatus>> = { A: 'added', D: 'deleted' };

/** Changed files with their counts of lines, in the order of their paths. A file that moved is one deleted and one added. */
export async function diffStat(mirror: string, base: string, commit: string): Promise<FileChange[]> {
  const parts = await fieldsOf(mirror, ['--name-status'], base, commit);
  const status = new Map(
    parts.flatMap((part, index) => (index % 2 === 1 ? [[part, statuses[parts[index - 1]!] ?? 'modified'] as const] : [])),
  );
  const lines = await fieldsOf(mirror, ['--numstat'], base, commit);
  return lines.map(line => {
    const [added = '', removed = '', ...path] = line.split('\t');
    const name = path.join('\t');
    return { path: name, status: status.get(name) ?? 'modified', added: countOf(added), removed: countOf(removed) };
  });
}

async function fieldsOf(mirror: string, what: readonly string[], base: string, commit: string): Promise<string[]> {
  const { stdout } = await git(['diff-tree', '-z', '--no-renames', ...what, ...plain, base, commit, '--'], { directory: mirror });
  return stdout
    .toString('utf8')
    .split('\0')
    .filter(field => field !== '');
}

function countOf(text: string): number | null {
  return text === '-' ? null : Number(text);
}

/** A hash of the change alone, the same wherever it is put; null when nothing changes. */
export async function patchId(mirror: string, base: string, commit: string): Promise<string | null> {
  const { stdout } = await git(['diff-tree', '-p', '--no-renames', '--binary', ...plain, base, commit, '--'], {
    directory: mirror,
    maxBytes: 4 * maxPatchBytes,
  });
  const answer = await gitText(['patch-id', '--stable'], { directory: mirror, input: stdout });
  return answer === '' ? null : answer.split(' ')[0]!;
}
