import { useState } from 'react';
import type { JobCard, RunDetail } from '../../../contract/index.ts';
import { goTo } from '../../client/route.ts';
import type { Action } from '../../client/use-call.ts';
import { AskOnce } from '../../ui/ask-once.tsx';
import { Button } from '../../ui/button.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { NotIsolated } from '../../ui/not-isolated.tsx';
import { LineGraph } from './line-graph.tsx';

const question = { title: 'Cancel this job?', yes: 'Cancel the job', no: 'Keep it' };

/** Whose run it is, where it stands in its line, and what the engineer can do with it. */
export function RunHead({ run, card, cancel }: { run: RunDetail; card: JobCard | null; cancel: Action<'job.cancel'> }) {
  const [isAsking, setAsking] = useState(false);
  const canCancel = card !== null && card.column !== 'done';
  return (
    <header className="run-head">
      <div className="run-name">
        <div className="row t12">
          <span className="dim">{run.project}</span>
          <span className="mono dim">{run.job}</span>
          <span className="dim">run {run.number}</span>
          {card && !card.isIsolated && <NotIsolated />}
        </div>
        <Foreign as="h1" className="ell">
          {run.title}
        </Foreign>
      </div>
      <LineGraph run={run} />
      <div className="run-acts">
        {run.added + run.removed > 0 && (
          <span className="num t12">
            <span className="add">+{run.added}</span> <span className="del">−{run.removed}</span>
          </span>
        )}
        {cancel.error && <span className="mark tone-fail t12">{cancel.error.message}</span>}
        {canCancel && (
          <Button kind="quiet" onPress={() => setAsking(true)} isDisabled={cancel.isBusy}>
            Cancel job
          </Button>
        )}
        {run.hasEvidence && (
          <Button
            kind={run.gate ? 'primary' : 'plain'}
            icon="review"
            chord="enter"
            onPress={() => goTo({ page: 'review', run: run.id })}
          >
            {run.gate?.kind === 'review' ? 'Review' : 'Evidence'}
          </Button>
        )}
      </div>
      {isAsking && (
        <AskOnce
          question={question}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            void cancel.run({ job: run.job });
          }}
        >
          <p className="t12 mid">
            Its stations are stopped and removed. What was written stays on the run's own branch, and the journal keeps
            everything.
          </p>
        </AskOnce>
      )}
    </header>
  );
}
