import type { AppError } from '../../../base/app-error.ts';
import type { JobCard, StationView } from '../../../contract/index.ts';
import { useConnection, useJobs } from '../../client/control-room.tsx';
import { type Action, useAction, useCall } from '../../client/use-call.ts';

export type Stations = {
  /** Those that have something to show now, and those that are over, lost or left behind. */
  readonly shown: readonly StationView[];
  readonly parked: readonly StationView[];
  readonly error: AppError | null;
  readonly isWaiting: boolean;
  readonly isConnected: boolean;
  cardOf(station: StationView): JobCard | null;
  readonly remove: Action<'station.remove'>;
};

export function useStations(): Stations {
  const list = useCall('station.list', {}, { everyMs: 2_000 });
  const { cards } = useJobs();
  const all = [...(list.data ?? [])].sort((a, b) => a.startedAt - b.startedAt);
  return {
    shown: all.filter(isShown),
    parked: all.filter(station => !isShown(station)),
    error: list.data ? null : list.error,
    isWaiting: list.isWaiting,
    isConnected: useConnection().status === 'ready',
    cardOf: station => cards.get(station.job ?? '') ?? null,
    remove: useAction('station.remove'),
  };
}

function isShown(station: StationView): boolean {
  return !station.isOrphan && (station.status === 'running' || station.status === 'starting' || station.status === 'paused');
}
