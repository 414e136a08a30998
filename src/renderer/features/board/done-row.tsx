import type { JobCard } from '../../../contract/index.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { clockText, moneyText, shortHash } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { StatusMark } from '../../ui/mark.tsx';

/** A job that is over: how it ended, what it cost, when. */
export function DoneRow({
  card,
  day,
  isSelected,
  onOpen,
}: {
  card: JobCard;
  day: string | null;
  isSelected: boolean;
  onOpen: () => void;
}) {
  const { mark, tone } = card.status;
  return (
    <>
      {day && <h3 className="done-day section-title">{day}</h3>}
      <button id={`card-${card.id}`} type="button" className={`done-row ${isSelected ? 'card-selected' : ''}`} onClick={onOpen}>
        <Foreign className="done-title">{card.title}</Foreign>
        <span className="done-line">
          <StatusMark mark={mark} tone={tone}>
            <span>{card.disposition ?? card.status.text}</span>
            {card.mergedAs && <span className="mono dim">{shortHash(card.mergedAs)}</span>}
          </StatusMark>
          <span className="num">{moneyText(card.costUsd)}</span>
        </span>
        <span className="done-line">
          <span className="ell">
            {card.project} · {card.id}
          </span>
          <span className="num">{clockText(card.since)}</span>
        </span>
        {!card.isIsolated && card.run && (
          <span className="mark tone-flaky t11">
            <Icon name="open" />
            not isolated
          </span>
        )}
      </button>
    </>
  );
}
