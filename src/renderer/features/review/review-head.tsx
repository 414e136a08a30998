import { goTo, hrefOf } from '../../client/route.ts';
import { Button } from '../../ui/button.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { shortHash } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { NotIsolated } from '../../ui/not-isolated.tsx';
import type { Review } from './use-review.ts';

/** Whose evidence it is, between which commits, and the way to the next one that waits. */
export function ReviewHead({ review: { evidence, card, waiting, place } }: { review: Review }) {
  if (!evidence) return null;
  const go = (step: 1 | -1) => {
    const run = waiting[place + step];
    if (run) goTo({ page: 'review', run });
  };
  return (
    <div className="page-bar">
      <a className="ghost" href={hrefOf({ page: 'run', run: evidence.run })} title="To the run" aria-label="To the run">
        <Icon name="left" />
      </a>
      {card && <span className="dim">{card.project}</span>}
      <span className="mono dim">{evidence.job}</span>
      <Foreign as="h1" className="small ell">
        {evidence.title}
      </Foreign>
      {!evidence.isIsolated && <NotIsolated />}
      <span className="grow" />
      <span className="mono t12 mid">base {shortHash(evidence.base)}</span>
      {evidence.candidate && (
        <>
          <Icon name="arrow" size={14} className="dim" />
          <span className="mono t12 mid">candidate {shortHash(evidence.candidate)}</span>
        </>
      )}
      {place >= 0 && (
        <>
          <span className="rule" />
          <span className="t12 dim num">
            {place + 1} of {waiting.length} in review
          </span>
          <Button kind="quiet" icon="up" label="Previous in review" isDisabled={place === 0} onPress={() => go(-1)} />
          <Button
            kind="quiet"
            icon="down"
            label="Next in review"
            isDisabled={place === waiting.length - 1}
            onPress={() => go(1)}
          />
        </>
      )}
    </div>
  );
}
