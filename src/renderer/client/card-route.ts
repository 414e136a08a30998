import type { JobCard } from '../../contract/index.ts';
import type { Route } from './route.ts';

/** Where opening a card leads: to its evidence when it is to be reviewed, else to its run, else to its packet. */
export function routeOfCard(card: JobCard): Route {
  if (card.run === null) return { page: 'packet', job: card.id };
  return card.column === 'review' ? { page: 'review', run: card.run.id } : { page: 'run', run: card.run.id };
}
