import type { EvidenceView } from '../../../contract/index.ts';
import { Button } from '../../ui/button.tsx';
import { countText } from '../../ui/format.ts';
import { StatusMark } from '../../ui/mark.tsx';
import type { Review } from './use-review.ts';

/** The bundle's hash, where it lies, and whether it is still what was written. */
export function BundlePart({ evidence, verify }: { evidence: EvidenceView; verify: Review['verify'] }) {
  const { result } = verify;
  return (
    <section className="bundle">
      <div className="row">
        <span className="dim t11">Bundle</span>
        <span className="mono t11 ell" title={evidence.directory}>
          {evidence.hash.slice(0, 12)}…{evidence.hash.slice(-4)}
        </span>
        <span className="grow" />
        <Button isSmall icon="verify" isDisabled={verify.isBusy} onPress={() => void verify.run({ run: evidence.run })}>
          Verify
        </Button>
      </div>
      {verify.error && <p className="t11 del">{verify.error.message}</p>}
      {result?.ok && (
        <StatusMark mark="passed" tone="pass">
          Every file is as it was written
        </StatusMark>
      )}
      {result && !result.ok && (
        <StatusMark mark="failed" tone="fail">
          {countText(result.problems.length, 'file')} not as written
        </StatusMark>
      )}
      {result?.problems.map(each => (
        <p key={each.file} className="t11 foreign">
          <span className="mono">{each.file}</span>: {each.problem}
        </p>
      ))}
    </section>
  );
}
