import { useState } from 'react';
import type { ScenarioView } from '../../../contract/index.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { StatusMark } from '../../ui/mark.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { changedWrites } from './align-journal.ts';
import { JournalPair } from './journal-pair.tsx';
import { TextPair } from './text-pair.tsx';

type View = 'journal' | 'assertions' | 'network' | 'console';

/** What the twins, the network, the console and the expectations saw, before and after. */
export function Observations({ scenario, hasCandidate }: { scenario: ScenarioView; hasCandidate: boolean }) {
  const [view, setView] = useState<View>('journal');
  const { journal, network, console, assertions } = scenario;
  const most = (side: { readonly before: readonly unknown[]; readonly after: readonly unknown[] }) =>
    Math.max(side.before.length, side.after.length);
  return (
    <section className="observations" aria-label="What was seen">
      <div className="observations-head">
        <Tabs
          label="What was seen"
          value={view}
          onPick={setView}
          tabs={[
            { id: 'journal', text: 'Twin journal', count: most(journal) },
            { id: 'assertions', text: 'Expectations', count: assertions.length },
            { id: 'network', text: 'Network', count: most(network) },
            { id: 'console', text: 'Console', count: most(console) },
          ]}
        />
        <span className="grow" />
        {hasCandidate && <Writes scenario={scenario} />}
      </div>
      {view === 'journal' && scenario.footing && (
        <Foreign as="p" className="t12 dim footing">
          {scenario.footing}
        </Foreign>
      )}
      {view === 'journal' && <JournalPair journal={journal} hasCandidate={hasCandidate} />}
      {view === 'network' && <TextPair pair={network} hasCandidate={hasCandidate} none="No request was made." />}
      {view === 'console' && <TextPair pair={console} hasCandidate={hasCandidate} none="The console stayed empty." />}
      {view === 'assertions' && <Expectations scenario={scenario} hasCandidate={hasCandidate} />}
    </section>
  );
}

/** The figure that a reviewer looks for: how often each twin was written to. */
function Writes({ scenario }: { scenario: ScenarioView }) {
  return changedWrites(scenario.journal.before, scenario.journal.after).map(({ twin, before, after }) => (
    <span key={twin} className="writes num">
      <span className="del">{before}</span> <span className="dim">→</span> <span className="add">{after}</span>{' '}
      <span className="dim t12">writes to {twin}</span>
    </span>
  ));
}

function Expectations({ scenario, hasCandidate }: { scenario: ScenarioView; hasCandidate: boolean }) {
  return (
    <div className="expectations">
      <Foreign as="p" className="t12 mid">
        {scenario.reason}
      </Foreign>
      {scenario.assertions.map(each => (
        <div key={each.id} className="expectation">
          <Foreign>{each.id}</Foreign>
          <Held name="base" holds={each.base} />
          {hasCandidate && <Held name="candidate" holds={each.candidate} />}
        </div>
      ))}
    </div>
  );
}

function Held({ name, holds }: { name: string; holds: boolean | null }) {
  if (holds === null) return <StatusMark mark="queued" tone="idle">{`${name}: not looked at`}</StatusMark>;
  return (
    <StatusMark
      mark={holds ? 'passed' : 'failed'}
      tone={holds ? 'pass' : 'fail'}
    >{`${name}: ${holds ? 'holds' : 'does not hold'}`}</StatusMark>
  );
}
