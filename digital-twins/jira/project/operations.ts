import { type Answer, empty, json } from '../../kit/answer.ts';
import { can, canSee, isAdmin } from '../access/can.ts';
import { noteAudit } from '../config/audit.ts';
import { addTask, taskShape } from '../config/tasks.ts';
import { emptyProject } from '../create/projects.ts';
import { defaultWorkflowName } from '../create/workflows.ts';
import { emit } from '../emit.ts';
import { typesOf } from '../issue/createmeta.ts';
import { removeIssue } from '../issue/write.ts';
import type { Project } from '../model/project.ts';
import { demandProjectAdmin, findProject, type JiraCall, projectByKey, type RestOperation } from '../operation.ts';
import { asText, type Loose, pageAnswer, readBody, readFlag, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, jiraTime, viewOf } from '../shapes.ts';
import { userOrNull } from '../user/shape.ts';
import { workflowOf } from '../workflow/of.ts';
import { statusOf, statusShape, typeShape } from '../workflow/shape.ts';
import { componentShape, projectShape } from './shape.ts';
import { versionShape } from './version-shape.ts';

const one = '/project/:project';

export const projectOperations: RestOperation[] = [
  {
    name: 'project.list',
    method: 'GET',
    path: '/project',
    label: 'spec',
    anonymous: true,
    run: call => json(visible(call).map(project => fullShape(call, project, readList(call, 'expand')))),
  },
  { name: 'project.search', method: 'GET', path: '/project/search', label: 'spec', anonymous: true, run: search },
  {
    name: 'project.recent',
    method: 'GET',
    path: '/project/recent',
    label: 'spec',
    run: call =>
      json(
        visible(call)
          .slice(0, 20)
          .map(project => fullShape(call, project, [])),
      ),
  },
  {
    name: 'project.get',
    method: 'GET',
    path: one,
    label: 'spec',
    anonymous: true,
    run: call => json(fullShape(call, findProject(call), readList(call, 'expand'))),
  },
  { name: 'project.create', method: 'POST', path: '/project', label: 'spec', write: true, admin: true, run: create },
  { name: 'project.edit', method: 'PUT', path: one, label: 'spec', write: true, run: edit },
  { name: 'project.delete', method: 'DELETE', path: one, label: 'spec', write: true, run: remove },
  { name: 'project.deleteAsync', method: 'POST', path: `${one}/delete`, label: 'docs', write: true, run: removeLater },
  { name: 'project.restore', method: 'POST', path: `${one}/restore`, label: 'spec', write: true, admin: true, run: restore },
  { name: 'project.archive', method: 'POST', path: `${one}/archive`, label: 'spec', write: true, run: archive },
  { name: 'project.statuses', method: 'GET', path: `${one}/statuses`, label: 'spec', run: statuses },
  { name: 'project.hierarchy', method: 'GET', path: `${one}/hierarchy`, label: 'docs', run: hierarchy },
];

function visible(call: JiraCall): Readonly<Project>[] {
  const { state, user } = call;
  return [...state.projects.values()].filter(project => project.archived === null && canSee(state, user, project));
}

const orders: Record<string, (call: JiraCall, project: Readonly<Project>) => string> = {
  key: (_call, project) => project.key,
  name: (_call, project) => project.name.toLowerCase(),
  category: (call, project) => call.state.entries.get(`projectCategory:${project.categoryId ?? ''}`)?.name ?? '',
  owner: (_call, project) => project.lead,
};

