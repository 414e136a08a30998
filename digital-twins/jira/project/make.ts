import { type Answer, json } from '../../kit/answer.ts';
import { noteAudit } from '../config/audit.ts';
import { emptyProject } from '../create/projects.ts';
import { defaultWorkflowName } from '../create/workflows.ts';
import { emit } from '../emit.ts';
import type { Project } from '../model/project.ts';
import { type JiraCall, projectByKey } from '../operation.ts';
import { asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';

const templates: Record<string, Project['type']> = { software: 'software', business: 'business', service_desk: 'service_desk' };

export function create(call: JiraCall): Answer {
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
export function readProject(call: JiraCall, body: Loose, known: Readonly<Project> | undefined): Partial<Project> {
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
