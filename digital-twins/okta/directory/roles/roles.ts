import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Label } from '../../../kit/coverage.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { malformed, notFound, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState, RoleAssignment } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { demand } from '../documents/demand.ts';
import { findGroup } from '../groups/find-group.ts';
import { linkTo } from '../iam/envelope.ts';
import { findCustomRole, findResourceSet } from '../iam/find.ts';
import { addMember, type Member, membersOf, pathOfMember } from '../iam/members.ts';
import { iso, nextSeq } from '../ids.ts';
import { asText, type Json } from '../json.ts';
import { findUser } from '../users/find-user.ts';
import { addApp, addGroup, appTargets, groupTargets, removeApp, removeGroup, targetNames } from './targets.ts';

/** Standard admin roles; the ids of their assignments are the same for everyone (recordings of a real org). */
const standard: Record<string, [label: string, id: string]> = {
  SUPER_ADMIN: ['Super Organization Administrator', 'IFIFAX2BIRGUSTQSUPER'],
  ORG_ADMIN: ['Organization Administrator', 'J5JEOX2BIRGUSTQORG'],
  APP_ADMIN: ['Application Administrator', 'IFIFAX2BIRGUSTQ'],
  USER_ADMIN: ['User Administrator', 'KVJUKUS7IFCE2SKO'],
  GROUP_MEMBERSHIP_ADMIN: ['Group Membership Administrator', 'I5JE6VKQL5GUKTKC'],
  HELP_DESK_ADMIN: ['Help Desk Administrator', 'JBCUYUC7IRCVGS27'],
  READ_ONLY_ADMIN: ['Read-only Administrator', 'KJCUCRC7J5HEYWK7'],
  MOBILE_ADMIN: ['Mobile Administrator', 'JVHUESKMIVPUCRCN'],
  API_ACCESS_MANAGEMENT_ADMIN: ['API Access Management Administrator', 'IFIESX2BINBUKU27'],
  REPORT_ADMIN: ['Report Administrator', 'KJCVAT2SKRPUCRCN'],
  WORKFLOWS_ADMIN: ['Workflows Administrator', 'K5HVES2GJRHVOU27IFCE2SKO'],
  ACCESS_CERTIFICATIONS_ADMIN: ['Access Certifications Administrator', 'IFBUGRKTKNPUGRKSKREUMSKDIFKEST2OKNPUCRCNJFHA'],
  ACCESS_REQUESTS_ADMIN: ['Access Requests Administrator', 'IFBUGRKTKNPVERKRKVCVGVCTL5AUITKJJY'],
};

type Kind = 'users' | 'groups' | 'clients';

const bases: Record<Kind, string> = { users: '/api/v1/users', groups: '/api/v1/groups', clients: '/oauth2/v1/clients' };
const types = { users: 'USER', groups: 'GROUP', clients: 'CLIENT' } as const;

export const roleOperations: Operation<OktaState>[] = [...rolesOf('users'), ...rolesOf('groups'), ...rolesOf('clients')];

function rolesOf(kind: Kind): Operation<OktaState>[] {
  const base = `${bases[kind]}/:assignee/roles`;
  const one = `${base}/:role`;
  const make = (name: string, method: string, path: string, run: (call: OktaCall) => Answer) =>
    managed({ name: `roles.${kind}.${name}`, method, path, label: labelOf(kind, name), run });
  return [
    make('list', 'GET', base, call => json(rolesIn(call, kind).map(row => shape(call, row)))),
    make('assign', 'POST', base, call => assign(call, kind)),
    make('get', 'GET', one, call => json(shape(call, findRole(call, kind)))),
    make('unassign', 'DELETE', one, call => {
      call.state.roles.delete(findRole(call, kind).key);
      return empty();
    }),
    make('group-targets', 'GET', `${one}/targets/groups`, call => groupTargets(call, findRole(call, kind))),
    make('add-group-target', 'PUT', `${one}/targets/groups/:target`, call => addGroup(call, findRole(call, kind))),
    make('remove-group-target', 'DELETE', `${one}/targets/groups/:target`, call => removeGroup(call, findRole(call, kind))),
    ...(kind === 'users' ? [make('targets', 'GET', `${one}/targets`, call => targetNames(call, findRole(call, kind)))] : []),
    make('app-targets', 'GET', `${one}/targets/catalog/apps`, call => appTargets(call, findRole(call, kind))),
    make('add-app-target', 'PUT', `${one}/targets/catalog/apps/:name ${one}/targets/catalog/apps/:name/:target`, call =>
      addApp(call, findRole(call, kind)),
    ),
    make('remove-app-target', 'DELETE', `${one}/targets/catalog/apps/:name ${one}/targets/catalog/apps/:name/:target`, call =>
      removeApp(call, findRole(call, kind)),
    ),
  ];
}

