import { type Answer, empty, json } from '../../kit/answer.ts';
import type { Grant, Holder, PermissionScheme } from '../model/config.ts';
import type { JiraCall } from '../operation.ts';
import { asList, asObject, asText, type Loose, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';
import { projectPermissions } from './permission-list.ts';

export function find(call: JiraCall): Readonly<PermissionScheme> {
  const id = call.params.scheme ?? '';
  const scheme = call.state.permissionSchemes.get(id);
  if (scheme === undefined) throw new JiraRefusal(404, [`The permission scheme with id ${id} was not found.`]);
  return scheme;
}

export function shape(call: JiraCall, scheme: Readonly<PermissionScheme>, isWhole = false): Loose {
  const { id, name, description } = scheme;
  const withGrants = isWhole || readList(call, 'expand').length > 0;
  return {
    expand: 'permissions,user,group,projectRole,field,all',
    id: Number(id),
    self: `${api(viewOf(call))}/permissionscheme/${id}`,
    name,
    description,
    ...(withGrants ? { permissions: scheme.grants.map(grant => grantShape(call, scheme, grant)) } : {}),
  };
}

export function grantShape(call: JiraCall, scheme: Readonly<PermissionScheme>, grant: Grant): Loose {
  const { type, value } = grant.holder;
  const group = type === 'group' ? call.state.groups.get(value ?? '') : undefined;
  return {
    id: Number(grant.id),
    self: `${api(viewOf(call))}/permissionscheme/${scheme.id}/permission/${grant.id}`,
    holder: {
      type,
      ...(value === undefined ? {} : { parameter: group?.name ?? value, value }),
      ...(type === 'user' || type === 'group' || type === 'projectRole' ? { expand: type } : {}),
    },
    permission: grant.permission,
  };
}

function readGrant(call: JiraCall, value: unknown): Grant {
  const { permission, holder } = asObject(value);
  if (!projectPermissions.some(({ key }) => key === permission))
    throw new JiraRefusal(400, [`The permission '${String(permission)}' is not valid.`]);
  return {
    id: String(call.ids.number('jira.grant', 11_000)),
    permission: String(permission),
    holder: readHolder(call, asObject(holder)),
  };
}

const holderTypes = new Set([
  'anyone',
  'applicationRole',
  'assignee',
  'group',
  'groupCustomField',
  'projectLead',
  'projectRole',
  'reporter',
  'sd.customer.portal.only',
  'user',
  'userCustomField',
]);

export function readHolder(call: JiraCall, { type, parameter, value }: Loose): Holder {
  if (typeof type !== 'string' || !holderTypes.has(type))
    throw new JiraRefusal(400, [`The holder type '${String(type)}' is not valid.`]);
  const wanted = asText(value) ?? asText(parameter);
  if (type !== 'group') return { type, ...(wanted === undefined ? {} : { value: wanted }) };
  const group = call.state.groups.get(wanted ?? '') ?? call.state.groups.by('name', (wanted ?? '').toLowerCase())[0];
  if (group === undefined) throw new JiraRefusal(400, [`The group '${wanted ?? ''}' does not exist.`]);
  return { type, value: group.id };
}

function read(call: JiraCall, known?: Readonly<PermissionScheme>): Omit<PermissionScheme, 'id'> {
  const body = readBody(call);
  const name = asText(body.name) ?? known?.name ?? '';
  if (name.trim() === '') throw new JiraRefusal(400, ['The name of the permission scheme must be specified.']);
  if (call.state.permissionSchemes.by('name', name.toLowerCase()).some(({ id }) => id !== known?.id)) {
    throw new JiraRefusal(400, ['A permission scheme with this name already exists.']);
  }
  const given =
    body.permissions === undefined ? (known?.grants ?? []) : asList(body.permissions).map(grant => readGrant(call, grant));
  return { name, description: asText(body.description) ?? known?.description ?? '', grants: structuredClone(given) as Grant[] };
}

export function create(call: JiraCall): Answer {
  const id = String(call.ids.number('jira.permission-scheme', 10_001));
  return json(shape(call, call.state.permissionSchemes.add({ id, ...read(call) }), true), 201);
}

export function edit(call: JiraCall): Answer {
  const scheme = find(call);
  const given = read(call, scheme);
  return json(
    shape(
      call,
      call.state.permissionSchemes.edit(scheme.id, row => Object.assign(row, given)),
      true,
    ),
  );
}

export function remove(call: JiraCall): Answer {
  const scheme = find(call);
  if ([...call.state.projects.values()].some(project => project.permissionSchemeId === scheme.id)) {
    throw new JiraRefusal(400, ['The permission scheme is used by projects and cannot be deleted.']);
  }
  call.state.permissionSchemes.delete(scheme.id);
  return empty();
}

export function findGrant(call: JiraCall): Grant {
  const grant = find(call).grants.find(({ id }) => id === call.params.grant);
  if (grant === undefined) throw new JiraRefusal(404, ['The permission grant was not found.']);
  return grant;
}

export function addGrant(call: JiraCall): Answer {
  const scheme = find(call);
  const grant = readGrant(call, readBody(call));
  const edited = call.state.permissionSchemes.edit(scheme.id, row => void row.grants.push(grant));
  return json(grantShape(call, edited, grant), 201);
}

export function removeGrant(call: JiraCall): Answer {
  const { id } = findGrant(call);
  call.state.permissionSchemes.edit(find(call).id, row => {
    row.grants = row.grants.filter(grant => grant.id !== id);
  });
  return empty();
}
