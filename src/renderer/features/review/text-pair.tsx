import { Foreign } from '../../ui/foreign.tsx';
import { withoutCommon } from './without-common.ts';

type Sides = { readonly before: readonly string[]; readonly after: readonly string[] };

/** Lines of both sides; what only one of them has is marked with a sign. */
export function TextPair({ pair, hasCandidate, none }: { pair: Sides; hasCandidate: boolean; none: string }) {
  return (
    <div className={hasCandidate ? 'pair-grid' : 'pair-grid pair-grid-single'}>
      <Side
        title="Before, base"
        lines={pair.before}
        own={hasCandidate ? withoutCommon(pair.before, pair.after) : new Set()}
        sign="−"
        none={none}
      />
      {hasCandidate && (
        <Side title="After, candidate" lines={pair.after} own={withoutCommon(pair.after, pair.before)} sign="+" none={none} />
      )}
    </div>
  );
}

function Side({
  title,
  lines,
  own,
  sign,
  none,
}: {
  title: string;
  lines: readonly string[];
  own: ReadonlySet<number>;
  sign: '+' | '−';
  none: string;
}) {
  return (
    <div className="text-side">
      <h3 className="pair-title">{title}</h3>
      {lines.length === 0 && <p className="pair-cell dim t11">{none}</p>}
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <div key={at} className={`text-line ${own.has(at) ? (sign === '+' ? 'call-add' : 'call-del') : ''}`}>
          <span className={sign === '+' ? 'add' : 'del'}>{own.has(at) ? sign : ''}</span>
          <Foreign className="mono">{line}</Foreign>
        </div>
      ))}
    </div>
  );
}
