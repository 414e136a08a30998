import { invalid } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { RoleAssignment } from '../../state.ts';
import { findGroup } from '../groups/find-group.ts';
import { newId, nextSeq } from '../ids.ts';
import { findUser } from '../users/find-user.ts';

/** Somebody a role can be given to. */
export interface Member {
  id: string;
  type: RoleAssignment['assignmentType'];
}

const kinds = { USER: 'users', GROUP: 'groups', CLIENT: 'clients' } as const;

/** The path of somebody who has a role. */
export function pathOfMember({ id, type }: Member): string {
  return type === 'CLIENT' ? `/oauth2/v1/clients/${id}` : `/api/v1/${kinds[type]}/${id}`;
}

/** Who an address or a resource name means. Throws `OktaRefusal`: 400 for what is neither, 404 for nobody. */
export function readMember(call: OktaCall, given: string): Member {
  const [, kind, id] =
    /(?:\/api\/v1\/|\/oauth2\/v1\/|^orn:[^:]+:[^:]+:[^:]+:)(users|groups|clients)[/:]([^/:]+)$/.exec(given) ?? [];
  if (kind === 'users') return { id: findUser(call, id).id, type: 'USER' };
  if (kind === 'groups') return { id: findGroup(call, id).id, type: 'GROUP' };
  const [client] = call.state.apps.by('client', id ?? '');
  if (kind !== 'clients' || client === undefined) throw invalid('members', `members: Invalid member: ${given}`);
  return { id: id ?? '', type: 'CLIENT' };
}

/** Who has a role over a set: the same rows as the roles of a user, a group or a client. */
export function membersOf(call: OktaCall, set: string, role: string): Readonly<RoleAssignment>[] {
  return call.state.roles.by('type', 'CUSTOM').filter(row => row.role === role && row.resourceSet === set);
}

/** Gives a custom role over a set to somebody; having it already changes nothing. */
export function addMember(call: OktaCall, set: string, role: string, member: Member): Readonly<RoleAssignment> {
  const before = membersOf(call, set, role).find(row => row.assignee === member.id);
  if (before !== undefined) return before;
  const [id, now] = [newId(call, 'irb'), call.clock.now()];
  return call.state.roles.add({
    key: `${member.id}:${id}`,
    id,
    seq: nextSeq(call),
    assignee: member.id,
    assignmentType: member.type,
    type: 'CUSTOM',
    label: String(call.state.documents.get(`iamRoles:${role}`)?.body.label ?? 'Custom'),
    role,
    resourceSet: set,
    groupTargets: [],
    appTargets: [],
    created: now,
    lastUpdated: now,
  });
}