function search(call: JiraCall): Answer {
  const { query } = call.request;
  const text = (query.get('query') ?? '').toLowerCase();
  const keys = readList(call, 'keys');
  const ids = readList(call, 'id');
  const types = readList(call, 'typeKey');
  const status = new Set(readList(call, 'status'));
  const action = query.get('action') ?? 'view';
  const categoryId = query.get('categoryId');
  const { state, user } = call;
  const found = [...state.projects.values()].filter(project => {
    const where = project.deleted !== null ? 'deleted' : project.archived === null ? 'live' : 'archived';
    const isThere = where === 'deleted' ? isAdmin(state, user) : canSee(state, user, project);
    return (
      isThere &&
      (status.size === 0 ? where === 'live' : status.has(where)) &&
      (project.key.toLowerCase().includes(text) || project.name.toLowerCase().includes(text)) &&
      (keys.length === 0 || keys.includes(project.key)) &&
      (ids.length === 0 || ids.includes(project.id)) &&
      (types.length === 0 || types.includes(project.type)) &&
      (categoryId === null || project.categoryId === categoryId) &&
      (action === 'view' || can(state, user, action === 'create' ? 'CREATE_ISSUES' : 'ADMINISTER_PROJECTS', project))
    );
  });
  const orderBy = query.get('orderBy') ?? 'key';
  const order = orders[orderBy.replace(/^[-+]/, '')] ?? orders.key;
  const sign = orderBy.startsWith('-') ? -1 : 1;
  const sorted = query.has('orderBy')
    ? found.sort((left, right) => sign * (order?.(call, left) ?? '').localeCompare(order?.(call, right) ?? ''))
    : found;
  return pageAnswer(call, sorted, project => listedShape(call, project, readList(call, 'expand')), { otherwise: 50, most: 100 });
}

function listedShape(call: JiraCall, project: Readonly<Project>, expand: readonly string[]): Loose {
  const view = viewOf(call);
  const issues = call.state.issues.keysBy('project', project.id);
  const last = call.state.issues.get(issues.at(-1) ?? '');
  return {
    expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
    ...projectShape(view, project),
    isPrivate: false,
    properties: {},
    style: 'classic',
    ...(expand.includes('description') ? { description: project.description } : {}),
    ...(expand.includes('lead') ? { lead: userOrNull(view, project.lead) } : {}),
    ...(expand.includes('issueTypes') ? { issueTypes: typesOf(call, project).map(type => typeShape(view, type)) } : {}),
    ...(expand.includes('url') ? { url: project.url } : {}),
    ...(expand.includes('projectKeys') ? { projectKeys: [project.key] } : {}),
    ...(expand.includes('insight')
      ? {
          insight: {
            totalIssueCount: issues.length,
            ...(last === undefined ? {} : { lastIssueUpdateTime: jiraTime(last.updated) }),
          },
        }
      : {}),
  };
}

/** A project by itself: lead, description, components, versions, types and roles without being asked. */
function fullShape(call: JiraCall, project: Readonly<Project>, expand: readonly string[]): Loose {
  const view = viewOf(call);
  const { state } = call;
  const roles = [...state.roles.values()].map(({ id, name }) => [name, `${api(view)}/project/${project.id}/role/${id}`]);
  const by = (what: { at: number; by: string } | null, prefix: string) =>
    what === null ? {} : { [prefix]: true, [`${prefix}Date`]: jiraTime(what.at), [`${prefix}By`]: userOrNull(view, what.by) };
  return {
    ...listedShape(call, project, expand),
    description: project.description,
    lead: userOrNull(view, project.lead),
    components: state.components.by('project', project.id).map(component => componentShape(view, component)),
    issueTypes: typesOf(call, project).map(type => typeShape(view, type)),
    ...(project.url === '' ? {} : { url: project.url }),
    ...(project.email === null ? {} : { email: project.email }),
    assigneeType: project.assigneeType,
    versions: state.versions.by('project', project.id).map(version => versionShape(view, version)),
    roles: Object.fromEntries(roles),
    ...by(project.archived, 'archived'),
    ...by(project.deleted, 'deleted'),
  };
}

const templates: Record<string, Project['type']> = { software: 'software', business: 'business', service_desk: 'service_desk' };

