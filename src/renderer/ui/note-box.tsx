import { useState } from 'react';
import { Button } from './button.tsx';

export type NoteProps = {
  /** What the note is for, as a label. */
  readonly label: string;
  readonly send: string;
  readonly isBusy: boolean;
  onSend(note: string): void;
  onCancel(): void;
};

/** A note that an answer cannot do without. Sending is off until something is written, and says so. */
export function NoteBox({ label, send, isBusy, onSend, onCancel }: NoteProps) {
  const [note, setNote] = useState('');
  const isEmpty = note.trim() === '';
  const submit = () => !isEmpty && !isBusy && onSend(note.trim());
  return (
    <div className="note-box">
      <label className="section-title">
        {label}
        <textarea
          className="field"
          // biome-ignore lint/a11y/noAutofocus: the box opens because a key asked for it
          autoFocus
          dir="auto"
          value={note}
          maxLength={20_000}
          onChange={event => setNote(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit();
            if (event.key === 'Escape') onCancel();
          }}
        />
      </label>
      <div className="row">
        <Button isSmall kind="quiet" onPress={onCancel} chord="esc">
          Cancel
        </Button>
        <span className="grow" />
        {isEmpty && <span className="dim t11">a note is needed</span>}
        <Button isSmall onPress={submit} isDisabled={isEmpty || isBusy} chord="mod+enter">
          {send}
        </Button>
      </div>
    </div>
  );
}
