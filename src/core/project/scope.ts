/**
 * Whether a path is in scope. Globs are those of a packet: `*` and `?` stay within a folder, `**` goes through folders,
 * `{a,b}` chooses, a name that ends in `/` means everything under it. Dot files match like any other.
 */
export function inScope(path: string, globs: readonly string[]): boolean {
  return globs.some(glob => patternOf(glob).test(path));
}

const cache = new Map<string, RegExp>();

function patternOf(glob: string): RegExp {
  const known = cache.get(glob);
  if (known) return known;
  const pattern = new RegExp(`^${sourceOf(glob.replace(/^\.\//, ''))}$`, 's');
  cache.set(glob, pattern);
  return pattern;
}

function sourceOf(glob: string): string {
  const whole = glob.endsWith('/') ? `${glob}**` : glob;
  return whole.replace(/\*\*\/|\*\*|\*|\?|\{[^{}/]*\}|[\\^$+.()|[\]{}]/g, part => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 1) return `(?:${part.slice(1, -1).split(',').map(sourceOf).join('|')})`;
    return `\\${part}`;
  });
}
