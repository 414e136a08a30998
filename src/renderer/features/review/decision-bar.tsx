import type { Gate } from '../../../contract/index.ts';
import { Button } from '../../ui/button.tsx';
import { shortHash } from '../../ui/format.ts';
import type { IconName } from '../../ui/icon-shapes.tsx';
import { Key } from '../../ui/keys/key.tsx';
import { type KeyCommand, keyMap } from '../../ui/keys/key-map.ts';
import { StatusMark } from '../../ui/mark.tsx';
import { NoteBox } from '../../ui/note-box.tsx';
import { type Decision, waitsText } from './decision.ts';
import type { Review } from './use-review.ts';

const icons: Partial<Record<KeyCommand, IconName>> = { reviewSendBack: 'back', reviewReject: 'x' };
const primaryIcons: Partial<Record<Gate['kind'], IconName>> = { review: 'merge', 'no-op': 'no-op' };
const hints = [
  { keys: ['j', 'k'], text: 'scenario' },
  { keys: ['space'], text: 'before, after' },
  { keys: ['n'], text: 'region' },
  { keys: ['d'], text: 'diff' },
  { keys: ['?'], text: 'all keys' },
];

/** The one decision of the page. What cannot be decided yet says why beside it, and shows the way. */
export function DecisionBar({ review, onShowUnseen }: { review: Review; onShowUnseen: () => void }) {
  const { decisions, noting } = review;
  return (
    <div className="decision-bar">
      {noting && (
        <div className="decision-note">
          <NoteBox
            label={`${noting.choice.label}: the note that goes with it`}
            send={noting.choice.label}
            isBusy={review.answer.isBusy}
            onSend={note => review.decide(noting, note)}
            onCancel={review.cancelNote}
          />
        </div>
      )}
      <div className="dock">
        <Hints />
        <span className="grow" />
        {decisions.length === 0 ? <Settled review={review} /> : <Why review={review} onShowUnseen={onShowUnseen} />}
        {decisions.map(decision => (
          <DecisionButton
            key={decision.choice.id}
            decision={decision}
            kind={review.run?.gate?.kind ?? 'question'}
            isBusy={review.answer.isBusy}
            onPress={() => review.decide(decision)}
          />
        ))}
      </div>
    </div>
  );
}

function Hints() {
  return hints.map(hint => (
    <span key={hint.text} className="hint">
      {hint.keys.map(key => (
        <Key key={key} chord={key} />
      ))}
      {hint.text}
    </span>
  ));
}

type DecisionButtonProps = {
  readonly decision: Decision;
  readonly kind: Gate['kind'];
  readonly isBusy: boolean;
  onPress(): void;
};

function DecisionButton({ decision, kind, isBusy, onPress }: DecisionButtonProps) {
  const { choice, key, waitsFor } = decision;
  const icon = choice.isPrimary ? primaryIcons[kind] : key ? icons[key] : undefined;
  return (
    <Button
      kind={choice.isPrimary ? 'primary' : 'plain'}
      {...(icon ? { icon } : {})}
      chord={key ? keyMap[key].chords[0] : undefined}
      isDisabled={waitsFor.length > 0 || isBusy}
      onPress={onPress}
    >
      {choice.label}
    </Button>
  );
}

/** Why the primary answer waits, or what it will do. A refusal of the last try comes first. */
function Why({ review, onShowUnseen }: { review: Review; onShowUnseen: () => void }) {
  const { answer, decisions, evidence, run, unseen } = review;
  const waiting = decisions.filter(decision => decision.waitsFor.length > 0);
  const shown = waiting.find(decision => decision.choice.isPrimary) ?? waiting[0];
  if (answer.error) {
    return (
      <span className="why tone-fail" role="alert">
        <StatusMark mark="failed" tone="fail" />
        {answer.error.message} {answer.error.hint}
      </span>
    );
  }
  if (shown) {
    return (
      <span className="why">
        <StatusMark mark="ask" tone="ask" />
        <span>{waitsText(shown)}</span>
        {unseen.length > 0 && (
          <Button isSmall chord="v" onPress={onShowUnseen}>
            Show picture
          </Button>
        )}
      </span>
    );
  }
  if (run?.gate?.kind === 'review' && evidence?.candidate)
    return (
      <span className="why dim">{`Merges ${shortHash(evidence.candidate)} into ${evidence.target}, keeps the evidence`}</span>
    );
  return <span className="why mid foreign">{run?.gate?.text}</span>;
}

function Settled({ review: { card, run } }: { review: Review }) {
  if (!run) return null;
  const text = card?.disposition
    ? `${card.disposition.replace(/^./, first => first.toUpperCase())}${card.mergedAs ? ` as ${shortHash(card.mergedAs)}` : ''}`
    : run.status === 'running'
      ? 'The run goes on; there is nothing to decide yet.'
      : 'Nothing to decide here.';
  return <span className="why mid">{text}</span>;
}
