import type { JobCard } from '../../../contract/index.ts';
import { hrefOf } from '../../client/route.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { ageText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { iconOf } from '../../ui/mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { RunGroup } from './run-groups.ts';

/** The other runs, so that nobody has to go back to the board to change. */
export function OtherRuns({ groups, job }: { groups: readonly RunGroup[]; job: string | null }) {
  const now = useNow(10_000);
  return (
    <nav className="other-runs" aria-label="Other runs">
      {groups.map(group => (
        <section key={group.title}>
          <h2 className="section-title other-title">
            {group.title}
            <span className="num">{group.cards.length}</span>
          </h2>
          {group.cards.map(card => (
            <OtherRun key={card.id} card={card} isHere={card.id === job} now={now} />
          ))}
        </section>
      ))}
    </nav>
  );
}

function OtherRun({ card, isHere, now }: { card: JobCard; isHere: boolean; now: number }) {
  if (!card.run) return null;
  return (
    <a
      className={`other-run tone-${card.status.tone}`}
      href={hrefOf({ page: 'run', run: card.run.id })}
      aria-current={isHere ? 'page' : undefined}
    >
      <Icon name={iconOf(card.status.mark)} size={14} className="mark-icon" />
      <Foreign className="ell other-name">{card.title}</Foreign>
      <small className="ell">{card.disposition ?? card.status.text}</small>
      <span className="num">{ageText(now - card.since)}</span>
    </a>
  );
}
