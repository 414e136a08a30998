import { endAccess } from '../../oauth/session.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaUser, UserStatus } from '../../state.ts';
import { runRules } from '../groups/run-rules.ts';

/** Every step away from a state in which people can sign in takes away what earlier sign-ins gave. */
export function changeStatus(call: OktaCall, user: Readonly<OktaUser>, status: UserStatus): Readonly<OktaUser> {
  const now = call.clock.now();
  const changed = call.state.users.edit(user.id, row => {
    if (status === 'SUSPENDED' || status === 'LOCKED_OUT') row.statusBefore = row.status;
    row.status = status;
    row.statusChanged = now;
    row.lastUpdated = now;
    row.failedSignIns = 0;
  });
  if (status !== 'ACTIVE') endAccess(call.state, user.id);
  if (status === 'DEPROVISIONED' || user.status === 'DEPROVISIONED') runRules(call, changed);
  return changed;
}
