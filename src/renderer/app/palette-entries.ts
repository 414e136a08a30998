import type { JobCard } from '../../contract/index.ts';
import { routeOfCard } from '../client/card-route.ts';
import type { Route } from '../client/route.ts';
import type { IconName } from '../ui/icon-shapes.tsx';
import type { KeyCommand } from '../ui/keys/key-map.ts';
import { iconOf } from '../ui/mark.tsx';

/** Something the palette can go to. `words` is what a query is looked up in. */
export type PaletteEntry = {
  readonly id: string;
  readonly text: string;
  readonly aside: string;
  readonly icon: IconName;
  readonly words: string;
  readonly route: Route;
  readonly key?: KeyCommand;
};

const pages: readonly Omit<PaletteEntry, 'words' | 'aside'>[] = [
  { id: 'new', text: 'New packet', icon: 'plus', route: { page: 'packet', job: null }, key: 'newPacket' },
  { id: 'board', text: 'Board', icon: 'board', route: { page: 'board' }, key: 'goBoard' },
  { id: 'runs', text: 'Runs', icon: 'runs', route: { page: 'run', run: null }, key: 'goRuns' },
  { id: 'stations', text: 'Stations', icon: 'stations', route: { page: 'stations' }, key: 'goStations' },
  { id: 'scenarios', text: 'Scenarios', icon: 'scenarios', route: { page: 'scenarios' } },
  { id: 'lines', text: 'Lines', icon: 'lines', route: { page: 'lines' }, key: 'goLines' },
  { id: 'settings', text: 'Settings and health', icon: 'settings', route: { page: 'settings' } },
];

/** Pages first, then jobs, the ones that wait for the engineer before the rest. */
export function paletteEntries(cards: Iterable<JobCard>): PaletteEntry[] {
  const jobs = [...cards].sort((a, b) => rank(a) - rank(b) || b.since - a.since).map(jobEntry);
  return [...pages.map(page => ({ ...page, aside: '', words: page.text.toLowerCase() })), ...jobs];
}

/** Those in which every word of the query occurs, in the given order, at most `limit`. */
export function findEntries(entries: readonly PaletteEntry[], query: string, limit: number): PaletteEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(entry => words.every(word => entry.words.includes(word))).slice(0, limit);
}

function jobEntry(card: JobCard): PaletteEntry {
  const words = `${card.id} ${card.title} ${card.project} ${card.status.text} ${card.column}`.toLowerCase();
  return {
    id: card.id,
    text: card.title,
    aside: `${card.project} ${card.id}`,
    icon: iconOf(card.status.mark),
    words,
    route: routeOfCard(card),
  };
}

function rank(card: JobCard): number {
  return ['needs-you', 'review', 'running', 'queued', 'intake', 'done'].indexOf(card.column);
}
