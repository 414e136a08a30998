import { type Answer, empty, json } from '../../kit/answer.ts';
import { can, canSee, isAdmin } from '../access/can.ts';
import { noteAudit } from '../config/audit.ts';
import { emit } from '../emit.ts';
import { changeIssue } from '../issue/change.ts';
import type { Component, Project } from '../model/project.ts';
import { demandProjectAdmin, findProject, type JiraCall, projectByKey, type RestOperation } from '../operation.ts';
import { asText, pageAnswer, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';
import { fullComponentShape } from './shape.ts';

const one = '/component/:component';
const shape = (call: JiraCall) => (component: Readonly<Component>) => fullComponentShape(viewOf(call), component);

export const componentOperations: RestOperation[] = [
  {
    name: 'component.search',
    method: 'GET',
    path: '/component',
    label: 'spec',
    run: call => pageAnswer(call, everywhere(call), shape(call)),
  },
  { name: 'component.create', method: 'POST', path: '/component', label: 'spec', write: true, run: create },
  { name: 'component.get', method: 'GET', path: one, label: 'spec', anonymous: true, run: call => json(shape(call)(find(call))) },
  { name: 'component.edit', method: 'PUT', path: one, label: 'spec', write: true, run: edit },
  { name: 'component.delete', method: 'DELETE', path: one, label: 'spec', write: true, run: remove },
  { name: 'component.count', method: 'GET', path: `${one}/relatedIssueCounts`, label: 'spec', run: count },
  {
    name: 'project.components',
    method: 'GET',
    path: '/project/:project/components',
    label: 'spec',
    anonymous: true,
    run: call => json(inProject(call).map(shape(call))),
  },
  {
    name: 'project.componentPage',
    method: 'GET',
    path: '/project/:project/component',
    label: 'spec',
    anonymous: true,
    run: page,
  },
];

function everywhere(call: JiraCall): Readonly<Component>[] {
  const ids = readList(call, 'projectIdsOrKeys').map(wanted => findProject(call, wanted).id);
  const text = (call.request.query.get('query') ?? '').toLowerCase();
  const { state, user } = call;
  return [...state.components.values()].filter(({ projectId, name }) => {
    const project = state.projects.get(projectId);
    return (
      project !== undefined &&
      canSee(state, user, project) &&
      (ids.length === 0 || ids.includes(projectId)) &&
      name.toLowerCase().includes(text)
    );
  });
}

function inProject(call: JiraCall): Readonly<Component>[] {
  return call.state.components.by('project', findProject(call).id);
}

function page(call: JiraCall): Answer {
  const { query } = call.request;
  const text = (query.get('query') ?? '').toLowerCase();
  const found = inProject(call).filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(text));
  const sign = query.get('orderBy')?.startsWith('-') === true ? -1 : 1;
  const by = query.get('orderBy')?.includes('description') === true ? 'description' : 'name';
  const sorted = query.has('orderBy') ? found.sort((left, right) => sign * left[by].localeCompare(right[by])) : found;
  return pageAnswer(call, sorted, component => ({
    componentBean: shape(call)(component),
    issueCount: countOf(call, component),
    ...shape(call)(component),
  }));
}

function find(call: JiraCall, wanted = call.params.component ?? ''): Readonly<Component> {
  const component = call.state.components.get(wanted);
  const project = call.state.projects.get(component?.projectId ?? '');
  if (component !== undefined && project !== undefined && canSee(call.state, call.user, project)) return component;
  throw new JiraRefusal(404, [`The component with id ${wanted} does not exist.`]);
}

function demandAdmin(call: JiraCall, component: Readonly<Component>): void {
  const project = call.state.projects.get(component.projectId);
  if (project === undefined || (!can(call.state, call.user, 'ADMINISTER_PROJECTS', project) && !isAdmin(call.state, call.user))) {
    throw new JiraRefusal(403, ['You do not have permission to manage components in this project.']);
  }
}

function read(call: JiraCall, project: Readonly<Project>, known?: Readonly<Component>): Partial<Component> {
  const body = readBody(call);
  const name = asText(body.name);
  const others = call.state.components.by('project', project.id).filter(one => one.id !== known?.id);
  if (name === undefined ? known === undefined : name.trim() === '')
    throw new JiraRefusal(400, [], { name: 'The component name specified is invalid - cannot be an empty string.' });
  if (name !== undefined && name.length > 255)
    throw new JiraRefusal(400, [], { name: 'The component name must not exceed 255 characters.' });
  if (others.some(one => one.name.toLowerCase() === name?.toLowerCase())) {
    throw new JiraRefusal(400, [], { name: `A component with the name ${name} already exists in this project.` });
  }
  const lead = asText(body.leadAccountId);
  if (lead !== undefined && lead !== '' && !call.state.users.has(lead))
    throw new JiraRefusal(400, [], { leadAccountId: `The user ${lead} does not exist.` });
  return {
    ...(name === undefined ? {} : { name }),
    ...(typeof body.description === 'string' ? { description: body.description } : {}),
    ...(lead === undefined ? (body.leadAccountId === null ? { lead: null } : {}) : { lead: lead === '' ? null : lead }),
    ...(typeof body.assigneeType === 'string' ? { assigneeType: body.assigneeType } : {}),
  };
}

function create(call: JiraCall): Answer {
  const body = readBody(call);
  const wanted = asText(body.project) ?? asText(body.projectId);
  if (wanted === undefined) throw new JiraRefusal(400, [], { project: 'Project is required.' });
  const project = projectByKey(call.state, wanted);
  if (project === undefined || !canSee(call.state, call.user, project)) {
    throw new JiraRefusal(404, [`The project with key ${wanted} does not exist.`]);
  }
  demandProjectAdmin(call, project);
  const given = read(call, project);
  const id = String(call.ids.number('jira.component', 10_000));
  const component = call.state.components.add({
    id,
    projectId: project.id,
    name: '',
    description: '',
    lead: null,
    assigneeType: 'PROJECT_DEFAULT',
    ...given,
  });
  noteAudit(call, 'Project component created', 'projects', { id, name: component.name, type: 'PROJECT_COMPONENT' });
  emit(call, { kind: 'component', event: 'component_created', component });
  return json(shape(call)(component), 201);
}

function edit(call: JiraCall): Answer {
  const component = find(call);
  demandAdmin(call, component);
  const project = call.state.projects.get(component.projectId);
  const given = project === undefined ? {} : read(call, project, component);
  const edited = call.state.components.edit(component.id, row => Object.assign(row, given));
  emit(call, { kind: 'component', event: 'component_updated', component: edited });
  return json(shape(call)(edited));
}

function remove(call: JiraCall): Answer {
  const component = find(call);
  demandAdmin(call, component);
  const target = call.request.query.get('moveIssuesTo');
  if (target !== null) find(call, target);
  for (const issue of call.state.issues.by('component', component.id)) {
    const others = issue.componentIds.filter(id => id !== component.id);
    changeIssue(call, issue.id, { componentIds: target === null || others.includes(target) ? others : [...others, target] });
  }
  call.state.components.delete(component.id);
  emit(call, { kind: 'component', event: 'component_deleted', component });
  return empty();
}

function countOf(call: JiraCall, component: Readonly<Component>): number {
  return call.state.issues.keysBy('component', component.id).length;
}

function count(call: JiraCall): Answer {
  const component = find(call);
  return json({ self: `${api(viewOf(call))}/component/${component.id}`, issueCount: countOf(call, component) });
}
