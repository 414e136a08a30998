import type { TwinCallView } from '../../../contract/index.ts';

/** One line of the twin journal pair: a call on both sides, or on one only. */
export type JournalLine = { readonly before: TwinCallView | null; readonly after: TwinCallView | null };

/** Sets the calls of both sides beside each other. A call that has no like on the other side has nothing beside it. */
export function alignJournal(before: readonly TwinCallView[], after: readonly TwinCallView[]): JournalLine[] {
  const lines: JournalLine[] = [];
  let right = 0;
  const takeAdded = () => {
    while (after[right]?.mark === 'added') lines.push({ before: null, after: after[right++]! });
  };
  for (const call of before) {
    if (call.mark === 'missing') lines.push({ before: call, after: null });
    else {
      takeAdded();
      lines.push({ before: call, after: after[right++] ?? null });
    }
  }
  while (right < after.length) lines.push({ before: null, after: after[right++]! });
  return lines;
}

/** So many calls that are alike stand around one that is not, so that it can be placed. */
const context = 2;

/** The lines that are shown at first: what only one side has with the writes around it, or all writes where nothing differs. */
export function telling(lines: readonly JournalLine[]): JournalLine[] {
  const kept = lines.filter(line => isMarked(line) || sides(line).some(call => call.isWrite));
  const marked = kept.flatMap((line, at) => (isMarked(line) ? [at] : []));
  return marked.length === 0 ? kept : kept.filter((_, at) => marked.some(each => Math.abs(each - at) <= context));
}

function isMarked(line: JournalLine): boolean {
  return sides(line).some(call => call.mark !== 'same');
}

function sides({ before, after }: JournalLine): TwinCallView[] {
  return [before, after].filter(call => call !== null);
}

export type WriteCount = { readonly twin: string; readonly before: number; readonly after: number };

/** The twins to which the two sides wrote a different number of times. */
export function changedWrites(before: readonly TwinCallView[], after: readonly TwinCallView[]): WriteCount[] {
  const count = (calls: readonly TwinCallView[], twin: string) => calls.filter(call => call.isWrite && call.twin === twin).length;
  const twins = [...new Set([...before, ...after].map(call => call.twin))].sort();
  return twins
    .map(twin => ({ twin, before: count(before, twin), after: count(after, twin) }))
    .filter(each => each.before !== each.after);
}
