import type { LineView } from '../../../contract/index.ts';
import { useCall } from '../../client/use-call.ts';
import { Bars, Empty } from '../../ui/empty.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { countText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import './lines.css';

/** The product lines of the factory, as they are written. */
export function LinesPage() {
  const lines = useCall('line.list', {});
  return (
    <div className="page plain-page">
      <div className="page-bar">
        <h1>Lines</h1>
        <span className="dim t12 num">{lines.data && countText(lines.data.length, 'line')}</span>
      </div>
      <div className="plain-body">
        {lines.error && !lines.data && <Fault error={lines.error} />}
        {lines.isWaiting && <Bars widths={[40, 80]} />}
        {lines.data?.length === 0 && (
          <Empty>The lines of the factory stand here. It has none; they lie in its folder lines/.</Empty>
        )}
        {lines.data?.map(line => (
          <Line key={line.name} line={line} />
        ))}
      </div>
    </div>
  );
}

function Line({ line }: { line: LineView }) {
  return (
    <section className="line">
      <h2>{line.name}</h2>
      <Foreign as="p" className="mid t12">
        {line.goal}
      </Foreign>
      {line.warnings.map(warning => (
        <p key={warning} className="mark tone-flaky t12 line-warning">
          <Icon name="warn" />
          <Foreign>{warning}</Foreign>
        </p>
      ))}
      <table className="line-stages">
        <thead>
          <tr>
            <th>Stage</th>
            <th>Kind</th>
            <th>Goes on to</th>
          </tr>
        </thead>
        <tbody>
          {line.stages.map(stage => (
            <tr key={stage.id}>
              <td>{stage.title}</td>
              <td className="dim">{stage.kind}</td>
              <td>
                <Exits line={line} from={stage.id} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <details>
        <summary className="ghost">As written</summary>
        <pre className="line-dot">{line.dot}</pre>
      </details>
    </section>
  );
}

function Exits({ line, from }: { line: LineView; from: string }) {
  const titleOf = (id: string) => line.stages.find(stage => stage.id === id)?.title ?? id;
  const exits = line.edges.filter(edge => edge.from === from);
  if (exits.length === 0) return <span className="dim">ends the run</span>;
  return exits.map(edge => (
    <span key={`${edge.to} ${edge.label}`} className="line-exit">
      <Icon name="arrow" size={12} />
      {titleOf(edge.to)}
      {edge.label && <span className="dim">{edge.label}</span>}
    </span>
  ));
}
