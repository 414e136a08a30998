import type { CheckRow, EvidenceView, Mark, Tone } from '../../../contract/index.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { clockText, countText, moneyText, shortHash } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon-shapes.tsx';
import { Key } from '../../ui/keys/key.tsx';
import { iconOf } from '../../ui/mark.tsx';
import { BundlePart } from './bundle-part.tsx';
import { Claims } from './claims.tsx';
import type { Review } from './use-review.ts';

const groups: readonly { readonly source: CheckRow['source']; readonly title: string; readonly icon: IconName }[] = [
  { source: 'host', title: 'Seen by the host', icon: 'host' },
  { source: 'verifier', title: 'Verifier', icon: 'verify' },
];

const marks: Record<CheckRow['status'], { readonly mark: Mark; readonly tone: Tone }> = {
  passed: { mark: 'passed', tone: 'pass' },
  failed: { mark: 'failed', tone: 'fail' },
  waived: { mark: 'unchanged', tone: 'idle' },
  waiting: { mark: 'running', tone: 'run' },
};

type PanelProps = { readonly review: Review; readonly evidence: EvidenceView; onShowUnseen(): void };

/** Everything that was checked, by who saw it; the agent's own words last, and never counted. */
export function GatePanel({ review, evidence, onShowUnseen }: PanelProps) {
  const counted = evidence.checks.filter(check => check.source !== 'claim');
  const hasPictures = review.changed.length > 0;
  const passed =
    counted.filter(check => check.status === 'passed' || check.status === 'waived').length +
    (hasPictures && review.unseen.length === 0 ? 1 : 0);
  const all = counted.length + (hasPictures ? 1 : 0);
  return (
    <aside className="gate-panel" aria-label="Gates">
      <div className="panel-head">
        Gates
        <span className="grow" />
        <span className={`num ${passed < all ? '' : 'dim'}`}>
          {passed} of {all}
        </span>
      </div>
      <div className="gate-list">
        {groups.map(group => (
          <Group
            key={group.source}
            title={group.title}
            icon={group.icon}
            rows={counted.filter(check => check.source === group.source)}
          />
        ))}
        <YouPart review={review} rows={counted.filter(check => check.source === 'you')} onShowUnseen={onShowUnseen} />
        <Claims evidence={evidence} rows={evidence.checks.filter(check => check.source === 'claim')} />
        <dl className="gate-facts">
          <dt>Ended as</dt>
          <dd className="mono">{evidence.terminalState}</dd>
          <dt>Because</dt>
          <dd>
            <Foreign>{evidence.reason.text}</Foreign>
          </dd>
          <dt>Cost</dt>
          <dd className="num">{moneyText(evidence.costUsd)}</dd>
          <dt>Station</dt>
          <dd>{evidence.isolation}</dd>
          <dt>Target</dt>
          <dd>
            {evidence.target} <span className="mono dim">{shortHash(evidence.base)}</span>
          </dd>
        </dl>
        <BundlePart evidence={evidence} verify={review.verify} />
      </div>
    </aside>
  );
}

function Group({ title, icon, rows }: { title: string; icon: IconName; rows: readonly CheckRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h3 className="section-title gate-title">
        <Icon name={icon} />
        {title}
      </h3>
      {rows.map(row => (
        <Row key={row.id} row={row} />
      ))}
    </section>
  );
}

function Row({ row }: { row: CheckRow }) {
  const { mark, tone } = marks[row.status];
  return (
    <div className={`gate-row tone-${tone}`}>
      <Icon name={iconOf(mark)} size={14} className="mark-icon" />
      <span>
        <Foreign>{row.title}</Foreign>
        <span className="only-heard">{row.status}</span>
        {row.detail && <Foreign className="gate-detail">{row.detail}</Foreign>}
      </span>
      {row.at !== null && <time className="num">{clockText(row.at)}</time>}
    </div>
  );
}

/** What the engineer has seen so far; counted here, since nobody else can know. */
function YouPart({ review, rows, onShowUnseen }: { review: Review; rows: readonly CheckRow[]; onShowUnseen: () => void }) {
  const { changed, unseen } = review;
  if (changed.length === 0 && rows.length === 0) return null;
  return (
    <section>
      <h3 className="section-title gate-title">
        <Icon name="user" />
        You
      </h3>
      {changed.length > 0 && unseen.length === 0 && (
        <div className="gate-row tone-pass">
          <Icon name="passed" size={14} className="mark-icon" />
          <span>
            All changed pictures seen<span className="gate-detail">{`${changed.length} of ${changed.length}`}</span>
          </span>
        </div>
      )}
      {unseen.length > 0 && (
        <button type="button" className="gate-row tone-ask" onClick={onShowUnseen}>
          <Icon name="ask" size={14} className="mark-icon" />
          <span>
            {countText(unseen.length, 'changed picture')} not seen
            <Foreign className="gate-detail">{`${unseen[0]!.scenarioTitle}, ${unseen[0]!.pair.checkpoint}`}</Foreign>
          </span>
          <Key chord="v" />
        </button>
      )}
      {rows.map(row => (
        <Row key={row.id} row={row} />
      ))}
    </section>
  );
}
