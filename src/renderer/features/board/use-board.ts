import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { JobCard } from '../../../contract/index.ts';
import { routeOfCard } from '../../client/card-route.ts';
import { useJobs, useRoom } from '../../client/control-room.tsx';
import { goTo } from '../../client/route.ts';
import { selectionStore, selectJob } from '../../client/selection.ts';
import { useAction } from '../../client/use-call.ts';
import { type BoardFilter, type FilledColumn, fillColumns, isInTab, noFilter } from './board-columns.ts';

export type Board = {
  readonly columns: readonly FilledColumn[];
  readonly counts: Readonly<Record<BoardFilter['tab'], number>>;
  readonly projects: readonly string[];
  readonly lines: readonly string[];
  readonly isRead: boolean;
  readonly isStopped: boolean;
  readonly limit: number | null;
  readonly filter: BoardFilter;
  setFilter(filter: BoardFilter): void;
  readonly selected: string | null;
  select(job: string | null): void;
  /** The job whose gate asks for a note now, and the choice it is for. */
  readonly replying: { readonly job: string; readonly choice: string } | null;
  readonly actions: BoardActions;
};

export type BoardActions = {
  open(card: JobCard): void;
  /** Gives a gate's answer; a choice that needs a note opens its box first. */
  answer(card: JobCard, choice: string, note?: string): void;
  cancelReply(): void;
  queue(card: JobCard): void;
  /** The job of which something was asked that is not answered yet; others can be acted on meanwhile. */
  readonly busyWith: string | null;
  readonly refusal: { readonly job: string; readonly message: string } | null;
};

/** Everything the board shows and does. */
export function useBoard(): Board {
  const jobs = useJobs();
  const room = useRoom();
  const [filter, setFilter] = useState(noFilter);
  const selected = useStore(selectionStore, selection => selection.job);
  const { replying, actions } = useBoardActions();
  const all = useMemo(() => [...jobs.cards.values()], [jobs]);
  const columns = useMemo(() => fillColumns(all, filter), [all, filter]);
  const count = (tab: BoardFilter['tab']) => all.filter(card => isInTab(card, tab)).length;
  return {
    columns,
    counts: { all: count('all'), mine: count('mine'), stalled: count('stalled') },
    projects: namesOf(all, card => card.project),
    lines: namesOf(all, card => card.line),
    isRead: jobs.readAt !== null,
    isStopped: room !== null && room.cord !== null,
    limit: room?.parallel.limit ?? null,
    filter,
    setFilter,
    selected,
    select: selectJob,
    replying,
    actions,
  };
}

function useBoardActions(): Pick<Board, 'replying' | 'actions'> {
  const answer = useAction('gate.answer');
  const start = useAction('job.start');
  const [replying, setReplying] = useState<Board['replying']>(null);
  const [acted, setActed] = useState<string | null>(null);
  const error = answer.error ?? start.error;
  const busyWith = answer.isBusy || start.isBusy ? acted : null;
  const actions: BoardActions = {
    open: card => goTo(routeOfCard(card)),
    answer: (card, choice, note) => {
      const gate = card.gate;
      const picked = gate?.choices.find(each => each.id === choice);
      if (!gate || !picked || picked.blocked !== null || busyWith === card.id) return;
      if (picked.needsNote && note === undefined) return setReplying({ job: card.id, choice });
      setReplying(null);
      setActed(card.id);
      start.forget();
      void answer.run({ gate: gate.id, choice, note: note ?? '', version: gate.version });
    },
    cancelReply: () => setReplying(null),
    queue: card => {
      setActed(card.id);
      answer.forget();
      void start.run({ job: card.id });
    },
    busyWith,
    refusal: error && acted ? { job: acted, message: error.hint ? `${error.message} ${error.hint}` : error.message } : null,
  };
  return { replying, actions };
}

function namesOf(cards: readonly JobCard[], name: (card: JobCard) => string): string[] {
  return [...new Set(cards.map(name))].sort();
}
