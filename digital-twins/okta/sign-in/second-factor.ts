import { fitsCode } from '../directory/factors/codes.ts';
import { note, userParty } from '../directory/log/note.ts';
import type { OktaCall } from '../operation.ts';
import type { Factor, OktaState, OktaUser } from '../state.ts';

/** Factors a person has set up, in the order they did. */
export function activeFactors(state: OktaState, userId: string): Readonly<Factor>[] {
  return state.factors.by('user', userId).filter(factor => factor.status === 'ACTIVE');
}

/** How a factor stands in `amr` (Okta docs, AMR values). */
export function amrOf({ factorType, provider }: Readonly<Factor>): string {
  if (factorType === 'question') return 'kba';
  if (factorType === 'sms' || factorType === 'email') return factorType;
  if (factorType === 'call') return 'tel';
  return provider === 'GOOGLE' ? 'google_otp' : factorType === 'token:software:totp' ? 'otp' : 'okta_verify';
}

/** Checks an answer and tells the log. */
export function verifyFactor(call: OktaCall, user: Readonly<OktaUser>, factor: Readonly<Factor>, given: string): boolean {
  const isRight = fitsCode(factor, given);
  const actor = userParty(user);
  const message = 'Authentication of user via MFA';
  const outcome = isRight ? {} : ({ result: 'FAILURE', reason: 'INVALID_CREDENTIALS' } as const);
  note(call, {
    eventType: 'user.authentication.auth_via_mfa',
    message,
    actor,
    target: [actor],
    debugData: { factor: factor.factorType },
    ...outcome,
  });
  return isRight;
}
