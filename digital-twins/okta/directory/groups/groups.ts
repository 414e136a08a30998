import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Group, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { newId, nextSeq } from '../ids.ts';
import { asObject, asText, dig, type Json } from '../json.ts';
import { groupParty, note } from '../log/note.ts';
import { groupAttributes } from '../schemas/group-attributes.ts';
import { findGroup, refuseUnlessOwn } from './find-group.ts';
import { groupShape } from './group-shape.ts';
import { listGroups } from './list-groups.ts';
import { memberOperations } from './members.ts';
import { ownerOperations } from './owners.ts';

const path = '/api/v1/groups';

export const groupOperations: Operation<OktaState>[] = [
  managed({ name: 'groups.list', method: 'GET', path, label: 'recorded', run: listGroups }),
  managed({ name: 'groups.create', method: 'POST', path, label: 'recorded', run: create }),
  managed({
    name: 'groups.get',
    method: 'GET',
    path: `${path}/:group`,
    label: 'recorded',
    run: call => json(groupShape(findGroup(call), call.request.origin)),
  }),
  managed({ name: 'groups.replace', method: 'PUT POST', path: `${path}/:group`, label: 'recorded', run: replace }),
  managed({ name: 'groups.delete', method: 'DELETE', path: `${path}/:group`, label: 'recorded', run: remove }),
  ...memberOperations,
  ...ownerOperations,
];

function create(call: OktaCall): Answer {
  const profile = readProfile(call, readBody(call));
  const now = call.clock.now();
  const group = call.state.groups.add({
    id: newId(call, '00g'),
    seq: nextSeq(call),
    type: 'OKTA_GROUP',
    objectClass: ['okta:user_group'],
    profile,
    created: now,
    lastUpdated: now,
    lastMembershipUpdated: now,
  });
  note(call, { eventType: 'group.lifecycle.create', message: 'Create Okta group', target: [groupParty(group)] });
  return json(groupShape(group, call.request.origin));
}

function readProfile(call: OktaCall, body: Json, self?: Readonly<Group>): Group['profile'] {
  const given = asObject(body.profile);
  const name = asText(given.name) ?? '';
  if (name === '') throw invalid('name', 'name: The field cannot be left blank');
  if (name.length > 255) throw invalid('name', 'name: The field is too long (maximum is 255 characters)');
  const other = call.state.groups
    .by('name', name.toLowerCase())
    .find(group => group.id !== self?.id && group.type !== 'APP_GROUP');
  if (other !== undefined) throw invalid('name', 'name: An object with this field already exists in the current organization');
  const known = groupAttributes(call.state);
  const unknown = Object.keys(given).find(key => !Object.hasOwn(known, key));
  if (unknown !== undefined) throw invalid('profile', `profile: Property ${unknown} is not defined in the schema`);
  return { ...given, name, description: asText(dig(given, 'description')) ?? null };
}

function replace(call: OktaCall): Answer {
  const group = findGroup(call);
  refuseUnlessOwn(group);
  const profile = readProfile(call, readBody(call), group);
  const changed = call.state.groups.edit(group.id, row => {
    row.profile = profile;
    row.lastUpdated = call.clock.now();
  });
  note(call, { eventType: 'group.profile.update', message: 'Group profile update', target: [groupParty(changed)] });
  return json(groupShape(changed, call.request.origin));
}

/** A group takes its memberships, assignments and rules' targets with it. */
function remove(call: OktaCall): Answer {
  const group = findGroup(call);
  if (group.type === 'BUILT_IN') refuseUnlessOwn(group);
  const { memberships, appGroups, groupRules, roles, groups } = call.state;
  for (const { userId } of memberships.by('group', group.id)) memberships.delete(`${userId}:${group.id}`);
  for (const { appId } of appGroups.by('group', group.id)) appGroups.delete(`${appId}:${group.id}`);
  for (const { key } of roles.by('assignee', group.id)) roles.delete(key);
  for (const rule of groupRules.by('all', 'all')) if (rule.groupIds.includes(group.id)) breakRule(call, rule.id);
  groups.delete(group.id);
  note(call, { eventType: 'group.lifecycle.delete', message: 'Delete Okta group', target: [groupParty(group)] });
  return empty();
}

/** A rule whose target is gone can no longer run. */
function breakRule(call: OktaCall, id: string): void {
  call.state.groupRules.edit(id, rule => {
    rule.status = 'INVALID';
    rule.lastUpdated = call.clock.now();
  });
}
