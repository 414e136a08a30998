import { type Answer, json } from '../../kit/answer.ts';
import { findIssue, findIssueByKey, findProject, type JiraCall, projectOf, type RestOperation } from '../operation.ts';
import { asList, asObject, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { can, canGlobally, canSee, canSeeIssue } from './can.ts';
import { permissionList, projectPermissions } from './permission-list.ts';
import { addGrant, create, edit, find, findGrant, grantShape, remove, removeGrant, shape } from './permission-schemes.ts';

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
