import type { Gate, JobCard } from '../../../contract/index.ts';
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
  const isBusy = actions.busyWith === card.id;
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
          isBusy={isBusy}
          onSend={note => actions.answer(card, choice.id, note)}
          onCancel={actions.cancelReply}
        />
      ) : (
        <div className="answers">
          {gate.choices.map((each, at) => (
            <Button
              key={each.id}
              isSmall
              isDisabled={each.blocked !== null || isBusy}
              onPress={() => actions.answer(card, each.id)}
            >
              {at < 9 && <Key chord={String(at + 1)} />}
              <Foreign>{each.label}</Foreign>
            </Button>
          ))}
        </div>
      )}
      {blockedTexts(gate).map(text => (
        <p key={text} className="blocked foreign">
          {text}
        </p>
      ))}
    </>
  );
}

/** Why answers cannot be given: once where one reason holds for all, else for each. */
function blockedTexts({ choices }: Gate): string[] {
  const reasons = new Set(choices.map(choice => choice.blocked));
  const [only] = reasons;
  if (reasons.size === 1) return only ? [only] : [];
  return choices.filter(choice => choice.blocked !== null).map(choice => `${choice.label}: ${choice.blocked}`);
}
