import type { IssueTest } from './context.ts';

/** A clause ready to be asked, with the ids of all issues that can fit where an index knows them. */
export interface Plan {
  matches: IssueTest;
  found?(): readonly (readonly string[])[];
}

/** A clause no index helps with. */
export function all(matches: IssueTest): Plan {
  return { matches };
}

export function without({ matches }: Plan): Plan {
  return { matches: issue => !matches(issue) };
}

export function both(parts: readonly Plan[]): Plan {
  const matches: IssueTest = issue => parts.every(part => part.matches(issue));
  const [smallest] = parts
    .flatMap(part => (part.found === undefined ? [] : [part.found()]))
    .sort((left, right) => sizeOf(left) - sizeOf(right));
  return smallest === undefined ? { matches } : { matches, found: () => smallest };
}

export function either(parts: readonly Plan[]): Plan {
  const matches: IssueTest = issue => parts.some(part => part.matches(issue));
  const lists = parts.map(part => part.found);
  if (lists.some(list => list === undefined)) return { matches };
  return { matches, found: () => lists.flatMap(list => list?.() ?? []) };
}

function sizeOf(lists: readonly (readonly string[])[]): number {
  return lists.reduce((sum, list) => sum + list.length, 0);
}
