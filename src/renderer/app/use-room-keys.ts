import { nextForMe } from '../client/attention.ts';
import { useJobs } from '../client/control-room.tsx';
import { goTo } from '../client/route.ts';
import { selectionStore, selectJob } from '../client/selection.ts';
import { useKeys } from '../ui/keys/use-keys.ts';

export type Overlay = 'palette' | 'keys' | null;

/** The keys that act anywhere, but for the cord's, which stands with its button. */
export function useRoomKeys({ show, foldRail }: { show: (overlay: Overlay) => void; foldRail: () => void }): void {
  const jobs = useJobs();
  useKeys({
    palette: () => show('palette'),
    allKeys: () => show('keys'),
    newPacket: () => goTo({ page: 'packet', job: null }),
    nextForMe: () => {
      const next = nextForMe(jobs.cards.values(), selectionStore.getState().job);
      if (!next) return;
      selectJob(next.id);
      goTo(next.column === 'review' && next.run ? { page: 'review', run: next.run.id } : { page: 'board' });
    },
    goBoard: () => goTo({ page: 'board' }),
    goRuns: () => goTo({ page: 'run', run: null }),
    goStations: () => goTo({ page: 'stations' }),
    goLines: () => goTo({ page: 'lines' }),
    foldRail,
    out: () => goTo({ page: 'board' }),
  });
}
