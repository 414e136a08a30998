import { type Answer, json } from '../kit/answer.ts';
import type { Operation } from '../kit/plugin.ts';
import { canSee, findProject, type JiraCall, JiraRefusal, readNumber, restOperation } from './operation.ts';
import { priorityShape, projectShape, statusOf, statusShape, typeShape, userOrNull, viewOf } from './shapes.ts';
import { type IssueType, type JiraState, type Project, priorities } from './state.ts';

const types = '/issue/createmeta/:project/issuetypes';

export const projectOperations: Operation<JiraState>[] = [
  restOperation({
    name: 'project.list',
    method: 'GET',
    path: '/project',
    label: 'spec',
    run: call => json(visible(call).map(project => projectShape(viewOf(call), project))),
  }),
  restOperation({ name: 'project.search', method: 'GET', path: '/project/search', label: 'spec', run: search }),
  restOperation({
    name: 'project.get',
    method: 'GET',
    path: '/project/:project',
    label: 'spec',
    run: call => json(fullShape(call, findProject(call, call.params.project ?? ''))),
  }),
  restOperation({
    name: 'project.statuses',
    method: 'GET',
    path: '/project/:project/statuses',
    label: 'spec',
    run: call => {
      const project = findProject(call, call.params.project ?? '');
      const statuses = project.workflow.statuses.map(id => statusShape(viewOf(call), statusOf(call.state, id)));
      return json(typesOf(call, project).map(type => ({ ...typeShape(viewOf(call), type), statuses })));
    },
  }),
  restOperation({
    name: 'createmeta.types',
    method: 'GET',
    path: types,
    label: 'docs',
    run: call => {
      const all = typesOf(call, findProject(call, call.params.project ?? ''));
      return json(pageOf(call, all, 'issueTypes', type => ({ ...typeShape(viewOf(call), type), untranslatedName: type.name })));
    },
  }),
  restOperation({
    name: 'createmeta.fields',
    method: 'GET',
    path: `${types}/:type`,
    label: 'docs',
    run: call => {
      const project = findProject(call, call.params.project ?? '');
      const type = typesOf(call, project).find(one => one.id === call.params.type);
      if (type === undefined) throw new JiraRefusal(404, ['Issue type not found.']);
      return json(pageOf(call, createFields(call, project, type), 'fields', field => field));
    },
  }),
];

function visible(call: JiraCall): Project[] {
  return call.state.projects.filter(project => canSee(call.user, project));
}

function typesOf({ state }: JiraCall, project: Project): IssueType[] {
  return state.issueTypes.filter(type => project.issueTypes.includes(type.id));
}

function search(call: JiraCall): Answer {
  const { query, origin, path } = call.request;
  const text = (query.get('query') ?? '').toLowerCase();
  const keys = query.getAll('keys').flatMap(one => one.split(','));
  const found = visible(call).filter(
    ({ key, name }) => `${key} ${name}`.toLowerCase().includes(text) && (keys.length === 0 || keys.includes(key)),
  );
  const startAt = readNumber(query.get('startAt'), 0, Number.MAX_SAFE_INTEGER);
  const maxResults = readNumber(query.get('maxResults'), 50, 100);
  const values = found.slice(startAt, startAt + maxResults).map(project => projectShape(viewOf(call), project));
  const isLast = startAt + values.length >= found.length;
  const self = `${origin}${path}?maxResults=${maxResults}&startAt=${startAt}`;
  return json({ self, maxResults, startAt, total: found.length, isLast, values });
}

function fullShape(call: JiraCall, project: Project): Record<string, unknown> {
  const view = viewOf(call);
  return {
    expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
    ...projectShape(view, project),
    description: '',
    lead: userOrNull(view, project.lead),
    components: [],
    issueTypes: typesOf(call, project).map(type => typeShape(view, type)),
    assigneeType: 'UNASSIGNED',
    versions: [],
    roles: {},
    style: 'classic',
    isPrivate: project.members !== undefined,
    properties: {},
  };
}

function pageOf<Item>(call: JiraCall, items: Item[], name: string, shape: (item: Item) => unknown): Record<string, unknown> {
  const { query } = call.request;
  const startAt = readNumber(query.get('startAt'), 0, Number.MAX_SAFE_INTEGER);
  const maxResults = readNumber(query.get('maxResults'), 50, 200);
  return { startAt, maxResults, total: items.length, [name]: items.slice(startAt, startAt + maxResults).map(shape) };
}

function createFields(call: JiraCall, project: Project, type: IssueType): Record<string, unknown>[] {
  const view = viewOf(call);
  const field = (id: string, name: string, kind: string, extra: Record<string, unknown> = {}) => ({
    required: false,
    schema: { type: kind, system: id },
    name,
    key: id,
    fieldId: id,
    hasDefaultValue: false,
    operations: ['set'],
    ...extra,
  });
  return [
    field('summary', 'Summary', 'string', { required: true }),
    field('issuetype', 'Issue Type', 'issuetype', { required: true, operations: [], allowedValues: [typeShape(view, type)] }),
    field('project', 'Project', 'project', { required: true, allowedValues: [projectShape(view, project)] }),
    field('description', 'Description', 'string'),
    field('environment', 'Environment', 'string'),
    field('priority', 'Priority', 'priority', {
      hasDefaultValue: true,
      defaultValue: priorityShape(view, 'Medium'),
      allowedValues: priorities.map(({ name }) => priorityShape(view, name)),
    }),
    field('labels', 'Labels', 'array', {
      schema: { type: 'array', items: 'string', system: 'labels' },
      operations: ['add', 'set', 'remove'],
    }),
    field('assignee', 'Assignee', 'user'),
    field('reporter', 'Reporter', 'user'),
    field('duedate', 'Due date', 'date'),
    field('parent', 'Parent', 'issuelink', { required: type.isSubtask }),
  ];
}
