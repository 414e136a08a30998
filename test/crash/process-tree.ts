import { readdirSync, readFileSync } from 'node:fs';

/** A process that is told from a later one with the same id by when it began. */
export type Seen = { readonly pid: number; readonly began: string; readonly name: string };

/** All processes that descend from one, itself left out. Linux only: read from /proc. */
export function descendantsOf(root: number): Seen[] {
  const all = readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : []));
  const found: Seen[] = [];
  const take = (parent: number): void => {
    for (const one of all.filter(process => process.parent === parent)) {
      found.push(one);
      take(one.pid);
    }
  };
  take(root);
  return found;
}

export function isAlive({ pid, began }: Seen): boolean {
  const now = statOf(pid);
  return now !== null && now.began === began && now.state !== 'Z';
}

function statOf(pid: number): (Seen & { parent: number; state: string }) | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold anything, spaces and brackets included.
    const [state = '', parent = '', ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {
      pid,
      parent: Number(parent),
      state,
      began: rest[17] ?? '',
      name: text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')),
    };
  } catch {
    return null;
  }
}
