import { type Answer, empty, json } from '../../kit/answer.ts';
import type { Grant, Holder, PermissionScheme } from '../model/config.ts';
import { findIssue, findIssueByKey, findProject, type JiraCall, projectOf, type RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';
import { can, canGlobally, canSee, canSeeIssue } from './can.ts';
import { permissionList, projectPermissions } from './permission-list.ts';

const one = '/permissionscheme/:scheme';
const grants = `${one}/permission`;

export const permissionOperations: RestOperation[] = [
  {
    name: 'permissions',
    method: 'GET',
    path: '/permissions',
    label: 'spec',
    run: () => json({ permissions: Object.fromEntries(permissionList.map(({ id: _id, ...one }) => [one.key, one])) }),
  },
  { name: 'mypermissions', method: 'GET', path: '/mypermissions', label: 'spec', anonymous: true, run: mine },
  { name: 'permissions.check', method: 'POST', path: '/permissions/check', label: 'spec', run: check },
  { name: 'permissions.projects', method: 'POST', path: '/permissions/project', label: 'spec', run: projects },
  {
    name: 'permissionScheme.list',
    method: 'GET',
    path: '/permissionscheme',
    label: 'spec',
    run: call => json({ permissionSchemes: [...call.state.permissionSchemes.values()].map(scheme => shape(call, scheme)) }),
  },
  {
    name: 'permissionScheme.create',
    method: 'POST',
    path: '/permissionscheme',
    label: 'spec',
    write: true,
    admin: true,
    run: create,
  },
  { name: 'permissionScheme.get', method: 'GET', path: one, label: 'spec', run: call => json(shape(call, find(call), true)) },
  { name: 'permissionScheme.edit', method: 'PUT', path: one, label: 'spec', write: true, admin: true, run: edit },
  { name: 'permissionScheme.delete', method: 'DELETE', path: one, label: 'spec', write: true, admin: true, run: remove },
  {
    name: 'permissionGrant.list',
    method: 'GET',
    path: grants,
    label: 'spec',
    run: call =>
      json({
        permissions: find(call).grants.map(grant => grantShape(call, find(call), grant)),
        expand: 'user,group,projectRole,field,all',
      }),
  },
  { name: 'permissionGrant.create', method: 'POST', path: grants, label: 'spec', write: true, admin: true, run: addGrant },
  {
    name: 'permissionGrant.get',
    method: 'GET',
    path: `${grants}/:grant`,
    label: 'spec',
    run: call => json(grantShape(call, find(call), findGrant(call))),
  },
  {
    name: 'permissionGrant.delete',
    method: 'DELETE',
    path: `${grants}/:grant`,
    label: 'spec',
    write: true,
    admin: true,
    run: removeGrant,
  },
];

/** What the caller may do: in a project, on an issue, or anywhere at all. */
function mine(call: JiraCall): Answer {
  const { query } = call.request;
  const wanted = readList(call, 'permissions');
  if (wanted.length === 0) throw new JiraRefusal(400, ["The 'permissions' query parameter is required."]);
  const unknown = wanted.filter(key => !permissionList.some(one => one.key === key));
  if (unknown.length > 0) throw new JiraRefusal(400, [`Unrecognized permission(s): ${unknown.join(', ')}`]);
  const issueRef = query.get('issueKey') ?? query.get('issueId');
  const projectRef = query.get('projectKey') ?? query.get('projectId');
  const issue = issueRef === null ? undefined : findIssue(call, issueRef);
  const project =
    issue === undefined ? (projectRef === null ? undefined : findProject(call, projectRef)) : projectOf(call.state, issue);
  const everywhere =
    project === undefined ? [...call.state.projects.values()].filter(one => canSee(call.state, call.user, one)) : [project];
  const have = (key: string, type: string) =>
    type === 'GLOBAL'
      ? canGlobally(call.state, call.user, key)
      : everywhere.some(one => can(call.state, call.user, key, one, issue));
  const found = permissionList.filter(({ key }) => wanted.includes(key));
  return json({
    permissions: Object.fromEntries(
      found.map(permission => [permission.key, { ...permission, havePermission: have(permission.key, permission.type) }]),
    ),
  });
}

function check(call: JiraCall): Answer {
  const body = readBody(call);
  const user = typeof body.accountId === 'string' ? call.state.users.get(body.accountId) : call.user;
  if (user === undefined) throw new JiraRefusal(400, ['The user does not exist.']);
  const globals = asList(body.globalPermissions).map(String);
  const unknown = globals.filter(key => !permissionList.some(one => one.key === key));
  if (unknown.length > 0) throw new JiraRefusal(400, [`Unrecognized permission: ${unknown.join(', ')}`]);
  const projectAnswers = asList(body.projectPermissions)
    .map(asObject)
    .flatMap(({ permissions, projects: projectIds, issues: issueIds }) =>
      asList(permissions)
        .map(String)
        .map(permission => ({
          permission,
          projects: asList(projectIds)
            .map(String)
            .filter(id => {
              const project = call.state.projects.get(id);
              return project !== undefined && can(call.state, user, permission, project);
            })
            .map(Number),
          issues: asList(issueIds)
            .map(String)
            .filter(id => {
              const issue = findIssueByKey(call.state, id);
              return (
                issue !== undefined &&
                canSeeIssue(call.state, user, issue) &&
                can(call.state, user, permission, projectOf(call.state, issue), issue)
              );
            })
            .map(Number),
        })),
    );
  return json({
    globalPermissions: globals.filter(key => canGlobally(call.state, user, key)),
    projectPermissions: projectAnswers,
  });
}

function projects(call: JiraCall): Answer {
  const wanted = asList(readBody(call).permissions).map(String);
  const unknown = wanted.filter(key => !projectPermissions.some(permission => permission.key === key));
  if (wanted.length === 0 || unknown.length > 0)
    throw new JiraRefusal(400, [`Unrecognized permission(s): ${unknown.join(', ')}`]);
  const found = [...call.state.projects.values()].filter(
    project => canSee(call.state, call.user, project) && wanted.every(key => can(call.state, call.user, key, project)),
  );
  return json({ projects: found.map(({ id, key }) => ({ id: Number(id), key })) });
}

function find(call: JiraCall): Readonly<PermissionScheme> {
  const id = call.params.scheme ?? '';
  const scheme = call.state.permissionSchemes.get(id);
  if (scheme === undefined) throw new JiraRefusal(404, [`The permission scheme with id ${id} was not found.`]);
  return scheme;
}

function shape(call: JiraCall, scheme: Readonly<PermissionScheme>, isWhole = false): Loose {
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

function grantShape(call: JiraCall, scheme: Readonly<PermissionScheme>, grant: Grant): Loose {
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

function create(call: JiraCall): Answer {
  const id = String(call.ids.number('jira.permission-scheme', 10_001));
  return json(shape(call, call.state.permissionSchemes.add({ id, ...read(call) }), true), 201);
}

function edit(call: JiraCall): Answer {
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

function remove(call: JiraCall): Answer {
  const scheme = find(call);
  if ([...call.state.projects.values()].some(project => project.permissionSchemeId === scheme.id)) {
    throw new JiraRefusal(400, ['The permission scheme is used by projects and cannot be deleted.']);
  }
  call.state.permissionSchemes.delete(scheme.id);
  return empty();
}

function findGrant(call: JiraCall): Grant {
  const grant = find(call).grants.find(({ id }) => id === call.params.grant);
  if (grant === undefined) throw new JiraRefusal(404, ['The permission grant was not found.']);
  return grant;
}

function addGrant(call: JiraCall): Answer {
  const scheme = find(call);
  const grant = readGrant(call, readBody(call));
  const edited = call.state.permissionSchemes.edit(scheme.id, row => void row.grants.push(grant));
  return json(grantShape(call, edited, grant), 201);
}

function removeGrant(call: JiraCall): Answer {
  const { id } = findGrant(call);
  call.state.permissionSchemes.edit(find(call).id, row => {
    row.grants = row.grants.filter(grant => grant.id !== id);
  });
  return empty();
}
