import type { CheckRow, EvidenceView } from '../../../contract/index.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { Icon } from '../../ui/icon.tsx';

/** The agent's words, in a box of their own and without any check mark: nothing here was verified. */
export function Claims({ evidence, rows }: { evidence: EvidenceView; rows: readonly CheckRow[] }) {
  const parts = [
    {
      title: "Agent's claims, not counted",
      texts: [...(evidence.summary ? [evidence.summary] : []), ...evidence.claims, ...rows.map(row => row.title)],
    },
    { title: 'Assumed', texts: evidence.assumed },
    { title: 'Left out', texts: evidence.skipped },
    { title: 'Not certain', texts: evidence.uncertain },
    { title: 'Smallest rollback', texts: evidence.rollback ? [evidence.rollback] : [] },
  ].filter(part => part.texts.length > 0);
  if (parts.length === 0) return null;
  return (
    <div className="claims">
      {parts.map(part => (
        <section key={part.title}>
          <h3 className="section-title gate-title">
            <Icon name="claim" />
            {part.title}
          </h3>
          {part.texts.map((text, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an agent may say the same thing twice
            <Foreign key={at} as="p" className="claim">
              {text}
            </Foreign>
          ))}
        </section>
      ))}
    </div>
  );
}
