import type { OktaCall } from '../../operation.ts';
import type { OktaUser, RecoveryToken } from '../../state.ts';

/** ms that a link in a mail is good: seven days to activate, one hour for the rest (Okta docs, defaults). */
const lives: Record<RecoveryToken['purpose'], number> = { activation: 7 * 86_400_000, password: 3_600_000, unlock: 3_600_000 };

/** A new token of a kind for somebody; earlier ones of that kind are good no more. */
export function issueRecoveryToken(call: OktaCall, user: Readonly<OktaUser>, purpose: RecoveryToken['purpose']): string {
  const { recoveryTokens } = call.state;
  for (const row of recoveryTokens.by('user', user.id)) if (row.purpose === purpose) recoveryTokens.delete(row.token);
  const token = call.secrets.token(15);
  recoveryTokens.add({ token, userId: user.id, purpose, expiresAt: call.clock.now() + lives[purpose] });
  return token;
}
