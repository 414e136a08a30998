import { type Answer, empty } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { App, Group, OktaState, OktaUser } from '../../state.ts';
import { appShape } from '../apps/app-shape.ts';
import { managed } from '../call/managed.ts';
import { pageByPlace, pageBySeq, walk } from '../call/page.ts';
import { groupParty, note, userParty } from '../log/note.ts';
import { provision } from '../provision.ts';
import { findUser } from '../users/find-user.ts';
import { userShape } from '../users/user-shape.ts';
import { findGroup, refuseUnlessOwn } from './find-group.ts';
import { join, leave } from './membership.ts';

const path = '/api/v1/groups/:group';

export const memberOperations: Operation<OktaState>[] = [
  managed({ name: 'groups.users', method: 'GET', path: `${path}/users`, label: 'recorded', run: listUsers }),
  managed({ name: 'groups.add-user', method: 'PUT', path: `${path}/users/:user`, label: 'recorded', run: add }),
  managed({ name: 'groups.remove-user', method: 'DELETE', path: `${path}/users/:user`, label: 'recorded', run: remove }),
  managed({ name: 'groups.apps', method: 'GET', path: `${path}/apps`, label: 'recorded', run: listApps }),
];

function listUsers(call: OktaCall): Answer {
  const group = findGroup(call);
  const { users, memberships } = call.state;
  const { origin } = call.request;
  const shape = (user: Readonly<OktaUser>) => userShape(call.state, user, origin, 'list');
  if (group.type === 'BUILT_IN') {
    const page = { list: 'members', limit: 1000, showLimit: true, shape };
    return pageBySeq(call, page, from => walk(users, 'all', 'all', from, user => user.status !== 'DEPROVISIONED'));
  }
  const page = {
    list: `members ${group.id}`,
    limit: 1000,
    showLimit: true,
    shape: ({ userId }: { userId: string; seq: number }) => {
      const user = users.get(userId);
      return user === undefined ? {} : shape(user);
    },
  };
  return pageBySeq(call, page, from => walk(memberships, 'group', group.id, from, row => users.has(row.userId)));
}

function add(call: OktaCall): Answer {
  const [group, user] = [findGroup(call), findUser(call)];
  if (group.type === 'BUILT_IN') throw new OktaRefusal(501, 'E0000060', 'Unsupported operation.');
  refuseUnlessOwn(group);
  if (join(call, user.id, group.id)) tell(call, group, user, 'add');
  return empty();
}

function remove(call: OktaCall): Answer {
  const [group, user] = [findGroup(call), findUser(call)];
  refuseUnlessOwn(group);
  if (leave(call, user.id, group.id)) {
    exclude(call, group, user);
    tell(call, group, user, 'remove');
  }
  return empty();
}

/** Who is taken out by hand is never put back by a rule (Okta docs, Group rules, exclusions). */
function exclude(call: OktaCall, group: Readonly<Group>, user: Readonly<OktaUser>): void {
  for (const rule of call.state.groupRules.by('all', 'all')) {
    if (rule.status !== 'ACTIVE' || !rule.groupIds.includes(group.id) || rule.excludedUsers.includes(user.id)) continue;
    call.state.groupRules.edit(rule.id, row => void row.excludedUsers.push(user.id));
  }
}

function tell(call: OktaCall, group: Readonly<Group>, user: Readonly<OktaUser>, verb: 'add' | 'remove'): void {
  const message = verb === 'add' ? 'Add user to group membership' : 'Remove user from group membership';
  note(call, { eventType: `group.user_membership.${verb}`, message, target: [userParty(user), groupParty(group)] });
  for (const { appId } of call.state.appGroups.by('group', group.id)) {
    const app = call.state.apps.get(appId);
    if (app === undefined) continue;
    provision(call, { kind: verb === 'add' ? 'user-assigned' : 'user-unassigned', app, user });
    provision(call, { kind: 'group-changed', app, groupId: group.id });
  }
}

function listApps(call: OktaCall): Answer {
  const group = findGroup(call);
  const apps = call.state.appGroups.by('group', group.id).map(row => call.state.apps.get(row.appId));
  const page = {
    list: `group apps ${group.id}`,
    limit: 20,
    most: 200,
    showLimit: true,
    shape: (app: Readonly<App>) => appShape(call.state, app, call.request.origin),
  };
  return pageByPlace(
    call,
    page,
    apps.filter(app => app !== undefined),
  );
}
