import { type RefObject, useRef } from 'react';
import { goTo } from '../../client/route.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { Picker } from '../../ui/picker.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import './board.css';
import { BoardColumnView } from './board-column-view.tsx';
import { type Step, stepFrom } from './board-columns.ts';
import { type Board, useBoard } from './use-board.ts';

/** All jobs, by who must act. */
export function BoardPage() {
  const board = useBoard();
  const words = useRef<HTMLInputElement>(null);
  useBoardKeys(board, () => words.current?.focus());
  const isEmpty = board.isRead && board.counts.all === 0;
  return (
    <div className="page board-page">
      <BoardBar board={board} words={words} />
      {isEmpty && (
        <Empty action={<NewPacket kind="plain" />}>
          Jobs stand here, by who must act. Paste a task packet, or run the demo with andon demo.
        </Empty>
      )}
      {!isEmpty && (
        <div className="board-columns">
          {board.columns.map(filled => (
            <BoardColumnView key={filled.column.id} filled={filled} board={board} />
          ))}
        </div>
      )}
    </div>
  );
}

function BoardBar({ board, words }: { board: Board; words: RefObject<HTMLInputElement | null> }) {
  const { filter, setFilter, counts } = board;
  return (
    <div className="page-bar">
      <h1>Board</h1>
      <Tabs
        label="Which jobs"
        value={filter.tab}
        onPick={tab => setFilter({ ...filter, tab })}
        tabs={[
          { id: 'all', text: 'All', count: counts.all },
          { id: 'mine', text: 'Needs me', count: counts.mine },
          { id: 'stalled', text: 'Stalled', count: counts.stalled },
        ]}
      />
      <span className="grow" />
      <input
        ref={words}
        className="field board-words"
        aria-label="Filter by words"
        placeholder="Filter"
        value={filter.words}
        onChange={event => setFilter({ ...filter, words: event.target.value })}
        onKeyDown={event => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <Picker
        label="Project"
        all="All"
        options={board.projects}
        value={filter.project}
        onPick={project => setFilter({ ...filter, project })}
      />
      <Picker label="Line" all="All" options={board.lines} value={filter.line} onPick={line => setFilter({ ...filter, line })} />
      <NewPacket kind="primary" />
    </div>
  );
}

function NewPacket({ kind }: { kind: 'primary' | 'plain' }) {
  return (
    <Button kind={kind} icon="plus" chord="c" onPress={() => goTo({ page: 'packet', job: null })}>
      New packet
    </Button>
  );
}

function useBoardKeys(board: Board, focusFilter: () => void): void {
  const card = board.columns.flatMap(column => column.cards).find(each => each.id === board.selected) ?? null;
  const step = (to: Step) => () => {
    const next = stepFrom(board.columns, board.selected, to);
    board.select(next);
    if (next) document.getElementById(`card-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({
    boardLeft: step('left'),
    boardRight: step('right'),
    boardUp: step('up'),
    boardDown: step('down'),
    boardFilter: focusFilter,
    boardOpen: () => card && board.actions.open(card),
    boardAnswer: chord => {
      const choice = card?.gate?.kind === 'review' ? undefined : card?.gate?.choices[Number(chord) - 1];
      if (card && choice) board.actions.answer(card, choice.id);
    },
    boardReply: () => {
      const choice = card?.gate?.kind === 'review' ? undefined : card?.gate?.choices.find(each => each.needsNote);
      if (card && choice) board.actions.answer(card, choice.id);
    },
    out: () => board.select(null),
  });
}
