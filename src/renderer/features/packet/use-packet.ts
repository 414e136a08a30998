import { useEffect, useState } from 'react';
import type { AppError } from '../../../base/app-error.ts';
import type { JobCard, JobDetail, Readiness } from '../../../contract/index.ts';
import { useConnection, useJobs } from '../../client/control-room.tsx';
import { goTo } from '../../client/route.ts';
import { selectJob } from '../../client/selection.ts';
import { useAction, useCall } from '../../client/use-call.ts';
import { type QueueState, queueState } from './queue-state.ts';

/** Reading waits until typing pauses for so long, in ms. */
const pauseMs = 250;

export type NewPacket = {
  readonly text: string;
  setText(text: string): void;
  readonly title: string | null;
  readonly readiness: Readiness | null;
  /** Why the text cannot be read as a packet at all. */
  readonly problem: AppError | null;
  readonly queue: QueueState;
  send(): void;
  readonly refusal: AppError | null;
  /** Jobs whose packet can be a start for this one. */
  readonly samples: readonly JobCard[];
  startFrom(job: string): void;
};

/** A packet as it is being written, and what is still missing in it. */
export function useNewPacket(): NewPacket {
  const [text, setText] = useState('');
  const [sample, setSample] = useState<string | null>(null);
  const settled = useSettled(text);
  const isConnected = useConnection().status === 'ready';
  const check = useCall('job.check', settled.trim() === '' ? null : { text: settled }, { keepPrevious: true });
  const add = useAction('job.add');
  const start = useAction('job.start');
  const { cards } = useJobs();
  const detail = useCall('job.get', sample === null ? null : { job: sample });
  useEffect(() => {
    if (!detail.data || sample === null) return;
    setText(detail.data.packetText);
    setSample(null);
  }, [detail.data, sample]);
  const isEmpty = text.trim() === '';
  const problem = isEmpty ? null : check.error;
  const readiness = isEmpty || problem ? null : (check.data?.readiness ?? null);
  const queue = queueState({
    isEmpty,
    isConnected,
    isReading: settled !== text || check.isWaiting,
    isBusy: add.isBusy || start.isBusy,
    problem,
    readiness,
  });
  return {
    text,
    setText,
    title: isEmpty ? null : (check.data?.title ?? null),
    readiness,
    problem,
    queue,
    refusal: add.error ?? start.error,
    samples: [...cards.values()].sort((a, b) => b.createdAt - a.createdAt).slice(0, 20),
    startFrom: setSample,
    send: () => {
      if (queue.status === 'ready') void add.run({ text }).then(card => card && queued(card));
    },
  };

  async function queued(card: JobCard): Promise<void> {
    if (card.column === 'intake' && (await start.run({ job: card.id })) === null) return;
    selectJob(card.id);
    goTo({ page: 'board' });
  }
}

/** A job's packet as it was given. */
export function usePacket(job: string): {
  readonly detail: JobDetail | null;
  readonly error: AppError | null;
  start(): void;
  readonly isBusy: boolean;
  readonly refusal: AppError | null;
} {
  const detail = useCall('job.get', { job });
  const start = useAction('job.start');
  return {
    detail: detail.data ?? null,
    error: detail.data ? null : detail.error,
    start: () => void start.run({ job }),
    isBusy: start.isBusy,
    refusal: start.error,
  };
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
