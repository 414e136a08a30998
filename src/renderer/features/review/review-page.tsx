import { useEffect, useRef, useState } from 'react';
import { Bars, Empty } from '../../ui/empty.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { CodeDiff } from './code-diff.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { GatePanel } from './gate-panel.tsx';
import { Observations } from './observations.tsx';
import { PairViewer } from './pair-viewer.tsx';
import { firstCheckpoint, pairKey } from './pictures.ts';
import './review.css';
import { ReviewHead } from './review-head.tsx';
import { ScenarioStrip } from './scenario-strip.tsx';
import { type Review, useReview } from './use-review.ts';
import { splitScenarios } from './verdicts.ts';

/** What a run hands back, in the order of doubt, and the one decision below. */
export function ReviewPage({ run }: { run: string }) {
  const review = useReview(run);
  const { evidence } = review;
  if (review.error?.kind === 'missing') return <NoEvidence run={run} />;
  if (review.error) {
    return (
      <div className="page review-fault">
        <Fault error={review.error} />
      </div>
    );
  }
  if (!evidence) {
    return (
      <div className="page">
        <Bars widths={[40, 90, 90, 60]} />
      </div>
    );
  }
  return <ReviewBody review={{ ...review, evidence }} />;
}

function NoEvidence({ run }: { run: string }) {
  return (
    <div className="page">
      <Empty>
        The evidence of {run} stands here once its line has gathered it. <a href={`#/run/${run}`}>Look at the run</a>
      </Empty>
    </div>
  );
}

function ReviewBody({ review }: { review: Review & { readonly evidence: NonNullable<Review['evidence']> } }) {
  const { evidence, unseen } = review;
  const place = usePlace(review);
  const diff = useRef<HTMLDivElement>(null);
  const scenario = evidence.scenarios[place.scenario];
  const pair = scenario?.pairs[place.checkpoint];
  const decideBy = (key: string) => () => {
    const decision = review.decisions.find(each => each.key === key);
    if (decision) review.decide(decision);
  };
  useKeys({
    reviewNext: () => place.step(1),
    reviewPrevious: () => place.step(-1),
    reviewViewed: place.showUnseen,
    reviewDiff: () => diff.current?.scrollIntoView({ block: 'start' }),
    reviewApprove: decideBy('reviewApprove'),
    reviewSendBack: decideBy('reviewSendBack'),
    reviewReject: decideBy('reviewReject'),
  });
  return (
    <div className="page review-page">
      <ReviewHead review={review} />
      <ScenarioStrip
        scenarios={evidence.scenarios}
        order={place.order}
        selected={place.scenario}
        unseen={unseen}
        onPick={at => place.go(at)}
      />
      <div className="review-body">
        <div className="review-middle">
          {scenario && pair && (
            <PairViewer
              key={`${scenario.id}/${pair.checkpoint}`}
              pair={pair}
              place={{ at: place.checkpoint, count: scenario.pairs.length }}
              onStep={step => place.go(place.scenario, place.checkpoint + step)}
              onSeen={() => review.seen(pairKey(scenario, pair))}
            />
          )}
          {scenario && !pair && <p className="review-note">No picture was taken in this scenario: {scenario.reason}</p>}
          {scenario && <Observations key={scenario.id} scenario={scenario} hasCandidate={evidence.candidate !== null} />}
          <div ref={diff}>
            <CodeDiff files={evidence.files} />
          </div>
        </div>
        <GatePanel review={review} evidence={evidence} onShowUnseen={place.showUnseen} />
      </div>
      <DecisionBar review={review} onShowUnseen={place.showUnseen} />
    </div>
  );
}

/** Which scenario and which of its checkpoints is looked at. */
function usePlace({ evidence, unseen }: Review) {
  const scenarios = evidence?.scenarios ?? [];
  const { shown, folded } = splitScenarios(scenarios, 5);
  const flat = [...shown, ...folded];
  const [place, setPlace] = useState<{ scenario: number; checkpoint: number } | null>(null);
  const scenario = place?.scenario ?? flat[0] ?? 0;
  const current = scenarios[scenario];
  const go = (at: number, checkpoint?: number) => {
    const target = scenarios[at];
    if (!target) return;
    const wanted = checkpoint ?? firstCheckpoint(target);
    if (wanted >= 0 && wanted < Math.max(1, target.pairs.length)) setPlace({ scenario: at, checkpoint: wanted });
  };
  useEffect(() => {
    document.getElementById(`scenario-${scenario}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [scenario]);
  return {
    order: { shown, folded },
    scenario,
    checkpoint: place?.checkpoint ?? (current ? firstCheckpoint(current) : 0),
    go,
    step: (by: 1 | -1) => go(flat[flat.indexOf(scenario) + by] ?? -1),
    showUnseen: () => unseen[0] && go(unseen[0].scenario, unseen[0].checkpoint),
  };
}
