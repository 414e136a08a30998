import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

export type Question = { readonly title: string; readonly yes: string; readonly no: string };

/** Asks once before what cannot be undone. The safe answer has the focus. */
export function AskOnce({
  question,
  children,
  onYes,
  onNo,
}: {
  question: Question;
  children: ReactNode;
  onYes: () => void;
  onNo: () => void;
}) {
  return (
    <Dialog label={question.title} onClose={onNo}>
      <div className="dialog-head">{question.title}</div>
      <div className="dialog-body">{children}</div>
      <div className="dialog-foot">
        <Button onPress={onNo}>{question.no}</Button>
        <Button kind="primary" onPress={onYes}>
          {question.yes}
        </Button>
      </div>
    </Dialog>
  );
}
