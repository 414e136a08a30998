import { groupsOf } from './mint.ts';
import type { OktaState, OktaUser } from './state.ts';

/** The org by the names people use. No token, code or password is in it. */
export function viewOkta(state: OktaState): unknown {
  return {
    users: Object.fromEntries([...state.users.values()].map(user => [user.login, viewUser(state, user)])),
    sessions: [...state.sessions.values()].map(session => ({
      login: state.users.get(session.userId)?.login ?? session.userId,
      createdAt: new Date(session.createdAt).toISOString(),
    })),
    apps: Object.fromEntries(
      [...state.apps.values()].map(({ label, clientId, redirectUris }) => [label, { clientId, redirectUris }]),
    ),
    groups: Object.fromEntries(
      state.groups.map(({ name, members }) => [name, members.map(id => state.users.get(id)?.login ?? id)]),
    ),
  };
}

function viewUser(state: OktaState, user: OktaUser): unknown {
  return {
    id: user.id,
    status: user.status,
    name: `${user.firstName} ${user.lastName}`,
    email: user.email,
    lastLogin: user.lastLogin === null ? null : new Date(user.lastLogin).toISOString(),
    groups: groupsOf({ state }, user),
  };
}
