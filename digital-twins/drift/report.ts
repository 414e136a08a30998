import type { Difference } from './compare.ts';

/** What became of one replayed exchange. */
export interface Outcome {
  /** Name of the twin's operation, or the request itself where the twin has none. */
  operation: string;
  request: string;
  differences: Difference[];
}

/** A difference with how often it was seen, worst first. */
export interface Ranked extends Difference {
  operation: string;
  /** In how many of the operation's exchanges. */
  count: number;
  of: number;
  example: string;
}

/** How much a difference hurts a product that relies on the answer. */
const weights: Record<Difference['kind'], number> = {
  'not-implemented': 100,
  status: 80,
  type: 30,
  missing: 20,
  value: 15,
  header: 8,
  extra: 4,
};

/** By weight and by how often it happens. */
export function rank(outcomes: Outcome[]): Ranked[] {
  const ranked = new Map<string, Ranked>();
  const totals = new Map<string, number>();
  for (const { operation, request, differences } of outcomes) {
    totals.set(operation, (totals.get(operation) ?? 0) + 1);
    for (const difference of differences) {
      const key = `${operation} ${difference.kind} ${difference.path}`;
      const known = ranked.get(key) ?? { ...difference, operation, count: 0, of: 0, example: request };
      ranked.set(key, { ...known, count: known.count + 1 });
    }
  }
  const weight = ({ kind, count }: Ranked) => weights[kind] * count;
  return [...ranked.values()]
    .map(one => ({ ...one, of: totals.get(one.operation) ?? 0 }))
    .toSorted((left, right) => weight(right) - weight(left) || left.operation.localeCompare(right.operation));
}

/** As lines for a terminal. */
export function inWords(outcomes: Outcome[], ranked: Ranked[]): string {
  const clean = outcomes.filter(({ differences }) => differences.length === 0).length;
  const head = `${outcomes.length} exchanges replayed, ${clean} answered alike, ${ranked.length} kinds of difference`;
  return [head, ...ranked.map(line)].join('\n');
}

function line({ kind, operation, path, recorded, got, count, of, example }: Ranked): string {
  const where = path === '' ? '' : ` ${path}`;
  const what = kind === 'not-implemented' ? example : `${recorded} → ${got}`;
  return `${kind.padEnd(15)} ${operation}${where} (${count} of ${of}): ${what}`;
}
