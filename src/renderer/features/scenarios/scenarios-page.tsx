import type { OutputOf } from '../../client/use-call.ts';
import { useCall } from '../../client/use-call.ts';
import { Bars, Empty } from '../../ui/empty.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { countText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import './scenarios.css';

type Listing = OutputOf<'scenario.list'>;

/** The holdout scenarios of the factory, which no agent ever sees. */
export function ScenariosPage() {
  const list = useCall('scenario.list', {});
  const count = list.data?.scenarios.length ?? 0;
  return (
    <div className="page plain-page">
      <div className="page-bar">
        <h1>Scenarios</h1>
        <span className="dim t12 num">{list.data && countText(count, 'scenario')}</span>
        <span className="grow" />
        <span className="row dim t12">
          <Icon name="lock" size={12} />
          held back from every agent
        </span>
      </div>
      <div className="plain-body">
        {list.error && !list.data && <Fault error={list.error} />}
        {list.isWaiting && <Bars widths={[60, 60, 60]} />}
        {list.data && <Problems problems={list.data.problems} />}
        {list.data && count === 0 && (
          <Empty>The scenarios that prove a change from outside stand here. They lie in the factory's folder scenarios/.</Empty>
        )}
        {count > 0 && <Table scenarios={list.data!.scenarios} />}
      </div>
    </div>
  );
}

function Problems({ problems }: { problems: Listing['problems'] }) {
  return problems.map(each => (
    <p key={`${each.file} ${each.problem}`} className="scenario-problem tone-fail">
      <Icon name="failed" size={14} className="mark-icon" />
      <Foreign className="mono">{each.file}</Foreign>
      <Foreign>{each.problem}</Foreign>
    </p>
  ));
}

function Table({ scenarios }: { scenarios: Listing['scenarios'] }) {
  return (
    <table className="scenario-table">
      <thead>
        <tr>
          <th>Scenario</th>
          <th>Name</th>
          <th>Project</th>
          <th>Kind</th>
          <th className="figure">Steps</th>
          <th className="figure">Expectations</th>
        </tr>
      </thead>
      <tbody>
        {scenarios.map(scenario => (
          <tr key={scenario.id}>
            <td>
              <Foreign>{scenario.title}</Foreign>
            </td>
            <td className="mono dim">{scenario.id}</td>
            <td>{scenario.project}</td>
            <td className="dim">{scenario.kind}</td>
            <td className="figure">{scenario.steps}</td>
            <td className="figure">{scenario.assertions}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
