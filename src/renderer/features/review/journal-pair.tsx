import { Fragment } from 'react';
import type { ScenarioView, TwinCallView } from '../../../contract/index.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { alignJournal } from './align-journal.ts';

/** What the product asked of its twins, before and after, call beside call. */
export function JournalPair({ journal, hasCandidate }: { journal: ScenarioView['journal']; hasCandidate: boolean }) {
  const lines = alignJournal(journal.before, journal.after);
  return (
    <div className={hasCandidate ? 'pair-grid' : 'pair-grid pair-grid-single'}>
      <h3 className="pair-title">Before, base</h3>
      {hasCandidate && <h3 className="pair-title">After, candidate</h3>}
      {lines.length === 0 && <p className="pair-cell dim t11">No twin was called.</p>}
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: calls have no identity but their place
        <Fragment key={at}>
          <div className="pair-cell">
            {line.before ? (
              <Call call={line.before} word={line.before.mark === 'missing' ? 'not made after' : null} tone="del" />
            ) : (
              <Void />
            )}
          </div>
          {hasCandidate && (
            <div className="pair-cell">
              {line.after ? <Call call={line.after} word={line.after.mark === 'added' ? 'new' : null} tone="add" /> : <Void />}
            </div>
          )}
        </Fragment>
      ))}
    </div>
  );
}

function Call({ call, word, tone }: { call: TwinCallView; word: string | null; tone: 'add' | 'del' }) {
  return (
    <div className={`call ${word ? `call-${tone}` : ''}`}>
      <span className="mono dim ell">{call.at}</span>
      <span className="call-twin">{call.twin}</span>
      <Foreign className="mono ell">{call.what}</Foreign>
      {word ? <span className={`call-word ${tone}`}>{word}</span> : <span className="dim num">{call.status}</span>}
    </div>
  );
}

function Void() {
  return <div className="call call-void">no such call</div>;
}
