import { note, userParty } from '../directory/log/note.ts';
import { changeStatus } from '../directory/users/change-status.ts';
import { checkNewPassword, putPassword } from '../directory/users/password.ts';
import { OktaRefusal } from '../errors.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaUser } from '../state.ts';

/** Gives somebody the password they chose themselves. Returns what the policy has against it. */
export function changeOwnPassword(call: OktaCall, user: Readonly<OktaUser>, value: string): string | undefined {
  try {
    checkNewPassword(call.state, user, value);
  } catch (error) {
    if (error instanceof OktaRefusal) return (error.causes[0] ?? error.message).replace(/^password: /, '');
    throw error;
  }
  const now = call.clock.now();
  call.state.users.edit(user.id, row => {
    putPassword(row, { kind: 'plain', value }, now);
    row.activated ??= now;
  });
  if (user.status !== 'ACTIVE') changeStatus(call, user, 'ACTIVE');
  const actor = userParty(user);
  note(call, { eventType: 'user.account.update_password', message: 'User update password for Okta', actor, target: [actor] });
  return undefined;
}