function create(call: JiraCall): Answer {
  const body = readBody(call);
  const given = readProject(call, body, undefined);
  const { state } = call;
  const types = state.issueTypes.size === 0 ? [] : [...state.issueTypes.keys()];
  const id = String(call.ids.number('jira.project', 10_000));
  const workflowId =
    [...state.workflows.values()].find(one => one.name === defaultWorkflowName || one.isDefault)?.id ??
    [...state.workflows.keys()][0] ??
    '';
  const schemeId = asText(body.issueTypeScheme) ?? String(call.ids.number('jira.issueTypeScheme', 10_100));
  const scheme = state.entries.get(`issueTypeScheme:${schemeId}`);
  const name = `${String(given.key)}: Software Development Issue Type Scheme`;
  if (scheme === undefined)
    state.entries.add({ kind: 'issueTypeScheme', id: schemeId, name, description: '', issueTypeIds: types, isDefault: false });
  const issueTypes = (scheme?.issueTypeIds as string[] | undefined) ?? types;
  const project = state.projects.add({
    ...emptyProject,
    id,
    key: '',
    name: '',
    lead: '',
    type: 'software',
    assigneeType: 'UNASSIGNED',
    workflowId,
    issueTypeSchemeId: schemeId,
    issueTypes,
    ...given,
  });
  const actor = String(call.ids.number('jira.actor', 10_200));
  state.actors.add({ id: actor, projectId: id, roleId: '10002', type: 'user', of: project.lead });
  noteAudit(call, 'Project created', 'projects', { id, name: project.name, type: 'PROJECT' });
  emit(call, { kind: 'project', event: 'project_created', project });
  return json({ self: `${api(viewOf(call))}/project/${id}`, id: Number(id), key: project.key }, 201);
}

/** What a body says about a project. Throws one 400 that names all that is wrong. */
function readProject(call: JiraCall, body: Loose, known: Readonly<Project> | undefined): Partial<Project> {
  const { state } = call;
  const errors: Record<string, string> = {};
  const patch: Partial<Project> = {};
  if (body.key !== undefined || known === undefined) {
    const key = asText(body.key) ?? '';
    const error = keyError(call, key, known);
    if (error !== undefined) errors.projectKey = error;
    patch.key = key;
  }
  if (body.name !== undefined || known === undefined) {
    const name = asText(body.name) ?? '';
    const taken = [...state.projects.values()].some(one => one.id !== known?.id && one.name.toLowerCase() === name.toLowerCase());
    if (name.trim() === '') errors.projectName = 'You must specify a valid project name.';
    else if (name.length > 80) errors.projectName = 'The project name must not exceed 80 characters in length.';
    else if (taken) errors.projectName = 'A project with that name already exists.';
    patch.name = name;
  }
  const lead = asText(body.leadAccountId);
  if (lead !== undefined || known === undefined) {
    if (lead === undefined || state.users.get(lead)?.active !== true)
      errors.projectLead = 'You must specify a valid project lead.';
    patch.lead = lead ?? '';
  }
  if (known === undefined) {
    const type = templates[asText(body.projectTypeKey) ?? 'software'];
    if (type === undefined) errors.projectType = 'An invalid project type was specified. Make sure the project type is correct.';
    else patch.type = type;
  }
  if (body.assigneeType !== undefined) {
    if (body.assigneeType === 'PROJECT_LEAD' || body.assigneeType === 'UNASSIGNED') patch.assigneeType = body.assigneeType;
    else errors.assigneeType = 'The default assignee type is invalid.';
  }
  const category = asText(body.categoryId);
  if (category !== undefined) {
    if (category !== '-1' && !state.entries.has(`projectCategory:${category}`))
      errors.projectCategory = `The project category with id '${category}' was not found.`;
    patch.categoryId = category === '-1' ? null : category;
  }
  for (const name of ['description', 'url'] as const) if (typeof body[name] === 'string') patch[name] = body[name];
  const scheme = asText(body.permissionScheme);
  if (scheme !== undefined && !state.permissionSchemes.has(scheme))
    errors.permissionScheme = 'The permission scheme does not exist.';
  else if (scheme !== undefined) patch.permissionSchemeId = scheme;
  const avatar = asText(body.avatarId);
  if (avatar !== undefined) patch.avatarId = avatar;
  if (Object.keys(errors).length > 0) throw new JiraRefusal(400, [], errors);
  return patch;
}

/** Why a key cannot be a project's; undefined for a good one. */
export function keyError(call: JiraCall, key: string, known?: Readonly<Project>): string | undefined {
  if (key === '')
    return 'You must specify a valid project key. Project keys must be unique, start with an uppercase letter, followed by one or more uppercase alphanumeric characters.';
  if (key.length > 10) return 'The project key must not exceed 10 characters in length.';
  if (!/^[A-Z][A-Z0-9]+$/.test(key))
    return 'Project keys must start with an uppercase letter, followed by one or more uppercase alphanumeric characters.';
  const other = projectByKey(call.state, key);
  if (other !== undefined && other.id !== known?.id) return `Project '${other.name}' uses this project key.`;
  return undefined;
}

