import { Fragment, useState } from 'react';
import type { ScenarioView, TwinCallView } from '../../../contract/index.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { countText, wireTimeText } from '../../ui/format.ts';
import { alignJournal, type JournalLine, telling } from './align-journal.ts';

type JournalPairProps = { readonly journal: ScenarioView['journal']; readonly hasCandidate: boolean };

/** What the product asked of its twins, before and after, call beside call. What differs stands out; the rest is one press away. */
export function JournalPair({ journal, hasCandidate }: JournalPairProps) {
  const [isOpen, setOpen] = useState(false);
  const lines = alignJournal(journal.before, journal.after);
  const told = telling(lines);
  const shown = isOpen ? lines : told;
  return (
    <div className={hasCandidate ? 'pair-grid' : 'pair-grid pair-grid-single'}>
      <h3 className="pair-title">Before, base</h3>
      {hasCandidate && <h3 className="pair-title">After, candidate</h3>}
      {shown.length === 0 && (
        <p className="pair-cell dim t11">{lines.length === 0 ? 'No twin was called.' : 'Nothing was written to a twin.'}</p>
      )}
      {shown.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: calls have no identity but their place
        <Line key={at} line={line} hasCandidate={hasCandidate} />
      ))}
      {told.length < lines.length && (
        <p className="pair-more">
          <button type="button" className="ghost" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen
              ? 'Show what tells most'
              : `Show ${countText(lines.length - told.length, 'more call')}${hasCandidate ? ', alike on both sides' : ''}`}
          </button>
        </p>
      )}
    </div>
  );
}

function Line({ line: { before, after }, hasCandidate }: { line: JournalLine; hasCandidate: boolean }) {
  return (
    <Fragment>
      <div className="pair-cell">
        {before ? <Call call={before} word={before.mark === 'missing' ? 'not made after' : null} tone="del" /> : <Void />}
      </div>
      {hasCandidate && (
        <div className="pair-cell">
          {after ? <Call call={after} word={after.mark === 'added' ? 'new' : null} tone="add" /> : <Void />}
        </div>
      )}
    </Fragment>
  );
}

function Call({ call, word, tone }: { call: TwinCallView; word: string | null; tone: 'add' | 'del' }) {
  const weight = word ? `call-${tone}` : call.isWrite ? '' : 'call-read';
  return (
    <div className={`call ${weight}`}>
      <time className="mono dim" dateTime={call.at} title={call.at}>
        {wireTimeText(call.at)}
      </time>
      <span className="call-twin">{call.twin}</span>
      <Foreign className="mono ell">{call.what}</Foreign>
      {word ? <span className={`call-word ${tone}`}>{word}</span> : <span className="dim num">{call.status}</span>}
    </div>
  );
}

function Void() {
  return <div className="call call-void">no such call</div>;
}
