import { createStore, type StoreApi } from 'zustand/vanilla';
import type { JobCard } from '../../contract/index.ts';
import type { ConnectionStore, RoomClient } from './connection.ts';
import { follow } from './follow.ts';

/** All jobs as the room last told them. `readAt` is null until the first answer; it is the age of what is shown. */
export type Jobs = { readonly cards: ReadonlyMap<string, JobCard>; readonly seq: number; readonly readAt: number | null };
export type JobsStore = StoreApi<Jobs>;

type JobNews =
  | { readonly kind: 'all'; readonly seq: number; readonly cards: readonly JobCard[] }
  | { readonly kind: 'one'; readonly seq: number; readonly card: JobCard };

/** The next state of the board. News that is older than what is known changes nothing. */
export function withNews(jobs: Jobs, news: JobNews, now: number): Jobs {
  if (news.kind === 'all') return { cards: new Map(news.cards.map(card => [card.id, card])), seq: news.seq, readAt: now };
  if (news.seq <= jobs.seq) return jobs;
  return { cards: new Map(jobs.cards).set(news.card.id, news.card), seq: news.seq, readAt: now };
}

/** Keeps the board: the whole list on each connection, then every change after it, without a gap. */
export function keepJobs(connection: ConnectionStore, onChange: (card: JobCard) => void): JobsStore {
  const store = createStore<Jobs>(() => ({ cards: new Map(), seq: 0, readAt: null }));
  follow(connection, {
    open: news,
    onItem: item => {
      store.setState(withNews(store.getState(), item, Date.now()), true);
      if (item.kind === 'one') onChange(item.card);
    },
  });
  return store;
}

/** Reads the whole board anew, for what changes every card and is no change of any: the cord. */
export async function readJobsAgain(connection: ConnectionStore, store: JobsStore): Promise<void> {
  const state = connection.getState();
  if (state.status !== 'ready') return;
  const all = await state.client['job.list']({});
  if (all.seq >= store.getState().seq) store.setState(withNews(store.getState(), { kind: 'all', ...all }, Date.now()), true);
}

async function* news(client: RoomClient, signal: AbortSignal): AsyncIterable<JobNews> {
  const { seq, cards } = await client['job.list']({}, signal);
  yield { kind: 'all', seq, cards };
  for await (const change of client['job.changes']({ after: seq }, signal)) yield { kind: 'one', ...change };
}
