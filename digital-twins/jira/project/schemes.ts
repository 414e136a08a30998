import { type Answer, json } from '../../kit/answer.ts';
import { canSee } from '../access/can.ts';
import { demandProjectAdmin, findProject, type JiraCall, projectByKey } from '../operation.ts';
import { asText, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';

export function notificationScheme(call: JiraCall): Answer {
  const project = findProject(call);
  const scheme = call.state.entries.get(`notificationScheme:${project.notificationSchemeId ?? ''}`);
  if (scheme === undefined) throw new JiraRefusal(404, ['There is no notification scheme associated with the project.']);
  const { id, name, description } = scheme;
  return json({
    expand: 'notificationSchemeEvents,user,group,projectRole,field,all',
    id: Number(id),
    self: `${api(viewOf(call))}/notificationscheme/${id}`,
    name,
    description,
    notificationSchemeEvents: scheme.notificationSchemeEvents ?? [],
  });
}

export function permissionScheme(call: JiraCall): Answer {
  const scheme = call.state.permissionSchemes.get(findProject(call).permissionSchemeId);
  if (scheme === undefined) throw new JiraRefusal(404, ['The permission scheme was not found.']);
  const { id, name, description } = scheme;
  return json({
    expand: 'permissions,user,group,projectRole,field,all',
    id: Number(id),
    self: `${api(viewOf(call))}/permissionscheme/${id}`,
    name,
    description,
  });
}

export function setPermissionScheme(call: JiraCall): Answer {
  const project = findProject(call);
  demandProjectAdmin(call, project);
  const id = asText(readBody(call).id) ?? '';
  if (!call.state.permissionSchemes.has(id)) throw new JiraRefusal(404, ['The permission scheme was not found.']);
  call.state.projects.edit(project.id, row => {
    row.permissionSchemeId = id;
  });
  return permissionScheme(call);
}

export function securityScheme(call: JiraCall): Answer {
  const project = projectByKey(call.state, call.params.project ?? '');
  const scheme = call.state.securitySchemes.get(project?.securitySchemeId ?? '');
  if (scheme === undefined || project === undefined || !canSee(call.state, call.user, project))
    throw new JiraRefusal(404, ['There is no issue security scheme associated with the project.']);
  const { id, name, description, defaultLevelId } = scheme;
  const levels = call.state.securityLevels.by('scheme', id);
  const base = api(viewOf(call));
  return json({
    self: `${base}/issuesecurityschemes/${id}`,
    id: Number(id),
    name,
    description,
    ...(defaultLevelId === null ? {} : { defaultSecurityLevelId: Number(defaultLevelId) }),
    levels: levels.map(level => ({
      self: `${base}/securitylevel/${level.id}`,
      id: level.id,
      description: level.description,
      name: level.name,
    })),
  });
}

export function securityLevels(call: JiraCall): Answer {
  const levels = call.state.securityLevels.by('scheme', findProject(call).securitySchemeId ?? '');
  const base = api(viewOf(call));
  return json({
    levels: levels.map(({ id, name, description }) => ({ self: `${base}/securitylevel/${id}`, id, description, name })),
  });
}
