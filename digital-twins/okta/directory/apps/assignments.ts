import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { App, AppUser, OktaState, OktaUser } from '../../state.ts';
import { managed, readBody, readOptionalBody } from '../call/managed.ts';
import { pageByPlace } from '../call/page.ts';
import { isMember, memberIds } from '../groups/membership.ts';
import { iso, nextSeq } from '../ids.ts';
import { asObject, asText, dig, type Json, mergeDeep } from '../json.ts';
import { appParty, note, userParty } from '../log/note.ts';
import { isAssigned, provision } from '../provision.ts';
import { findUser } from '../users/find-user.ts';
import { userShape } from '../users/user-shape.ts';
import { findApp } from './find-app.ts';

const path = '/api/v1/apps/:app/users';

export const assignmentOperations: Operation<OktaState>[] = [
  managed({ name: 'apps.users', method: 'GET', path, label: 'recorded', run: list }),
  managed({ name: 'apps.assign-user', method: 'POST', path, label: 'recorded', run: assign }),
  managed({
    name: 'apps.user',
    method: 'GET',
    path: `${path}/:user`,
    label: 'recorded',
    run: call => json(shape(call, findRow(call))),
  }),
  managed({ name: 'apps.update-user', method: 'POST', path: `${path}/:user`, label: 'recorded', run: update }),
  managed({ name: 'apps.unassign-user', method: 'DELETE', path: `${path}/:user`, label: 'recorded', run: unassign }),
];

/** The assignment of somebody who has the app through a group. */
function fromGroup(call: OktaCall, app: Readonly<App>, user: Readonly<OktaUser>): AppUser {
  const { created, profile } = user;
  const times = { created: Math.max(created, app.created), lastUpdated: Math.max(created, app.created) };
  return {
    appId: app.id,
    userId: user.id,
    seq: user.seq,
    scope: 'GROUP',
    userName: profile.login,
    profile: {},
    externalId: null,
    syncState: 'DISABLED',
    ...call.state.appUsers.get(`${app.id}:${user.id}`),
    ...times,
  };
}

/** Key set and order after recordings of a real org. */
function shape(call: OktaCall, row: Readonly<AppUser>): Json {
  const { origin } = call.request;
  const user = call.state.users.get(row.userId);
  const expand = call.request.query.get('expand') === 'user' && user !== undefined;
  return {
    id: row.userId,
    externalId: row.externalId,
    created: iso(row.created),
    lastUpdated: iso(row.lastUpdated),
    scope: row.scope,
    status: row.syncState === 'SYNCHRONIZED' ? 'PROVISIONED' : user?.status === 'STAGED' ? 'STAGED' : 'ACTIVE',
    statusChanged: iso(row.created),
    passwordChanged: null,
    syncState: row.syncState,
    ...(row.lastSync === undefined ? {} : { lastSync: iso(row.lastSync) }),
    credentials: { userName: row.userName },
    profile: row.profile,
    _links: { app: { href: `${origin}/api/v1/apps/${row.appId}` }, user: { href: `${origin}/api/v1/users/${row.userId}` } },
    ...(expand ? { _embedded: { user: userShape(call.state, user, origin, 'full') } } : {}),
  };
}

function findRow(call: OktaCall): Readonly<AppUser> {
  const app = findApp(call);
  const user = call.state.users.get(call.params.user ?? '');
  const own = call.state.appUsers.get(`${app.id}:${user?.id}`);
  if (own?.scope === 'USER') return own;
  if (user === undefined || !isAssigned(call.state, app.id, user.id)) throw notFound(call.params.user ?? '', 'AppUser');
  return fromGroup(call, app, user);
}

