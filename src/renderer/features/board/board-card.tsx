import type { JobCard } from '../../../contract/index.ts';
import { AgentBadge } from '../../ui/agent-badge.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { ageText, moneyText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { iconOf, toneClass } from '../../ui/mark.tsx';
import { NotIsolated } from '../../ui/not-isolated.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import type { BoardColumn } from './board-columns.ts';
import { CardGate } from './card-gate.tsx';
import { CardPicture } from './card-picture.tsx';
import type { Board } from './use-board.ts';

type CardProps = { readonly card: JobCard; readonly column: BoardColumn; readonly board: Board; readonly now: number };

/** One job: where it stands, what it asks, what it cost so far, and its state as a strip below. */
export function BoardCard({ card, column, board, now }: CardProps) {
  const isSelected = board.selected === card.id;
  const classes = ['card', toneClass(card.status.tone), column.isQuiet && 'card-quiet', isSelected && 'card-selected'];
  const isAsking = card.gate !== null && card.gate.kind !== 'review';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the board's keys move the selection
    <article
      id={`card-${card.id}`}
      className={classes.filter(Boolean).join(' ')}
      onClick={() => board.select(card.id)}
      onDoubleClick={() => board.actions.open(card)}
      aria-current={isSelected}
    >
      <div className="card-body">
        {column.id === 'review' && card.thumbnail && <CardPicture hash={card.thumbnail} />}
        <div className="card-top">
          <span className="ell">{card.project}</span>
          {!card.isIsolated && card.run && <NotIsolated isShort />}
          <span className="card-id num">{card.id}</span>
        </div>
        <Foreign as="h3" className="card-title">
          {card.title}
        </Foreign>
        {card.run && column.id !== 'review' && (
          <Stepper index={card.run.stageIndex} count={card.run.stageCount} label={card.run.stage} />
        )}
        {isAsking && <CardGate card={card} board={board} />}
        <CardMeta card={card} now={now} />
        {board.actions.refusal?.job === card.id && (
          <p className="card-refusal foreign" role="alert">
            {board.actions.refusal.message}
          </p>
        )}
      </div>
      <CardStrip card={card} column={column} board={board} />
    </article>
  );
}

function CardMeta({ card, now }: { card: JobCard; now: number }) {
  const hasDiff = card.added + card.removed > 0;
  return (
    <div className="card-meta">
      {card.agent && <AgentBadge name={card.agent} />}
      {!card.agent && !card.run && <span className="dim">{card.kind}</span>}
      {card.run && <span>{ageText((card.run.endedAt ?? now) - card.run.startedAt)}</span>}
      {card.run && (
        <span title={card.costUsd === null ? 'The price of the model is not known' : undefined}>{moneyText(card.costUsd)}</span>
      )}
      {hasDiff && (
        <span className="card-diff">
          <span className="add">+{card.added}</span> <span className="del">−{card.removed}</span>
        </span>
      )}
    </div>
  );
}

/** Mark, word and colour of the state; at Review always, elsewhere under the pointer, the column's verb. */
function CardStrip({ card, column, board }: Omit<CardProps, 'now'>) {
  const { status } = card;
  const isReady = column.id === 'intake' && status.tone === 'idle';
  const act = isReady ? () => board.actions.queue(card) : () => board.actions.open(card);
  const isVerbShown = column.id === 'review' || status.mark === 'escalated';
  return (
    <div className="strip">
      <Icon name={iconOf(status.mark)} />
      <span className="strip-text">{status.text}</span>
      {status.aside && <span className={`strip-aside ${isVerbShown ? 'only-wide' : ''}`}>{status.aside}</span>}
      <button
        type="button"
        className={`verb ${isVerbShown ? 'verb-shown' : ''}`}
        onClick={event => {
          event.stopPropagation();
          act();
        }}
      >
        {isReady ? 'Queue' : column.verb}
        <Icon name="right" size={12} />
      </button>
    </div>
  );
}
