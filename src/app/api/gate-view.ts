import type { Gate as ContractGate } from '../../contract/index.ts';
import type { Gate } from '../../core/gate/gate.ts';
import type { Journal } from '../../core/journal/journal.ts';

/** A gate as a window shows it: the cord blocks every answer, and says so. */
export function contractGate(journal: Journal, { place: _place, ...gate }: Gate): ContractGate {
  const blocked = journal.cord() ? 'The line is stopped. Release the cord first.' : null;
  return { ...gate, choices: gate.choices.map(choice => ({ ...choice, blocked })) };
}
