import { asObject, dig } from '../directory/json.ts';
import type { OktaState } from '../state.ts';

/** Authentication context classes that want more than a password (Okta docs, acr_values). */
const twoFactor = /^urn:okta:loa:2fa:|^phr/;

/** Whether signing in takes a second factor: by the org's sign-on policy, or because the client asks for it. */
export function needsSecondFactor(state: OktaState, acrValues?: string): boolean {
  if (acrValues?.split(' ').some(value => twoFactor.test(value)) === true) return true;
  return state.documents
    .by('kind', 'policyRules')
    .some(
      ({ body }) =>
        body.type === 'SIGN_ON' && body.status === 'ACTIVE' && dig(body, 'actions', 'signon', 'requireFactor') === true,
    );
}

/** Whether a sign-in was proven by more than a password. */
export function hasSecondFactor(amr: string[]): boolean {
  return amr.includes('mfa');
}

/** What the password policy says about wrong passwords. */
interface Lockout {
  /** So many in a row lock an account; 0 = never. */
  maxAttempts: number;
  /** Whether a client is told that an account is locked. */
  isShown: boolean;
}

export function lockoutOf(state: OktaState): Lockout {
  const policy = state.documents.by('kind', 'policies').find(({ body }) => body.type === 'PASSWORD' && body.status === 'ACTIVE');
  const lockout = asObject(dig(policy?.body, 'settings', 'password', 'lockout'));
  return { maxAttempts: Number(lockout.maxAttempts ?? 10), isShown: lockout.showLockoutFailures === true };
}
