import type { Gate, GateChoice } from '../../../contract/index.ts';
import { countText } from '../../ui/format.ts';
import type { KeyCommand } from '../../ui/keys/key-map.ts';

/** An answer as the decision bar shows it. `waitsFor` is empty when it can be given. */
export type Decision = { readonly choice: GateChoice; readonly key: KeyCommand | null; readonly waitsFor: readonly string[] };

/** What stands between the engineer and approving, besides what the gate itself says. */
export type Hindrance = { readonly unseen: number; readonly isStopped: boolean; readonly isConnected: boolean };

/** The answers of a gate, the primary one last. Approving a change waits until every changed picture was seen and the line moves. */
export function decisionsOf(gate: Gate, hindrance: Hindrance): Decision[] {
  const decisions = gate.choices.map(choice => ({ choice, key: keyOf(choice), waitsFor: reasons(gate, choice, hindrance) }));
  return [...decisions.filter(each => !each.choice.isPrimary).reverse(), ...decisions.filter(each => each.choice.isPrimary)];
}

/** Why an answer cannot be given, in one sentence. */
export function waitsText({ choice, waitsFor }: Decision): string {
  const list = waitsFor.length < 2 ? (waitsFor[0] ?? '') : `${waitsFor.slice(0, -1).join(', ')} and ${waitsFor.at(-1)}`;
  return `${choice.label} waits for ${list}`;
}

function reasons(gate: Gate, choice: GateChoice, { unseen, isStopped, isConnected }: Hindrance): string[] {
  const isApproval = gate.kind === 'review' && choice.isPrimary;
  return [
    !isConnected && 'the connection to the control room',
    isApproval && unseen > 0 && countText(unseen, 'unseen picture'),
    (isApproval || choice.blocked !== null) && isStopped && 'the cord to be released',
    // While the line is stopped the gate says the same in words of its own.
    !isStopped && choice.blocked,
  ].filter(reason => typeof reason === 'string');
}

function keyOf(choice: GateChoice): KeyCommand | null {
  if (choice.isPrimary) return 'reviewApprove';
  if (choice.id === 'send-back') return 'reviewSendBack';
  return choice.id === 'reject' ? 'reviewReject' : null;
}
