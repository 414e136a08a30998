import type { Field } from './field.ts';

/** The order of a board: it can be sorted by, and nothing else. */
export function rankField(): Field {
  return {
    kind: 'choice',
    of: 'choice',
    name: 'rank',
    operators: [],
    ids: () => [],
    resolve: () => [],
    sortKey: issue => issue.rank,
  };
}
