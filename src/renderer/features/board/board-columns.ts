import type { Column, JobCard, Mark } from '../../../contract/index.ts';

/** The columns in order, by who must act. `verb` is what opening a card there means. */
export const boardColumns = [
  { id: 'intake', title: 'Intake', mark: 'draft', verb: 'Open', isQuiet: true },
  { id: 'queued', title: 'Queued', mark: 'queued', verb: 'Open', isQuiet: true },
  { id: 'running', title: 'Running', mark: 'running', verb: 'Watch', isQuiet: false },
  { id: 'needs-you', title: 'Needs you', mark: 'ask', verb: 'Decide', isQuiet: false },
  { id: 'review', title: 'Review', mark: 'review', verb: 'Review', isQuiet: false },
  { id: 'done', title: 'Done', mark: 'passed', verb: 'Look back', isQuiet: true },
] as const satisfies readonly { id: Column; title: string; mark: Mark; verb: string; isQuiet: boolean }[];

export type BoardColumn = (typeof boardColumns)[number];

/** What the board shows; empty texts mean all. */
export type BoardFilter = {
  readonly tab: 'all' | 'mine' | 'stalled';
  readonly project: string;
  readonly line: string;
  readonly words: string;
};
export const noFilter: BoardFilter = { tab: 'all', project: '', line: '', words: '' };

export type FilledColumn = { readonly column: BoardColumn; readonly cards: readonly JobCard[] };

/** The cards of each column. What waits longest stands first, but what was done last. */
export function fillColumns(cards: Iterable<JobCard>, filter: BoardFilter): FilledColumn[] {
  const shown = [...cards].filter(card => passes(card, filter));
  return boardColumns.map(column => {
    const own = shown.filter(card => card.column === column.id).sort((a, b) => a.since - b.since || numberOf(a) - numberOf(b));
    return { column, cards: column.id === 'done' ? own.reverse() : own };
  });
}

export function passes(card: JobCard, filter: BoardFilter): boolean {
  const text = `${card.id} ${card.title} ${card.project}`.toLowerCase();
  return (
    isInTab(card, filter.tab) &&
    (filter.project === '' || card.project === filter.project) &&
    (filter.line === '' || card.line === filter.line) &&
    filter.words
      .toLowerCase()
      .split(/\s+/)
      .every(word => text.includes(word))
  );
}

export function isInTab(card: JobCard, tab: BoardFilter['tab']): boolean {
  if (tab === 'mine') return card.column === 'needs-you' || card.column === 'review';
  return tab === 'all' || card.status.mark === 'stalled';
}

export type Step = 'left' | 'right' | 'up' | 'down';

/** The card that a step from `from` leads to. Sideways it keeps the height as well as it can and passes over empty columns. */
export function stepFrom(columns: readonly FilledColumn[], from: string | null, step: Step): string | null {
  const x = columns.findIndex(column => column.cards.some(card => card.id === from));
  if (x < 0) return firstCard(columns);
  const y = columns[x]!.cards.findIndex(card => card.id === from);
  if (step === 'up' || step === 'down') return columns[x]!.cards[y + (step === 'up' ? -1 : 1)]?.id ?? from;
  const beside = step === 'left' ? columns.slice(0, x).reverse() : columns.slice(x + 1);
  const target = beside.find(column => column.cards.length > 0);
  return target?.cards[Math.min(y, target.cards.length - 1)]?.id ?? from;
}

/** Where the keyboard starts: with what needs the engineer, else with anything. */
function firstCard(columns: readonly FilledColumn[]): string | null {
  const order = ['needs-you', 'review', 'running', 'queued', 'intake', 'done'];
  const sorted = [...columns].sort((a, b) => order.indexOf(a.column.id) - order.indexOf(b.column.id));
  return sorted.find(column => column.cards.length > 0)?.cards[0]?.id ?? null;
}

function numberOf(card: JobCard): number {
  return Number(card.id.replace(/\D/g, ''));
}
