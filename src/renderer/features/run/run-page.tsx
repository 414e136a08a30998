import { useMemo, useRef, useState } from 'react';
import { goTo } from '../../client/route.ts';
import { Button } from '../../ui/button.tsx';
import { Bars, Empty } from '../../ui/empty.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { OtherRuns } from './other-runs.tsx';
import './run.css';
import { runBeside } from './run-groups.ts';
import { RunHead } from './run-head.tsx';
import { RunSide } from './run-side.tsx';
import { RunTerminal } from './run-terminal.tsx';
import { Timeline } from './timeline.tsx';
import { type TimelineRow, timelineRows } from './timeline-rows.ts';
import { type RunView, useRun } from './use-run.ts';

/** One pass of a job through its line: what happened, what happens now, and what the station may touch. */
export function RunPage({ run: asked }: { run: string | null }) {
  const { id, view } = useRun(asked);
  const terminal = useRef<HTMLDivElement>(null);
  const fold = useFold(view);
  const jobId = view.run?.job ?? null;
  const go = (step: 1 | -1) => {
    const beside = runBeside(view.groups, jobId, step);
    if (beside) goTo({ page: 'run', run: beside });
  };
  useKeys({
    runNext: () => go(1),
    runPrevious: () => go(-1),
    runFold: fold.toggleAll,
    runTerminal: () => toggleFocus(terminal.current),
    runDecide: () => view.run?.hasEvidence && goTo({ page: 'review', run: view.run.id }),
  });
  if (id === null) return <NoRuns />;
  return (
    <div className="page run-page">
      {view.run ? <RunHead run={view.run} card={view.card} cancel={view.cancel} /> : <div className="run-head" />}
      <div className="run-body">
        <OtherRuns groups={view.groups} job={jobId} />
        <div className="run-middle">
          <div className="run-middle-head">
            <b>What happened</b>
            <span className="dim num">{view.events.length}</span>
            <span className="grow" />
            <Button kind="quiet" isSmall chord="o" onPress={fold.toggleAll}>
              {fold.areAllOpen ? 'Fold all' : 'Open all'}
            </Button>
          </div>
          {view.error && (
            <div className="run-fault">
              <Fault error={view.error} />
            </div>
          )}
          {!view.run && !view.error && <Bars widths={[50, 70, 30]} />}
          <Timeline rows={fold.rows} isOpen={fold.isOpen} onToggle={fold.toggle} />
          <div className="run-terminal" ref={terminal}>
            {view.run && <RunTerminal run={view.run} station={view.station} isConnected={view.isConnected} />}
          </div>
        </div>
        <RunSide view={view} />
      </div>
    </div>
  );
}

function NoRuns() {
  return (
    <div className="page">
      <Empty
        action={
          <Button icon="plus" chord="c" onPress={() => goTo({ page: 'packet', job: null })}>
            New packet
          </Button>
        }
      >
        The run of a job stands here, from its first stage to its last. No job has been run yet.
      </Empty>
    </div>
  );
}

/** Which rows are open: those at work and those that failed by themselves, until the engineer turns them. */
function useFold(view: RunView) {
  const rows = useMemo(() => timelineRows(view.events), [view.events]);
  const [turned, setTurned] = useState<ReadonlyMap<number, boolean>>(new Map());
  const [areAllOpen, setAllOpen] = useState(false);
  const isOpen = (row: TimelineRow) => turned.get(row.id) ?? (areAllOpen || row.isOpen);
  return {
    rows,
    areAllOpen,
    isOpen,
    toggle: (row: TimelineRow) => setTurned(new Map([...turned, [row.id, !isOpen(row)]])),
    toggleAll: () => {
      setAllOpen(!areAllOpen);
      setTurned(new Map());
    },
  };
}

function toggleFocus(terminal: HTMLElement | null): void {
  const input = terminal?.querySelector('textarea');
  if (terminal?.contains(document.activeElement)) (document.activeElement as HTMLElement).blur();
  else input?.focus();
}
