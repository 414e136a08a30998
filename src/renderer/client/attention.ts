import type { JobCard } from '../../contract/index.ts';

/** Whether a job stands still until the engineer acts. */
export function needsMe(card: JobCard): boolean {
  return card.column === 'needs-you' || card.column === 'review';
}

/** Those that need the engineer, longest waiting first. */
export function waitingForMe(cards: Iterable<JobCard>): JobCard[] {
  return [...cards].filter(needsMe).sort((a, b) => a.since - b.since);
}

/** The one after `job` that needs the engineer, round and round; null when nothing does. */
export function nextForMe(cards: Iterable<JobCard>, job: string | null): JobCard | null {
  const waiting = waitingForMe(cards);
  const at = waiting.findIndex(card => card.id === job);
  return waiting[(at + 1) % waiting.length] ?? null;
}
