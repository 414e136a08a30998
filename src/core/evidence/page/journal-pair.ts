import type { EvidenceCall } from '../evidence.ts';

export type JournalRow = { readonly call: EvidenceCall; readonly mark: 'same' | 'missing' | 'added' };

const maxCalls = 400;

/**
 * The twins' journals of both sides, each call marked: `missing` calls were made on base only, `added` ones on the
 * candidate only. Calls are the same when twin, method, path and body are; the longest common run decides which.
 */
export function pairJournals(
  before: readonly EvidenceCall[],
  after: readonly EvidenceCall[],
): { readonly before: readonly JournalRow[]; readonly after: readonly JournalRow[] } {
  const left = before.slice(0, maxCalls);
  const right = after.slice(0, maxCalls);
  const kept = commonOf(left.map(keyOf), right.map(keyOf));
  return {
    before: left.map((call, index) => ({ call, mark: kept.left.has(index) ? 'same' : 'missing' })),
    after: right.map((call, index) => ({ call, mark: kept.right.has(index) ? 'same' : 'added' })),
  };
}

function keyOf(call: EvidenceCall): string {
  return JSON.stringify([call.twin, call.method, call.path, call.operation, call.body]);
}

/** Which indexes belong to the longest common subsequence. */
function commonOf(left: readonly string[], right: readonly string[]): { left: Set<number>; right: Set<number> } {
  const lengths = lengthsOf(left, right);
  const kept = { left: new Set<number>(), right: new Set<number>() };
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) {
      kept.left.add(i++);
      kept.right.add(j++);
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return kept;
}

/** `lengths[i][j]`: how long the common run of what follows from `i` and `j` is. */
function lengthsOf(left: readonly string[], right: readonly string[]): number[][] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i]![j] = left[i] === right[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  return lengths;
}
