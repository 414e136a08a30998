import { type Answer, empty, json } from '../../kit/answer.ts';
import { usersGroup } from '../access/can.ts';
import { noteAudit } from '../config/audit.ts';
import { accountIdOf } from '../create/making.ts';
import { emit } from '../emit.ts';
import type { JiraUser } from '../model/user.ts';
import type { JiraCall } from '../operation.ts';
import { asText, pageAnswer, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { viewOf } from '../shapes.ts';
import { groupShape } from './group-shape.ts';
import { userShape } from './shape.ts';

export const shape = (call: JiraCall) => (user: Readonly<JiraUser>) => userShape(viewOf(call), user);

export function groupsOf(call: JiraCall, user: Readonly<JiraUser>): Record<string, unknown>[] {
  const rows = call.state.memberships.by('user', user.accountId);
  return rows.flatMap(({ groupId }) => {
    const group = call.state.groups.get(groupId);
    return group === undefined ? [] : [groupShape(viewOf(call), group)];
  });
}

/** A user by itself: with its locale, and groups and roles as far as `expand` asks for them. */
export function whole(call: JiraCall, user: Readonly<JiraUser>, expand: readonly string[]): Record<string, unknown> {
  const groups = groupsOf(call, user);
  const roles = [{ key: 'jira-software', name: 'Jira Software', groups: [usersGroup] }];
  return {
    ...userShape(viewOf(call), user),
    locale: user.locale,
    groups: { size: groups.length, items: expand.includes('groups') ? groups : [] },
    applicationRoles: { size: 1, items: expand.includes('applicationRoles') ? roles : [] },
    expand: 'groups,applicationRoles',
  };
}

export function findUser(call: JiraCall): Readonly<JiraUser> {
  const id = call.request.query.get('accountId');
  if (id === null || id === '') throw new JiraRefusal(400, ["The query parameter 'accountId' is required."]);
  const user = call.state.users.get(id);
  if (user === undefined) throw new JiraRefusal(404, ['Specified user does not exist or you do not have required permissions']);
  return user;
}

export function create(call: JiraCall): Answer {
  const { emailAddress, displayName, products } = readBody(call);
  const email = asText(emailAddress) ?? '';
  if (!/^[^@\s]+@[^@\s]+$/.test(email))
    throw new JiraRefusal(400, [], { emailAddress: 'You must specify a valid email address' });
  if (products !== undefined && !Array.isArray(products)) throw new JiraRefusal(400, [], { products: 'data was not an array' });
  const known = call.state.users.by('email', email.toLowerCase())[0];
  if (known !== undefined) return json(whole(call, known, []), 201);
  const accountId = accountIdOf(call, email.toLowerCase());
  const name = asText(displayName) ?? email.split('@')[0] ?? email;
  const user = call.state.users.add({
    accountId,
    person: accountId,
    name,
    email,
    timezone: 'UTC',
    active: true,
    accountType: 'atlassian',
    locale: 'en_US',
    preferences: {},
  });
  const groupId = call.state.groups.by('name', usersGroup)[0]?.id;
  if (groupId !== undefined) call.state.memberships.add({ groupId, accountId });
  noteAudit(call, 'User created', 'user management', { id: accountId, name, type: 'USER' });
  emit(call, { kind: 'user', event: 'user_created', user });
  return json(whole(call, user, []), 201);
}

export function remove(call: JiraCall): Answer {
  const user = findUser(call);
  for (const { groupId } of call.state.memberships.by('user', user.accountId))
    call.state.memberships.delete(`${groupId}:${user.accountId}`);
  call.state.users.edit(user.accountId, row => {
    row.active = false;
  });
  noteAudit(call, 'User deleted', 'user management', { id: user.accountId, name: user.name, type: 'USER' });
  emit(call, { kind: 'user', event: 'user_deleted', user });
  return empty();
}

export function bulk(call: JiraCall): Answer {
  const ids = readList(call, 'accountId');
  if (ids.length === 0) throw new JiraRefusal(400, ['At least one accountId must be specified.']);
  const users = ids.flatMap(id => call.state.users.get(id) ?? []);
  return pageAnswer(call, users, shape(call), { otherwise: 10, most: 200 });
}

/** Addresses are given to approved apps alone. */
export function onlyForApps(): Answer {
  throw new JiraRefusal(400, ['This resource is only accessible by approved apps.']);
}