/** What recordings show, what was only held against the description, and what neither says anything clear of. */
function labelOf(kind: Kind, name: string): Label {
  if (kind === 'clients' || name === 'targets' || name === 'get') return 'docs';
  if (!name.includes('app-target')) return 'recorded';
  return kind === 'groups' && name === 'add-app-target' ? 'docs' : 'spec';
}

/** By type, as recorded. */
function rolesIn(call: OktaCall, kind: Kind): Readonly<RoleAssignment>[] {
  const rows = call.state.roles.by('assignee', assigneeOf(call, kind));
  return rows.sort((left, right) => (left.type < right.type ? -1 : left.type > right.type ? 1 : left.seq - right.seq));
}

function assigneeOf(call: OktaCall, kind: Kind): string {
  const id = call.params.assignee ?? '';
  if (kind === 'users') return findUser(call, id).id;
  if (kind === 'groups') return findGroup(call, id).id;
  if (call.state.apps.by('client', id).length === 0) throw notFound(id, 'PublicClientApp');
  return id;
}

function shape(call: OktaCall, row: Readonly<RoleAssignment>): Json {
  const assignee = linkTo(call, pathOfMember({ id: row.assignee, type: row.assignmentType }));
  return {
    id: row.id,
    label: row.label,
    type: row.type,
    status: 'ACTIVE',
    created: iso(row.created),
    lastUpdated: iso(row.lastUpdated),
    assignmentType: row.assignmentType,
    ...(row.role === undefined ? {} : { role: row.role, 'resource-set': row.resourceSet }),
    _links: { assignee, ...(row.role === undefined ? {} : customLinks(call, row)) },
  };
}

function customLinks(call: OktaCall, { id, role = '', resourceSet = '' }: Readonly<RoleAssignment>): Json {
  const [roleHref, set] = [`/api/v1/iam/roles/${role}`, `/api/v1/iam/resource-sets/${resourceSet}`];
  return {
    'resource-set': linkTo(call, set),
    permissions: linkTo(call, `${roleHref}/permissions`),
    member: linkTo(call, `${set}/bindings/${role}/members/${id}`),
    role: linkTo(call, roleHref),
  };
}

function findRole(call: OktaCall, kind: Kind): Readonly<RoleAssignment> {
  const id = call.params.role ?? '';
  const assignee = assigneeOf(call, kind);
  const row = call.state.roles.get(`${assignee}:${id}`);
  if (row === undefined) throw notFound(id, 'Role');
  return row;
}

function assign(call: OktaCall, kind: Kind): Answer {
  const assignee = assigneeOf(call, kind);
  const body = readBody(call);
  const type = asText(body.type) ?? '';
  if (type === 'CUSTOM') return json(shape(call, assignCustom(call, { id: assignee, type: types[kind] }, body)), statusOf(kind));
  if (!Object.hasOwn(standard, type)) throw malformed();
  const [label, id] = standard[type] ?? ['', ''];
  const key = `${assignee}:${id}`;
  if (call.state.roles.has(key)) throw duplicate();
  const now = call.clock.now();
  const row = call.state.roles.add({
    key,
    id,
    seq: nextSeq(call),
    assignee,
    assignmentType: types[kind],
    type,
    label,
    groupTargets: [],
    appTargets: [],
    created: now,
    lastUpdated: now,
  });
  return json(shape(call, row), statusOf(kind));
}

/** A client's roles are answered with 200, those of users and groups with 201 (Okta's published description). */
function statusOf(kind: Kind): number {
  return kind === 'clients' ? 200 : 201;
}

/** A custom role over a resource set; both must be there. Throws `OktaRefusal`. */
function assignCustom(call: OktaCall, member: Member, body: Json): Readonly<RoleAssignment> {
  demand(body, 'role', 'resource-set');
  const role = findCustomRole(call, asText(body.role) ?? '').id;
  const set = findResourceSet(call, asText(body['resource-set']) ?? '').id;
  if (membersOf(call, set, role).some(row => row.assignee === member.id)) throw duplicate();
  return addMember(call, set, role, member);
}

function duplicate(): OktaRefusal {
  return new OktaRefusal(409, 'E0000090', 'Duplicate role assignment exception.', [
    'The role specified is already assigned to the user.',
  ]);
}
