import type { ControlRoom, Handlers } from '../../contract/index.ts';
import { answerGate } from '../../core/gate/answer-gate.ts';
import { gateOf } from '../../core/gate/gate.ts';
import type { ApiContext } from './context.ts';
import { contractGate } from './gate-view.ts';

type GateHandlers = Pick<Handlers<ControlRoom>, 'gate.list' | 'gate.answer'>;

export function gateApi({ world: { journal } }: ApiContext): GateHandlers {
  return {
    'gate.list': async () => {
      const gates = journal.jobs().map(job => gateOf(journal, job, journal.runsOf(job.id).at(-1) ?? null));
      return gates.flatMap(gate => (gate ? [contractGate(journal, gate)] : []));
    },
    'gate.answer': async (answer, { actor }) => {
      const job = answerGate(journal, { ...answer, actor });
      const run = journal.runsOf(job.id).at(-1);
      return { job: job.id, run: run?.id ?? '', version: run?.version ?? 0 };
    },
  };
}
