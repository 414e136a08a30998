import type { JobCard } from '../../../contract/index.ts';
import { Button } from '../../ui/button.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { Key } from '../../ui/keys/key.tsx';
import { NoteBox } from '../../ui/note-box.tsx';
import type { Board } from './use-board.ts';

/** A gate's question with its answers; each has the number that gives it. */
export function CardGate({ card, board }: { card: JobCard; board: Board }) {
  const { gate } = card;
  const { actions, replying } = board;
  if (!gate) return null;
  const choice = replying?.job === card.id ? gate.choices.find(each => each.id === replying.choice) : undefined;
  return (
    <>
      <Foreign as="p" className={`question ${card.status.tone === 'fail' ? 'question-fail' : ''}`}>
        {gate.text}
      </Foreign>
      {choice ? (
        <NoteBox
          label={choice.label}
          send={choice.label}
          isBusy={actions.isBusy}
          onSend={note => actions.answer(card, choice.id, note)}
          onCancel={actions.cancelReply}
        />
      ) : (
        <div className="answers">
          {gate.choices.map((each, at) => (
            <Button
              key={each.id}
              isSmall
              isDisabled={each.blocked !== null || actions.isBusy}
              onPress={() => actions.answer(card, each.id)}
            >
              {at < 9 && <Key chord={String(at + 1)} />}
              {each.label}
            </Button>
          ))}
        </div>
      )}
      {gate.choices.map(
        each => each.blocked && <p key={each.id} className="blocked foreign">{`${each.label}: ${each.blocked}`}</p>,
      )}
    </>
  );
}
