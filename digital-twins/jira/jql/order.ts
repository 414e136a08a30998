import type { Issue } from '../model/issue.ts';
import type { JqlContext } from './context.ts';
import type { SortKey } from './fields/field.ts';
import { findField } from './fields/fields.ts';
import { JqlError } from './syntax/jql-error.ts';
import type { Sort } from './syntax/query.ts';

/** Puts issues in the order a query asks for. */
export type Ordering = (issues: readonly Readonly<Issue>[]) => Readonly<Issue>[];

interface SortBy {
  keyOf(issue: Readonly<Issue>): SortKey;
  sign: 1 | -1;
}

/** Without ORDER BY, and among equals, the newest come first. Throws `JqlError` for a field one cannot sort by. */
export function compileOrder(orderBy: readonly Sort[], context: JqlContext): Ordering {
  const sorts = orderBy.map(sort => readSort(sort, context));
  if (sorts.length === 0) return issues => [...issues].sort((left, right) => newest(left, right));
  return issues => {
    // Keys are worked out once for each issue, not for each comparison.
    const rows = issues.map(issue => ({ issue, keys: sorts.map(({ keyOf }) => keyOf(issue)) }));
    rows.sort((left, right) => {
      for (const [place, { sign }] of sorts.entries()) {
        const order = compareKeys(left.keys[place] ?? null, right.keys[place] ?? null);
        if (order !== 0) return order * sign;
      }
      return newest(left.issue, right.issue);
    });
    return rows.map(({ issue }) => issue);
  };
}

function readSort({ field: name, direction }: Sort, context: JqlContext): SortBy {
  const field = findField(context, name);
  if (field.sortKey === undefined) throw new JqlError(`Not able to sort using field '${name.name}'.`);
  const goesDown = direction === undefined ? field.sortsDown === true : direction === 'desc';
  return { keyOf: field.sortKey, sign: goesDown ? -1 : 1 };
}

function newest(left: Readonly<Issue>, right: Readonly<Issue>): number {
  return right.created - left.created || Number(right.id) - Number(left.id);
}

/** Nothing stands last. */
function compareKeys(left: SortKey, right: SortKey): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right ? -1 : 1;
}
