import type { Group, OktaState, OktaUser } from '../../state.ts';
import type { DirectoryCall } from '../directory-call.ts';
import { nextSeq } from '../ids.ts';

/** A person's groups, Everyone first. */
export function groupsOf(state: OktaState, userId: string): Readonly<Group>[] {
  const ids = [state.org.everyoneId, ...state.memberships.by('user', userId).map(row => row.groupId)];
  return ids.map(id => state.groups.get(id)).filter(group => group !== undefined);
}

export function isMember(state: OktaState, userId: string, groupId: string): boolean {
  return groupId === state.org.everyoneId ? state.users.has(userId) : state.memberships.has(`${userId}:${groupId}`);
}

/** Ids of a group's members; Everyone is all users that are not deactivated. */
export function memberIds(state: OktaState, groupId: string): readonly string[] {
  if (groupId === state.org.everyoneId) return state.users.keysBy('all', 'all');
  return state.memberships.by('group', groupId).map(row => row.userId);
}

/** Puts a person into a group, by hand or for a rule. Whether they were not in it before. */
export function join(call: DirectoryCall, userId: string, groupId: string, rule?: string): boolean {
  const { memberships } = call.state;
  const key = `${userId}:${groupId}`;
  const before = memberships.get(key);
  if (before === undefined) {
    const byRules = rule === undefined ? [] : [rule];
    memberships.add({ userId, groupId, seq: nextSeq(call), byRules, byHand: rule === undefined });
    touchMembers(call, groupId);
    return true;
  }
  const isNoted = rule === undefined ? before.byHand : before.byRules.includes(rule);
  if (!isNoted) {
    memberships.edit(key, row => {
      if (rule === undefined) row.byHand = true;
      else row.byRules.push(rule);
    });
  }
  return false;
}

/** Takes a person out of a group. Whether they were in it. */
export function leave(call: DirectoryCall, userId: string, groupId: string): boolean {
  const was = call.state.memberships.delete(`${userId}:${groupId}`);
  if (was) touchMembers(call, groupId);
  return was;
}

/** A rule no longer puts a person into a group: they stay when something else does. */
export function leaveRule(call: DirectoryCall, userId: string, groupId: string, rule: string): boolean {
  const key = `${userId}:${groupId}`;
  const row = call.state.memberships.get(key);
  if (row === undefined || !row.byRules.includes(rule)) return false;
  if (!row.byHand && row.byRules.length === 1) return leave(call, userId, groupId);
  call.state.memberships.edit(key, one => {
    one.byRules = one.byRules.filter(id => id !== rule);
  });
  return false;
}

export function leaveAll(call: DirectoryCall, userId: string): void {
  for (const { groupId } of call.state.memberships.by('user', userId)) leave(call, userId, groupId);
}

function touchMembers(call: DirectoryCall, groupId: string): void {
  if (!call.state.groups.has(groupId)) return;
  call.state.groups.edit(groupId, group => {
    group.lastMembershipUpdated = call.clock.now();
  });
}

/** What an expression about a person can see. */
export function scopeOf(state: OktaState, user: Readonly<OktaUser>) {
  const groups = groupsOf(state, user.id).map(group => ({ id: group.id, name: group.profile.name }));
  const values = { user: { ...user.profile, id: user.id, status: user.status } };
  return { values, groups };
}
