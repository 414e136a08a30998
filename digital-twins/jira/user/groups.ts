import { type Answer, empty, json } from '../../kit/answer.ts';
import { noteAudit } from '../config/audit.ts';
import { addGroup } from '../create/site.ts';
import type { Group, JiraUser } from '../model/user.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asText, pageAnswer, readBody, readFlag, readList, readNumber } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';
import { groupShape } from './group-shape.ts';
import { userShape } from './shape.ts';

export const groupOperations: RestOperation[] = [
  { name: 'group.get', method: 'GET', path: '/group', label: 'spec', run: call => json(whole(call, find(call))) },
  { name: 'group.create', method: 'POST', path: '/group', label: 'spec', write: true, admin: true, run: create },
  { name: 'group.delete', method: 'DELETE', path: '/group', label: 'spec', write: true, admin: true, run: remove },
  { name: 'group.bulk', method: 'GET', path: '/group/bulk', label: 'spec', run: bulk },
  { name: 'group.members', method: 'GET', path: '/group/member', label: 'spec', run: members },
  { name: 'group.addMember', method: 'POST', path: '/group/user', label: 'spec', write: true, admin: true, run: addMember },
  {
    name: 'group.removeMember',
    method: 'DELETE',
    path: '/group/user',
    label: 'spec',
    write: true,
    admin: true,
    run: removeMember,
  },
  { name: 'group.picker', method: 'GET', path: '/groups/picker', label: 'spec', run: call => json(picked(call)) },
  { name: 'groupUser.picker', method: 'GET', path: '/groupuserpicker', label: 'spec', run: pickBoth },
];

function find(call: JiraCall): Readonly<Group> {
  const { query } = call.request;
  const [id, name] = [query.get('groupId'), query.get('groupname')];
  if (id === null && name === null)
    throw new JiraRefusal(400, ["Either the 'groupname' or the 'groupId' query parameter is required."]);
  const group = id === null ? call.state.groups.by('name', (name ?? '').toLowerCase())[0] : call.state.groups.get(id);
  if (group === undefined)
    throw new JiraRefusal(404, [`The group ${id === null ? 'named ' : 'with ID '}'${id ?? name ?? ''}' does not exist.`]);
  return group;
}

function usersOf({ state }: JiraCall, group: Readonly<Group>): Readonly<JiraUser>[] {
  return state.memberships.by('group', group.id).flatMap(({ accountId }) => state.users.get(accountId) ?? []);
}

function whole(call: JiraCall, group: Readonly<Group>): Record<string, unknown> {
  const users = usersOf(call, group);
  const items = readList(call, 'expand').some(one => one.startsWith('users')) ? users.slice(0, 50) : [];
  return {
    ...groupShape(viewOf(call), group),
    users: {
      size: users.length,
      items: items.map(user => userShape(viewOf(call), user)),
      'max-results': 50,
      'start-index': 0,
      'end-index': items.length,
    },
    expand: 'users',
  };
}

function create(call: JiraCall): Answer {
  const name = asText(readBody(call).name) ?? '';
  if (name.trim() === '') throw new JiraRefusal(400, ['Group name must not be empty.']);
  if (call.state.groups.by('name', name.toLowerCase()).length > 0)
    throw new JiraRefusal(400, [`A group or user with this name already exists.`]);
  const id = addGroup({ state: call.state, world: call }, name);
  noteAudit(call, 'Group created', 'group management', { id, name, type: 'GROUP' });
  const group = call.state.groups.get(id);
  return json(group === undefined ? {} : whole(call, group), 201);
}

function remove(call: JiraCall): Answer {
  const group = find(call);
  for (const { accountId } of call.state.memberships.by('group', group.id))
    call.state.memberships.delete(`${group.id}:${accountId}`);
  for (const actor of [...call.state.actors.values()]) if (actor.of === group.id) call.state.actors.delete(actor.id);
  noteAudit(call, 'Group deleted', 'group management', { id: group.id, name: group.name, type: 'GROUP' });
  call.state.groups.delete(group.id);
  return empty(200);
}

function bulk(call: JiraCall): Answer {
  const ids = readList(call, 'groupId');
  const names = readList(call, 'groupName').map(name => name.toLowerCase());
  const isWanted = ({ id, name }: Readonly<Group>) =>
    ids.length + names.length === 0 || ids.includes(id) || names.includes(name.toLowerCase());
  const groups = [...call.state.groups.values()].filter(isWanted);
  return pageAnswer(call, groups, ({ id, name }) => ({ name, groupId: id }));
}

function members(call: JiraCall): Answer {
  const withInactive = readFlag(call, 'includeInactiveUsers') === true;
  const users = usersOf(call, find(call)).filter(user => user.active || withInactive);
  return pageAnswer(call, users, user => userShape(viewOf(call), user), { otherwise: 50, most: 50 });
}

function addMember(call: JiraCall): Answer {
  const group = find(call);
  const accountId = asText(readBody(call).accountId) ?? '';
  if (!call.state.users.has(accountId)) throw new JiraRefusal(404, ['The user does not exist.']);
  if (call.state.memberships.has(`${group.id}:${accountId}`)) {
    throw new JiraRefusal(400, [`Cannot add user. User is already a member of '${group.name}'.`]);
  }
  noteAudit(call, 'User added to group', 'group management', { id: group.id, name: group.name, type: 'GROUP' });
  call.state.memberships.add({ groupId: group.id, accountId });
  return json(whole(call, group), 201);
}

function removeMember(call: JiraCall): Answer {
  const group = find(call);
  const accountId = call.request.query.get('accountId') ?? '';
  if (!call.state.users.has(accountId)) throw new JiraRefusal(404, ['The user does not exist.']);
  if (!call.state.memberships.delete(`${group.id}:${accountId}`))
    throw new JiraRefusal(400, [`Cannot remove user. User is not a member of '${group.name}'.`]);
  return empty(200);
}

function picked(call: JiraCall): Record<string, unknown> {
  const { query } = call.request;
  const text = (query.get('query') ?? '').toLowerCase();
  const excluded = new Set([...readList(call, 'exclude'), ...readList(call, 'excludeId')]);
  const found = [...call.state.groups.values()].filter(
    ({ id, name }) => name.toLowerCase().includes(text) && !excluded.has(name) && !excluded.has(id),
  );
  const groups = found.slice(0, readNumber(query.get('maxResults'), 20, 1000)).map(({ id, name }) => ({
    name,
    html: name,
    labels: [{ text: 'Group', title: 'Group', type: 'SINGLE' }],
    groupId: id,
  }));
  return { header: `Showing ${groups.length} of ${found.length} matching groups`, total: found.length, groups };
}

function pickBoth(call: JiraCall): Answer {
  const { query } = call.request;
  const text = (query.get('query') ?? '').toLowerCase();
  const found = [...call.state.users.values()].filter(
    user => user.active && `${user.name} ${user.email}`.toLowerCase().includes(text),
  );
  const users = found.slice(0, readNumber(query.get('maxResults'), 50, 50)).map(({ accountId, accountType, name }) => ({
    accountId,
    accountType,
    html: name,
    displayName: name,
    avatarUrl: `${api(viewOf(call))}/universal_avatar/view/type/user/avatar/10338?size=xsmall`,
  }));
  const header = `Showing ${users.length} of ${found.length} matching users`;
  return json({ users: { users, total: found.length, header }, groups: picked(call) });
}
