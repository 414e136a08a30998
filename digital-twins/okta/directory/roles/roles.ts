import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, malformed, notFound, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { App, Group, OktaState, RoleAssignment } from '../../state.ts';
import { appShape } from '../apps/app-shape.ts';
import { findApp } from '../apps/find-app.ts';
import { managed, readBody } from '../call/managed.ts';
import { pageByPlace } from '../call/page.ts';
import { findGroup } from '../groups/find-group.ts';
import { groupShape } from '../groups/group-shape.ts';
import { iso, newId, nextSeq } from '../ids.ts';
import { asText, type Json } from '../json.ts';
import { findUser } from '../users/find-user.ts';

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
};

type Kind = 'users' | 'groups';

export const roleOperations: Operation<OktaState>[] = [...rolesOf('users'), ...rolesOf('groups')];

function rolesOf(kind: Kind): Operation<OktaState>[] {
  const base = `/api/v1/${kind}/:assignee/roles`;
  const one = `${base}/:role`;
  const make = (name: string, method: string, path: string, run: (call: OktaCall) => Answer) =>
    managed({ name: `roles.${kind}.${name}`, method, path, label: 'recorded', run });
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
    make('app-targets', 'GET', `${one}/targets/catalog/apps`, call => appTargets(call, findRole(call, kind))),
    make('add-app-target', 'PUT', `${one}/targets/catalog/apps/:name ${one}/targets/catalog/apps/:name/:target`, call =>
      addApp(call, findRole(call, kind)),
    ),
    make('remove-app-target', 'DELETE', `${one}/targets/catalog/apps/:name ${one}/targets/catalog/apps/:name/:target`, call =>
      removeApp(call, findRole(call, kind)),
    ),
  ];
}

/** By type, as recorded. */
function rolesIn(call: OktaCall, kind: Kind): Readonly<RoleAssignment>[] {
  const rows = call.state.roles.by('assignee', assigneeOf(call, kind));
  return rows.sort((left, right) => (left.type < right.type ? -1 : left.type > right.type ? 1 : left.seq - right.seq));
}

function assigneeOf(call: OktaCall, kind: Kind): string {
  const id = call.params.assignee ?? '';
  return kind === 'users' ? findUser(call, id).id : findGroup(call, id).id;
}

function shape(call: OktaCall, row: Readonly<RoleAssignment>): Json {
  const kind = row.assignmentType === 'GROUP' ? 'groups' : 'users';
  return {
    id: row.id,
    label: row.label,
    type: row.type,
    status: 'ACTIVE',
    created: iso(row.created),
    lastUpdated: iso(row.lastUpdated),
    assignmentType: row.assignmentType,
    ...(row.role === undefined ? {} : { role: row.role, 'resource-set': row.resourceSet }),
    _links: { assignee: { href: `${call.request.origin}/api/v1/${kind}/${row.assignee}` } },
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
  const isCustom = type === 'CUSTOM';
  if (!isCustom && !Object.hasOwn(standard, type)) throw malformed();
  const [label, id] = isCustom ? ['Custom', newId(call, 'irb')] : (standard[type] ?? ['', '']);
  const key = `${assignee}:${id}`;
  if (call.state.roles.has(key)) {
    throw new OktaRefusal(409, 'E0000090', 'Duplicate role assignment exception.', [
      'The role specified is already assigned to the user.',
    ]);
  }
  const now = call.clock.now();
  const row = call.state.roles.add({
    key,
    id,
    seq: nextSeq(call),
    assignee,
    assignmentType: kind === 'users' ? 'USER' : 'GROUP',
    type,
    label,
    ...(isCustom ? { role: asText(body.role) ?? '', resourceSet: asText(body['resource-set']) ?? '' } : {}),
    groupTargets: [],
    appTargets: [],
    created: now,
    lastUpdated: now,
  });
  return json(shape(call, row), 201);
}

function change(call: OktaCall, row: Readonly<RoleAssignment>, edit: (row: RoleAssignment) => void): Answer {
  call.state.roles.edit(row.key, one => {
    edit(one);
    one.lastUpdated = call.clock.now();
  });
  return empty();
}

function groupTargets(call: OktaCall, row: Readonly<RoleAssignment>): Answer {
  const groups = row.groupTargets.map(id => call.state.groups.get(id)).filter(group => group !== undefined);
  const page = {
    list: `targets ${row.key}`,
    limit: 20,
    most: 200,
    showLimit: true,
    shape: (group: Readonly<Group>) => groupShape(group, call.request.origin),
  };
  return pageByPlace(call, page, groups);
}

function addGroup(call: OktaCall, row: Readonly<RoleAssignment>): Answer {
  const { id } = findGroup(call, call.params.target ?? '');
  return change(call, row, one => {
    if (!one.groupTargets.includes(id)) one.groupTargets.push(id);
  });
}

/** The last target cannot go: without one the role would reach every group. */
function removeGroup(call: OktaCall, row: Readonly<RoleAssignment>): Answer {
  const id = call.params.target ?? '';
  if (!row.groupTargets.includes(id)) throw notFound(id, 'UserGroup');
  if (row.groupTargets.length === 1) {
    throw invalid('target', 'The last target of a role cannot be removed, since that would make the role reach all groups.');
  }
  return change(call, row, one => {
    one.groupTargets = one.groupTargets.filter(target => target !== id);
  });
}

/** A target is an app (`name/id`) or all apps of a template (`name`). */
function targetOf(call: OktaCall): string {
  const { name = '', target } = call.params;
  return target === undefined ? name : `${name}/${target}`;
}

function appTargets(call: OktaCall, row: Readonly<RoleAssignment>): Answer {
  const shapeOf = (target: string) => {
    const [name = '', id] = target.split('/');
    const app: Readonly<App> | undefined = id === undefined ? undefined : call.state.apps.get(id);
    const links = { self: { href: `${call.request.origin}/api/v1/catalog/apps/${name}` } };
    if (app === undefined) return { name, displayName: name, status: 'ACTIVE', _links: links };
    const { status, label } = appShape(call.state, app, call.request.origin);
    return { name, displayName: label, status, id: app.id, _links: links };
  };
  return json(row.appTargets.map(shapeOf));
}

function addApp(call: OktaCall, row: Readonly<RoleAssignment>): Answer {
  if (call.params.target !== undefined) findApp(call, call.params.target);
  const target = targetOf(call);
  return change(call, row, one => {
    if (!one.appTargets.includes(target)) one.appTargets.push(target);
  });
}

function removeApp(call: OktaCall, row: Readonly<RoleAssignment>): Answer {
  const target = targetOf(call);
  if (!row.appTargets.includes(target)) throw notFound(target, 'CatalogApplication');
  return change(call, row, one => {
    one.appTargets = one.appTargets.filter(other => other !== target);
  });
}
