import { groupsOf, memberIds } from './directory/groups/membership.ts';
import { iso } from './directory/ids.ts';
import type { App, Group, OktaState, OktaUser } from './state.ts';

/** The org by the names people use. No token, code or password is in it. */
export function viewOkta(state: OktaState): unknown {
  return {
    users: Object.fromEntries([...state.users.values()].map(user => [user.profile.login, viewUser(state, user)])),
    sessions: [...state.sessions.values()].map(session => ({
      login: state.users.get(session.userId)?.profile.login ?? session.userId,
      createdAt: iso(session.createdAt),
    })),
    apps: Object.fromEntries([...state.apps.values()].map(app => [app.label, viewApp(state, app)])),
    groups: Object.fromEntries(ownGroups(state).map(group => [group.profile.name, loginsOf(state, group)])),
  };
}

/** Everyone is everybody: it says nothing. */
function ownGroups(state: OktaState): Readonly<Group>[] {
  return [...state.groups.values()].filter(group => group.type !== 'BUILT_IN');
}

function loginsOf(state: OktaState, group: Readonly<Group>): string[] {
  return memberIds(state, group.id).map(id => state.users.get(id)?.profile.login ?? id);
}

function viewApp(state: OktaState, app: Readonly<App>): unknown {
  const { oauth, status, signOnMode } = app;
  const client = oauth === undefined ? {} : { clientId: oauth.client_id, redirectUris: oauth.redirect_uris };
  const assigned = state.appUsers.by('app', app.id).filter(row => row.scope === 'USER');
  return {
    ...client,
    status,
    signOnMode,
    assigned: assigned.map(row => state.users.get(row.userId)?.profile.login ?? row.userId),
  };
}

function viewUser(state: OktaState, user: Readonly<OktaUser>): unknown {
  const { firstName, lastName, email } = user.profile;
  return {
    id: user.id,
    status: user.status,
    name: `${firstName} ${lastName}`,
    email,
    lastLogin: iso(user.lastLogin),
    groups: groupsOf(state, user.id).map(group => group.profile.name),
  };
}