function list(call: OktaCall): Answer {
  const app = findApp(call);
  const q = (call.request.query.get('q') ?? '').toLowerCase();
  const { state } = call;
  const direct = state.appUsers.by('app', app.id).filter(row => row.scope === 'USER');
  const seen = new Set(direct.map(row => row.userId));
  const others = state.appGroups.by('app', app.id).flatMap(row => [...memberIds(state, row.groupId)]);
  const rows = [...new Set(others)]
    .map(id => state.users.get(id))
    .filter(user => user !== undefined && !seen.has(user.id) && user.status !== 'DEPROVISIONED')
    .map(user => fromGroup(call, app, user as OktaUser));
  const fits = ({ userId, userName }: AppUser) => {
    const profile = state.users.get(userId)?.profile;
    return [userName, profile?.firstName, profile?.lastName, profile?.email].some(one => String(one).toLowerCase().startsWith(q));
  };
  const page = { list: `app users ${app.id}`, limit: 50, most: 500, showLimit: true, shape: (row: AppUser) => shape(call, row) };
  return pageByPlace(call, page, [...direct, ...rows].filter(fits));
}

function assign(call: OktaCall): Answer {
  const app = findApp(call);
  const body = readBody(call);
  const id = asText(body.id);
  if (id === undefined) throw invalid('id', 'id: The field cannot be left blank');
  const user = findUser(call, id);
  if (app.status !== 'ACTIVE') {
    throw new OktaRefusal(400, 'E0000001', 'Api validation failed: user', [
      'Unable to assign a user to an inactive application.',
    ]);
  }
  if (user.status === 'DEPROVISIONED') {
    throw new OktaRefusal(400, 'E0000001', 'Api validation failed: user', [
      'Unable to assign a deactivated user to an application.',
    ]);
  }
  const row = putRow(call, app, user, body);
  note(call, {
    eventType: 'application.user_membership.add',
    message: 'Add user to application membership',
    target: [assignmentParty(user, row), appParty(app), userParty(user)],
  });
  provision(call, { kind: 'user-assigned', app, user });
  return json(shape(call, call.state.appUsers.get(`${app.id}:${user.id}`) ?? row));
}

function assignmentParty(user: Readonly<OktaUser>, row: Readonly<AppUser>) {
  return {
    id: `0ua${row.userId.slice(3)}`,
    type: 'AppUser',
    alternateId: row.userName,
    displayName: userParty(user).displayName,
  };
}

function putRow(call: OktaCall, app: Readonly<App>, user: Readonly<OktaUser>, body: Json): Readonly<AppUser> {
  const key = `${app.id}:${user.id}`;
  const now = call.clock.now();
  const userName = asText(dig(body, 'credentials', 'userName')) ?? user.profile.login;
  const before = call.state.appUsers.get(key);
  if (before !== undefined) {
    return call.state.appUsers.edit(key, row => {
      row.scope = 'USER';
      row.userName = userName;
      row.profile = mergeDeep(row.profile, asObject(body.profile));
      row.lastUpdated = now;
    });
  }
  return call.state.appUsers.add({
    appId: app.id,
    userId: user.id,
    seq: nextSeq(call),
    scope: body.scope === 'GROUP' ? 'GROUP' : 'USER',
    userName,
    profile: asObject(body.profile),
    externalId: null,
    syncState: 'DISABLED',
    created: now,
    lastUpdated: now,
  });
}

/** Changing what a group gave makes it the person's own. */
function update(call: OktaCall): Answer {
  const before = findRow(call);
  const app = findApp(call);
  const user = findUser(call, before.userId);
  const row = putRow(call, app, user, {
    credentials: { userName: before.userName },
    ...readOptionalBody(call),
    scope: before.scope,
  });
  provision(call, { kind: 'user-changed', app, user });
  return json(shape(call, row));
}

function keptByGroup(): OktaRefusal {
  const cause = 'The application cannot be unassigned from the user while their group memberships grant them access.';
  return new OktaRefusal(403, 'E0000046', 'Deactivate application for user forbidden.', [cause]);
}

function unassign(call: OktaCall): Answer {
  const app = findApp(call);
  const row = findRow(call);
  const user = findUser(call, row.userId);
  if (call.state.appGroups.by('app', app.id).some(({ groupId }) => isMember(call.state, user.id, groupId))) throw keptByGroup();
  call.state.appUsers.delete(`${app.id}:${user.id}`);
  note(call, {
    eventType: 'application.user_membership.remove',
    message: "Remove user's application membership",
    target: [assignmentParty(user, row), appParty(app), userParty(user)],
  });
  if (!isAssigned(call.state, app.id, user.id)) provision(call, { kind: 'user-unassigned', app, user });
  return empty();
}