function edit(call: JiraCall): Answer {
  const project = findProject(call);
  demandProjectAdmin(call, project);
  const patch = readProject(call, readBody(call), project);
  const edited = call.state.projects.edit(project.id, row => Object.assign(row, patch));
  if (patch.key !== undefined && patch.key !== project.key) renameIssues(call, edited);
  noteAudit(call, 'Project updated', 'projects', { id: edited.id, name: edited.name, type: 'PROJECT' });
  emit(call, { kind: 'project', event: 'project_updated', project: edited });
  return json(fullShape(call, edited, readList(call, 'expand')));
}

/** A new key renames all issues; their old keys go on finding them. */
function renameIssues({ state }: JiraCall, project: Readonly<Project>): void {
  for (const { id, key } of state.issues.by('project', project.id)) {
    if (!state.movedKeys.has(key)) state.movedKeys.add({ key, issueId: id });
    state.issues.edit(id, row => {
      row.key = `${project.key}-${row.number}`;
    });
  }
}

/** Into the trash; `enableUndo=false` deletes for good. */
function remove(call: JiraCall): Answer {
  const project = findProject(call);
  if (!isAdmin(call.state, call.user)) throw new JiraRefusal(403, ['You do not have permission to delete projects.']);
  if (readFlag(call, 'enableUndo') === false) purge(call, project);
  else {
    const at = call.clock.now();
    const gone = call.state.projects.edit(project.id, row => {
      row.deleted = { at, by: call.user.accountId };
    });
    emit(call, { kind: 'project', event: 'project_soft_deleted', project: gone });
  }
  return empty();
}

function purge(call: JiraCall, project: Readonly<Project>): void {
  const { state } = call;
  for (const issue of state.issues.by('project', project.id)) removeIssue(call, issue);
  for (const table of [state.components, state.versions, state.actors])
    for (const { id } of table.by('project', project.id)) table.delete(id);
  state.projects.delete(project.id);
  emit(call, { kind: 'project', event: 'project_deleted', project });
}

function removeLater(call: JiraCall): Answer {
  const project = findProject(call);
  remove(call);
  const task = addTask(call, `Delete project ${project.key}`, null);
  return json(taskShape(call, task), 303, { location: `/rest/api/${call.version}/task/${task.id}` });
}

function restore(call: JiraCall): Answer {
  const project = projectByKey(call.state, call.params.project ?? '');
  if (project === undefined) throw new JiraRefusal(404, [`No project could be found with key '${call.params.project ?? ''}'.`]);
  const back = call.state.projects.edit(project.id, row => Object.assign(row, { deleted: null, archived: null }));
  emit(call, {
    kind: 'project',
    event: project.deleted === null ? 'project_restored_archived' : 'project_restored_deleted',
    project: back,
  });
  return json(fullShape(call, back, []));
}

function archive(call: JiraCall): Answer {
  const project = findProject(call);
  demandProjectAdmin(call, project);
  if (project.archived !== null) throw new JiraRefusal(400, [`Project '${project.key}' is already archived.`]);
  const at = call.clock.now();
  const archived = call.state.projects.edit(project.id, row => {
    row.archived = { at, by: call.user.accountId };
  });
  emit(call, { kind: 'project', event: 'project_archived', project: archived });
  return empty();
}

function statuses(call: JiraCall): Answer {
  const project = findProject(call);
  const view = viewOf(call);
  return json(
    typesOf(call, project).map(type => {
      const { self, id, name, subtask } = typeShape(view, type);
      const ids = workflowOf(call.state, project, type.id).statuses;
      return { self, id, name, subtask, statuses: ids.map(status => statusShape(view, statusOf(call.state, status))) };
    }),
  );
}

/** Only team-managed projects have a hierarchy of their own; ours are company-managed. */
function hierarchy(call: JiraCall): Answer {
  findProject(call);
  throw new JiraRefusal(404, ['The project is not simplified.']);
}
