import type { OktaCall } from '../operation.ts';
import type { ProvisioningChange } from '../scim/change.ts';
import { push } from '../scim/push.ts';
import type { App, OktaState, OktaUser } from '../state.ts';
import { groupsOf } from './groups/membership.ts';

/** Apps somebody is assigned to, by themselves or by a group. */
export function appsOf(state: OktaState, userId: string): Readonly<App>[] {
  const ids = new Set(state.appUsers.by('user', userId).map(row => row.appId));
  for (const group of groupsOf(state, userId)) for (const { appId } of state.appGroups.by('group', group.id)) ids.add(appId);
  return [...ids].map(id => state.apps.get(id)).filter(app => app !== undefined);
}

export function isAssigned(state: OktaState, appId: string, userId: string): boolean {
  if (state.appUsers.get(`${appId}:${userId}`)?.scope === 'USER') return true;
  const everyone = state.appGroups.has(`${appId}:${state.org.everyoneId}`);
  return everyone || state.memberships.by('user', userId).some(({ groupId }) => state.appGroups.has(`${appId}:${groupId}`));
}

/** Tells the apps of a person that their profile or status is another one. */
export function pushUser(call: OktaCall, user: Readonly<OktaUser>): void {
  tell(call, user, 'user-changed');
}

export function pushDeactivation(call: OktaCall, user: Readonly<OktaUser>): void {
  tell(call, user, 'user-deactivated');
}

function tell(call: OktaCall, user: Readonly<OktaUser>, kind: 'user-changed' | 'user-deactivated'): void {
  for (const app of appsOf(call.state, user.id)) provision(call, { kind, app, user });
}

/** Hands a change to the app's SCIM connector, when it has one. */
export function provision(call: OktaCall, change: ProvisioningChange): void {
  const { app } = change;
  if (app.provisioning?.isEnabled === true && app.status === 'ACTIVE') push(call, change);
}
