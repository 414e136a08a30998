import type { JobDetail, RunDetail } from '../../../contract/index.ts';
import { hrefOf } from '../../client/route.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { clockText, countText, durationText, moneyText, shortHash } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { StationFacts } from './station-facts.tsx';
import type { RunView } from './use-run.ts';

/** What was asked for, what it cost, and what the station may touch. */
export function RunSide({ view }: { view: RunView }) {
  return (
    <aside className="run-side" aria-label="Run details">
      {view.run?.reason && <Ending run={view.run} />}
      {view.job && <PacketPart job={view.job} />}
      {view.run && <CostPart run={view.run} />}
      {view.job && view.job.runs.length > 1 && <RunsPart job={view.job} run={view.run?.id ?? ''} />}
      <StationFacts fields={view.job?.fields ?? []} station={view.station} isIsolated={view.card?.isIsolated ?? true} />
    </aside>
  );
}

function Ending({ run }: { run: RunDetail }) {
  return (
    <section>
      <h2>
        How it ended<span className="aside mono">{run.terminalState ?? run.status}</span>
      </h2>
      <Foreign as="p">{run.reason?.text ?? ''}</Foreign>
      <p className="mono dim">{run.reason?.code}</p>
    </section>
  );
}

function PacketPart({ job }: { job: JobDetail }) {
  return (
    <section>
      <h2>
        <a href={hrefOf({ page: 'packet', job: job.card.id })}>Packet</a>
        <span className="aside">{job.card.kind}</span>
      </h2>
      <Foreign as="p">{job.goal}</Foreign>
      <ul className="criteria">
        {job.acceptance.map(each => (
          <li key={each.id}>
            <Icon name="check" />
            <Foreign>{`Given ${each.given}, when ${each.when}, then ${each.then}`}</Foreign>
          </li>
        ))}
        {job.nonGoals.map(text => (
          <li key={text}>
            <Icon name="x" />
            <Foreign>{`Out of scope: ${text}`}</Foreign>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CostPart({ run }: { run: RunDetail }) {
  const rows: [string, string][] = [
    ['Spent on models', moneyText(run.costUsd)],
    ['Time', durationText((run.endedAt ?? Date.now()) - run.startedAt)],
    ['Base', run.base ? shortHash(run.base) : 'not chosen yet'],
    ['Candidate', run.candidate ? shortHash(run.candidate) : 'none yet'],
  ];
  return (
    <section>
      <h2>Cost</h2>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function RunsPart({ job, run }: { job: JobDetail; run: string }) {
  return (
    <section>
      <h2>
        Runs of this job<span className="aside">{countText(job.runs.length, 'run')}</span>
      </h2>
      <ul className="job-runs">
        {job.runs.map(each => (
          <li key={each.id}>
            <a href={hrefOf({ page: 'run', run: each.id })} aria-current={each.id === run ? 'page' : undefined}>
              <span className="num">{each.number}</span>
              <span className="grow ell">{each.terminalState ?? 'going on'}</span>
              <span className="dim num">{clockText(each.startedAt)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
