import type { Column, JobCard } from '../../../contract/index.ts';

export type RunGroup = { readonly title: string; readonly cards: readonly JobCard[] };

const groups: readonly { readonly column: Column; readonly title: string; readonly most: number }[] = [
  { column: 'needs-you', title: 'Needs you', most: 50 },
  { column: 'running', title: 'Running', most: 50 },
  { column: 'review', title: 'Review', most: 50 },
  { column: 'queued', title: 'Queued', most: 20 },
  { column: 'done', title: 'Done', most: 20 },
];

/** The jobs that have a run, by who must act; what ended last comes first among those that are done. */
export function runGroups(cards: Iterable<JobCard>): RunGroup[] {
  const all = [...cards].filter(card => card.run !== null);
  return groups
    .map(({ column, title, most }) => {
      const own = all
        .filter(card => card.column === column)
        .sort((a, b) => (column === 'done' ? b.since - a.since : a.since - b.since));
      return { title, cards: own.slice(0, most) };
    })
    .filter(group => group.cards.length > 0);
}

/** The run `step` places further in the list as it is shown; null at its ends. */
export function runBeside(list: readonly RunGroup[], job: string | null, step: 1 | -1): string | null {
  const flat = list.flatMap(group => group.cards);
  const at = flat.findIndex(card => card.id === job);
  return flat[at + step]?.run?.id ?? null;
}
