import { makeRoom } from '../oauth/make-room.ts';
import type { Step, Transaction } from '../oauth/state.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaUser } from '../state.ts';
import { hasSecondFactor, needsSecondFactor } from './policy.ts';
import { activeFactors } from './second-factor.ts';

/** ms a sign-in may take in the browser. */
const pageLife = 60 * 60 * 1000;

/** Somebody begins to sign in. */
export function beginTransaction(
  call: OktaCall,
  given: Partial<Transaction> & { step: Step },
  life = pageLife,
): Readonly<Transaction> {
  const now = call.clock.now();
  forgetOld(call);
  const token = given.token ?? `00${call.secrets.token(30)}`;
  return call.state.transactions.add({ amr: [], createdAt: now, expiresAt: now + life, ...given, token });
}

/** So many that nobody finished are kept, and the requests they are for. */
const keptLimit = 5000;

function forgetOld({ state: { transactions, pending } }: OktaCall): void {
  makeRoom(transactions, keptLimit);
  makeRoom(pending, 2 * keptLimit);
}

/** A sign-in that is still under way; undefined when it ended, took too long, or its person may no longer sign in. */
export function findTransaction({ state, clock }: OktaCall, token: string): Readonly<Transaction> | undefined {
  const found = state.transactions.get(token);
  return found === undefined || found.step.kind === 'ended' || found.expiresAt <= clock.now() ? undefined : found;
}

export function moveTo({ state }: OktaCall, token: string, step: Step): Readonly<Transaction> {
  return state.transactions.edit(token, row => {
    row.step = step;
  });
}

/** The person a sign-in is about. */
export function personOf({ state }: OktaCall, { userId }: Readonly<Transaction>): Readonly<OktaUser> | undefined {
  return state.users.get(userId ?? '');
}

/** The password was right: what comes next. */
export function passPassword(call: OktaCall, token: string, user: Readonly<OktaUser>, isExpired: boolean): Readonly<Transaction> {
  const tx = call.state.transactions.edit(token, row => {
    row.userId = user.id;
    row.amr = [...new Set([...row.amr, 'pwd'])];
  });
  return moveTo(call, token, isExpired ? { kind: 'password-expired' } : stepAfter(call, tx));
}

/** A second factor was proven: nothing more stands in the way. */
export function passFactor(call: OktaCall, token: string, amr: string): Readonly<Transaction> {
  return call.state.transactions.edit(token, row => {
    row.amr = [...new Set([...row.amr, 'mfa', amr])];
    row.step = { kind: 'success' };
  });
}

/** What a sign-in still lacks. */
export function stepAfter({ state }: OktaCall, { userId, amr, request }: Readonly<Transaction>): Step {
  const asked = state.pending.get(request ?? '')?.acrValues;
  if (hasSecondFactor(amr) || !needsSecondFactor(state, asked)) return { kind: 'success' };
  return activeFactors(state, userId ?? '').length > 0 ? { kind: 'mfa-required' } : { kind: 'mfa-enroll' };
}
