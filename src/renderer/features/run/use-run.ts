import { useMemo } from 'react';
import type { AppError } from '../../../base/app-error.ts';
import { jobOfRun } from '../../../base/id.ts';
import type { EventEnvelope, JobCard, JobDetail, RunDetail, StationView } from '../../../contract/index.ts';
import { useConnection, useJob, useJobs } from '../../client/control-room.tsx';
import { type Action, useAction, useCall } from '../../client/use-call.ts';
import { useRunEvents } from '../../client/use-events.ts';
import { type RunGroup, runGroups } from './run-groups.ts';

export type RunView = {
  readonly run: RunDetail | null;
  readonly job: JobDetail | null;
  readonly card: JobCard | null;
  readonly station: StationView | null;
  readonly events: readonly EventEnvelope[];
  readonly groups: readonly RunGroup[];
  readonly error: AppError | null;
  readonly isConnected: boolean;
  readonly cancel: Action<'job.cancel'>;
};

/** A run with its packet, its station and its journal. Null shows the first run that needs someone, if there is one. */
export function useRun(asked: string | null): { readonly id: string | null; readonly view: RunView } {
  const { cards } = useJobs();
  const groups = useMemo(() => runGroups(cards.values()), [cards]);
  const id = asked ?? groups[0]?.cards[0]?.run?.id ?? null;
  const jobId = id === null ? null : jobOfRun(id);
  const card = useJob(jobId ?? '');
  // A station that starts or ends is not in the journal.
  const isWorking = card?.column === 'running';
  const run = useCall('run.get', id === null ? null : { run: id }, { everyMs: isWorking ? 2_000 : false });
  const job = useCall('job.get', jobId === null ? null : { job: jobId });
  const stationId = run.data?.station ?? null;
  const station = useCall('station.inspect', stationId === null ? null : { station: stationId }, {
    everyMs: isWorking ? 2_000 : false,
  });
  const view = {
    run: run.data ?? null,
    job: job.data ?? null,
    card,
    station: station.data ?? null,
    events: useRunEvents(id),
    groups,
    error: run.data ? null : run.error,
    isConnected: useConnection().status === 'ready',
    cancel: useAction('job.cancel'),
  };
  return { id, view };
}
