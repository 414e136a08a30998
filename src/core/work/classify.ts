import { contradictionsIn, questionOf } from '../job/contradiction.ts';
import { fact } from './fact.ts';
import type { Work, WorkResult } from './world.ts';

/** Read the packet before anything is spent on it: what kind of work it is, and whether it can be read in one way only. */
export async function classify({ packet, id }: Work): Promise<WorkResult> {
  const classified = fact(id, 'classified', { kind: packet.kind, risk: packet.risk ?? 'medium' });
  const [contradiction] = contradictionsIn(packet);
  if (!contradiction) return { outcome: { status: 'success' }, facts: [classified] };
  const question = questionOf(contradiction);
  return {
    outcome: { status: 'contradiction', reason: { code: 'packet.contradiction', text: question.text } },
    facts: [classified, fact(id, 'question', { ...question, from: 'packet' })],
  };
}
