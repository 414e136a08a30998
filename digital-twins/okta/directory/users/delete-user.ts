import { type Answer, empty } from '../../../kit/answer.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaUser } from '../../state.ts';
import { deleteFactors } from '../factors/delete-factors.ts';
import { leaveAll } from '../groups/membership.ts';
import { note, userParty } from '../log/note.ts';

/** The first call deactivates, the second deletes (Okta docs, Delete a user). */
export function deleteUser(call: OktaCall, user: Readonly<OktaUser>, deactivate: (user: Readonly<OktaUser>) => void): Answer {
  if (user.status !== 'DEPROVISIONED') {
    deactivate(user);
    note(call, { eventType: 'user.lifecycle.deactivate', message: 'Deactivate Okta user', target: [userParty(user)] });
    return empty();
  }
  const { users, appUsers, roles, recoveryTokens } = call.state;
  leaveAll(call, user.id);
  deleteFactors(call, user.id);
  for (const { appId } of appUsers.by('user', user.id)) appUsers.delete(`${appId}:${user.id}`);
  for (const { key } of roles.by('assignee', user.id)) roles.delete(key);
  for (const { token } of recoveryTokens.by('user', user.id)) recoveryTokens.delete(token);
  users.delete(user.id);
  note(call, { eventType: 'user.lifecycle.delete.initiated', message: 'Delete Okta user', target: [userParty(user)] });
  return empty();
}
