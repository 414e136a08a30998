import { Bars } from '../../ui/empty.tsx';
import { ageText, dayText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { iconOf } from '../../ui/mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { BoardCard } from './board-card.tsx';
import type { FilledColumn } from './board-columns.ts';
import { DoneRow } from './done-row.tsx';
import type { Board } from './use-board.ts';

const emptyText: Record<FilledColumn['column']['id'], string> = {
  intake: 'Packets that are not queued yet stand here.',
  queued: 'Nothing waits for a free place.',
  running: 'Nothing is being worked on.',
  'needs-you': 'Nothing needs you.',
  review: 'Nothing waits for review.',
  done: 'Nothing was finished yet.',
};

export function BoardColumnView({ filled, board }: { filled: FilledColumn; board: Board }) {
  const { column, cards } = filled;
  const now = useNow(10_000);
  return (
    <section className={`board-column board-${column.id}`} aria-label={column.title}>
      <ColumnHead filled={filled} board={board} now={now} />
      <div className="board-cards">
        {!board.isRead && <Bars widths={[100, 60]} />}
        {board.isRead && cards.length === 0 && <p className="board-none">{emptyText[column.id]}</p>}
        {column.id === 'done'
          ? cards.map((card, at) => (
              <DoneRow
                key={card.id}
                card={card}
                day={dayBefore(cards[at - 1]?.since, card.since, now)}
                isSelected={board.selected === card.id}
                onOpen={() => board.actions.open(card)}
              />
            ))
          : cards.map(card => <BoardCard key={card.id} card={card} column={column} board={board} now={now} />)}
      </div>
    </section>
  );
}

function ColumnHead({ filled: { column, cards }, board, now }: { filled: FilledColumn; board: Board; now: number }) {
  const isRunning = column.id === 'running';
  const oldest = cards[0];
  return (
    <h2
      className={`board-head ${column.id === 'needs-you' && cards.length > 0 ? 'tone-ask' : isRunning && cards.length > 0 ? 'tone-run' : ''}`}
    >
      <span className="mark">
        <Icon name={column.id === 'done' ? 'check' : iconOf(column.mark)} />
      </span>
      {column.title}
      <span className="dim num">{isRunning && board.limit !== null ? `${cards.length}/${board.limit}` : cards.length}</span>
      <span className="grow" />
      {isRunning && board.isStopped && (
        <span className="mark tone-fail t11">
          <Icon name="paused" />
          held
        </span>
      )}
      {column.id === 'needs-you' && oldest && <span className="dim">oldest {ageText(now - oldest.since)}</span>}
    </h2>
  );
}

/** The heading of a day where it begins; today needs none. */
function dayBefore(previous: number | undefined, at: number, now: number): string | null {
  const day = dayText(at, now);
  const before = previous === undefined ? 'Today' : dayText(previous, now);
  return day === before ? null : day;
}
