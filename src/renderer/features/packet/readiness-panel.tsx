import type { AppError } from '../../../base/app-error.ts';
import type { Readiness } from '../../../contract/index.ts';
import { Fault } from '../../ui/fault.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { countText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';

type PanelProps = {
  readonly readiness: Readiness | null;
  readonly problem: AppError | null;
  readonly isEmpty: boolean;
  onPick?(field: string): void;
};

/** What is missing, first, with how to mend it; then what is only worth a thought. */
export function ReadinessPanel({ readiness, problem, isEmpty, onPick }: PanelProps) {
  return (
    <aside className="packet-pane readiness" aria-label="Readiness">
      <div className="panel-head">Readiness</div>
      <div className="readiness-body">
        {isEmpty && <p className="dim t12">What the packet still lacks stands here while you type.</p>}
        {problem && <Fault error={problem} />}
        {readiness && <Verdict readiness={readiness} />}
        {readiness?.items.map(item => (
          <button
            key={`${item.field} ${item.problem}`}
            type="button"
            className={`readiness-item tone-${item.blocks ? 'ask' : 'idle'}`}
            onClick={() => onPick?.(item.field)}
          >
            <Icon name={item.blocks ? 'ask' : 'warn'} size={14} className="mark-icon" />
            <span>
              <b className="mono">{item.field}</b>
              <Foreign className="readiness-problem">{item.problem}</Foreign>
              <Foreign className="readiness-fix">{item.fix}</Foreign>
            </span>
          </button>
        ))}
      </div>
    </aside>
  );
}

function Verdict({ readiness }: { readiness: Readiness }) {
  const blocking = readiness.items.filter(item => item.blocks).length;
  if (readiness.isReady) {
    return (
      <h2 className="readiness-verdict tone-pass">
        <Icon name="passed" />
        Ready
      </h2>
    );
  }
  return (
    <>
      <h2 className="readiness-verdict tone-ask">
        <Icon name="ask" />
        Not ready
      </h2>
      <p className="t12 mid">
        {countText(blocking, 'thing is missing', 'things are missing')}. The job stays in Intake until{' '}
        {blocking === 1 ? 'it is' : 'they are'} there.
      </p>
    </>
  );
}
