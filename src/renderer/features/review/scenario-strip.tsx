import { useState } from 'react';
import type { ScenarioView } from '../../../contract/index.ts';
import { useBlob } from '../../client/use-blob.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { countText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { StatusMark } from '../../ui/mark.tsx';
import { firstCheckpoint, type PlacedPair } from './pictures.ts';
import { shownVerdict } from './verdicts.ts';

type StripProps = {
  readonly scenarios: readonly ScenarioView[];
  readonly order: { readonly shown: readonly number[]; readonly folded: readonly number[] };
  readonly selected: number;
  readonly unseen: readonly PlacedPair[];
  onPick(at: number): void;
};

/** Every scenario with its verdict; what is unchanged and was not asked for stands behind one cell. */
export function ScenarioStrip({ scenarios, order, selected, unseen, onPick }: StripProps) {
  const [isOpen, setOpen] = useState(false);
  const isUnfolded = isOpen || order.folded.includes(selected);
  const cells = isUnfolded ? [...order.shown, ...order.folded] : order.shown;
  return (
    <div className="scenario-strip" role="listbox" aria-label="Scenarios">
      {cells.map(at => (
        <ScenarioCell
          key={scenarios[at]!.id}
          id={`scenario-${at}`}
          scenario={scenarios[at]!}
          isSelected={at === selected}
          unseen={unseen.filter(each => each.scenario === at).length}
          onPick={() => onPick(at)}
        />
      ))}
      {!isUnfolded && order.folded.length > 0 && (
        <button type="button" className="scenario-cell scenario-more" onClick={() => setOpen(true)}>
          <b>{order.folded.length} more</b>
          <StatusMark mark="unchanged" tone="idle">
            All unchanged
          </StatusMark>
        </button>
      )}
    </div>
  );
}

function ScenarioCell({
  id,
  scenario,
  isSelected,
  unseen,
  onPick,
}: {
  id: string;
  scenario: ScenarioView;
  isSelected: boolean;
  unseen: number;
  onPick: () => void;
}) {
  const { mark, tone, word } = shownVerdict(scenario);
  const pair = scenario.pairs[firstCheckpoint(scenario)];
  return (
    <button
      id={id}
      type="button"
      role="option"
      aria-selected={isSelected}
      className="scenario-cell"
      onClick={onPick}
      title={scenario.reason}
    >
      <Thumbnail hash={pair?.after ?? pair?.before ?? null} />
      <span className="scenario-words">
        <Foreign className="scenario-title">{scenario.title}</Foreign>
        <span className="row">
          <StatusMark mark={mark} tone={tone}>
            {word}
          </StatusMark>
          <Icon name="lock" size={12} className="dim" />
          {unseen > 0 && (
            <span className="mark tone-ask">
              <Icon name="eye" />
              {countText(unseen, 'not seen', 'not seen')}
            </span>
          )}
        </span>
      </span>
    </button>
  );
}

function Thumbnail({ hash }: { hash: string | null }) {
  const blob = useBlob(hash);
  return <span className="scenario-picture">{blob.status === 'ready' && <img src={blob.url} alt="" />}</span>;
}
