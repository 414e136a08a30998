/** What makes git, macOS or Windows take a name for `.git`; HFS+ ignores these characters, NTFS what follows a colon and dots at the end. */
const ignoredByHfs = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;
const shortNames = /^(git~\d|gitmod~\d|gitatt~\d|gi[0-9a-f]{4}~\d)$/;
const reserved: Readonly<Record<string, string>> = {
  '.git': 'a part of the path is ".git", or would be on macOS or Windows',
  '.gitattributes': 'work may not change .gitattributes, since it makes git run programs',
  '.gitmodules': 'work may not change .gitmodules',
};

/** Why a path from an agent's work is refused whatever it holds, or null when it may be written. `/` separates its parts. */
export function pathProblem(path: string): string | null {
  if (path === '') return 'the path is empty';
  if (Buffer.byteLength(path) > 1_000) return 'the path is longer than 1,000 bytes';
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'the path has control characters';
  if (path.includes('\ufffd')) return 'the path is not UTF-8';
  if (path.includes('\\')) return 'the path has a backslash';
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return 'the path is absolute';
  for (const part of path.split('/')) {
    const problem = partProblem(part);
    if (problem) return problem;
  }
  return null;
}

function partProblem(part: string): string | null {
  if (part === '' || part === '.' || part === '..') return `the path has the part "${part}"`;
  const plain = plainName(part);
  if (shortNames.test(plain)) return `"${part}" is a short name of a git folder on Windows`;
  return Object.hasOwn(reserved, plain) ? reserved[plain]! : null;
}

function plainName(part: string): string {
  const [name = ''] = part.normalize('NFKC').replace(ignoredByHfs, '').toLowerCase().split(':');
  return name.replace(/[. ]+$/, '');
}
