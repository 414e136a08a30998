import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { AppError } from '../../../base/app-error.ts';
import { jobOfRun } from '../../../base/id.ts';
import type { EvidenceView, JobCard, RunDetail } from '../../../contract/index.ts';
import { useConnection, useJob, useJobs, useRoom } from '../../client/control-room.tsx';
import { type Action, useAction, useCall } from '../../client/use-call.ts';
import { type Decision, decisionsOf } from './decision.ts';
import { changedPairs, type PlacedPair, unseenPairs } from './pictures.ts';
import { markSeen, seenOf, seenStore } from './seen-store.ts';

export type Review = {
  readonly evidence: EvidenceView | null;
  readonly run: RunDetail | null;
  readonly card: JobCard | null;
  readonly error: AppError | null;
  /** The runs that wait for review, longest first, and this one's place among them; -1 if it is not. */
  readonly waiting: readonly string[];
  readonly place: number;
  readonly changed: readonly PlacedPair[];
  readonly unseen: readonly PlacedPair[];
  seen(key: string): void;
  readonly decisions: readonly Decision[];
  /** The answer that a note is being written for. */
  readonly noting: Decision | null;
  decide(decision: Decision, note?: string): void;
  cancelNote(): void;
  readonly answer: Action<'gate.answer'>;
  readonly verify: Action<'evidence.verify'> & { readonly result: VerifyResult | null };
};

export type VerifyResult = {
  readonly ok: boolean;
  readonly hash: string;
  readonly problems: readonly { readonly file: string; readonly problem: string }[];
};

/** A run's evidence, what of it was seen, and the decision that it waits for. */
export function useReview(runId: string): Review {
  const evidence = useCall('evidence.get', { run: runId });
  const run = useCall('run.get', { run: runId });
  const card = useJob(jobOfRun(runId));
  const pictures = usePictures(evidence.data ?? null);
  const waiting = useWaiting();
  const decision = useDecision(run.data ?? null, pictures.unseen.length);
  const verify = useAction('evidence.verify');
  const [result, setResult] = useState<VerifyResult | null>(null);
  return {
    evidence: evidence.data ?? null,
    run: run.data ?? null,
    card,
    error: evidence.data ? null : evidence.error,
    waiting,
    place: waiting.indexOf(runId),
    ...pictures,
    ...decision,
    verify: {
      ...verify,
      result,
      run: async input => {
        const answer = await verify.run(input);
        setResult(answer);
        return answer;
      },
    },
  };
}

function usePictures(evidence: EvidenceView | null): Pick<Review, 'changed' | 'unseen' | 'seen'> {
  const hash = evidence?.hash ?? '';
  const seen = useStore(seenStore, all => seenOf(all, hash));
  const changed = useMemo(() => (evidence ? changedPairs(evidence) : []), [evidence]);
  const unseen = useMemo(() => (evidence ? unseenPairs(evidence, new Set(seen)) : []), [evidence, seen]);
  return { changed, unseen, seen: key => markSeen(hash, key) };
}

function useWaiting(): string[] {
  const { cards } = useJobs();
  return [...cards.values()]
    .filter(card => card.column === 'review' && card.run !== null)
    .sort((a, b) => a.since - b.since)
    .map(card => card.run!.id);
}

function useDecision(
  run: RunDetail | null,
  unseen: number,
): Pick<Review, 'decisions' | 'noting' | 'decide' | 'cancelNote' | 'answer'> {
  const room = useRoom();
  const isConnected = useConnection().status === 'ready';
  const answer = useAction('gate.answer');
  const [noting, setNoting] = useState<string | null>(null);
  const gate = run?.gate ?? null;
  const decisions = gate ? decisionsOf(gate, { unseen, isStopped: room !== null && room.cord !== null, isConnected }) : [];
  return {
    decisions,
    noting: decisions.find(each => each.choice.id === noting) ?? null,
    answer,
    cancelNote: () => setNoting(null),
    decide: (decision, note) => {
      if (!gate || decision.waitsFor.length > 0 || answer.isBusy) return;
      if (decision.choice.needsNote && note === undefined) return setNoting(decision.choice.id);
      setNoting(null);
      void answer.run({ gate: gate.id, choice: decision.choice.id, note: note ?? '', version: gate.version });
    },
  };
}
