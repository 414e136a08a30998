import { type Answer, empty, json } from '../../kit/answer.ts';
import type { CategoryKey, Status, Workflow } from '../model/workflow.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, pageAnswer, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { statusDocuments, workflowDocument } from './document.ts';
import { workflowOf } from './of.ts';

export const workflowOperations: RestOperation[] = [
  { name: 'statuses.search', method: 'GET', path: '/statuses/search', label: 'spec', run: search },
  {
    name: 'statuses.get',
    method: 'GET',
    path: '/statuses',
    label: 'spec',
    run: call =>
      json(
        readList(call, 'id')
          .flatMap(id => call.state.statuses.get(id) ?? [])
          .map(statusShape),
      ),
  },
  { name: 'statuses.create', method: 'POST', path: '/statuses', label: 'spec', write: true, admin: true, run: create },
  { name: 'statuses.edit', method: 'PUT', path: '/statuses', label: 'spec', write: true, admin: true, run: edit },
  { name: 'statuses.delete', method: 'DELETE', path: '/statuses', label: 'spec', write: true, admin: true, run: remove },
  {
    name: 'statuses.projects',
    method: 'GET',
    path: '/statuses/:status/projectUsages',
    label: 'spec',
    run: call => json({ statusId: call.params.status, projects: { values: usersOf(call).map(({ id }) => ({ id })) } }),
  },
  {
    name: 'statuses.workflows',
    method: 'GET',
    path: '/statuses/:status/workflowUsages',
    label: 'spec',
    run: call =>
      json({
        statusId: call.params.status,
        workflows: {
          values: [...call.state.workflows.values()]
            .filter(one => one.statuses.includes(call.params.status ?? ''))
            .map(({ id }) => ({ id })),
        },
      }),
  },
  { name: 'workflow.search', method: 'GET', path: '/workflow/search', label: 'spec', run: workflowSearch },
  { name: 'workflows.search', method: 'GET', path: '/workflows/search', label: 'spec', run: workflowsSearch },
  {
    name: 'workflows.projects',
    method: 'GET',
    path: '/workflow/:workflow/projectUsages',
    label: 'spec',
    run: call =>
      json({
        workflowId: call.params.workflow,
        projects: {
          values: [...call.state.projects.values()]
            .filter(project => project.workflowId === call.params.workflow)
            .map(({ id }) => ({ id })),
        },
      }),
  },
];

const toApi: Record<CategoryKey, string> = { undefined: 'TODO', new: 'TODO', indeterminate: 'IN_PROGRESS', done: 'DONE' };
const fromApi: Record<string, CategoryKey> = { TODO: 'new', IN_PROGRESS: 'indeterminate', DONE: 'done' };

function statusShape({ id, name, category, description, projectId }: Readonly<Status>): Loose {
  const scope = projectId === null ? { type: 'GLOBAL' } : { type: 'PROJECT', project: { id: projectId } };
  return { id, name, statusCategory: toApi[category], scope, description };
}

function search(call: JiraCall): Answer {
  const { query } = call.request;
  const text = (query.get('searchString') ?? '').toLowerCase();
  const category = query.get('statusCategory');
  const projectId = query.get('projectId');
  const found = [...call.state.statuses.values()].filter(
    status =>
      status.name.toLowerCase().includes(text) &&
      (category === null || toApi[status.category] === category) &&
      (projectId === null || status.projectId === projectId),
  );
  return pageAnswer(call, found, statusShape, { otherwise: 200, most: 200 });
}

function usersOf(call: JiraCall) {
  const id = call.params.status ?? '';
  return [...call.state.projects.values()].filter(project =>
    workflowOf(call.state, project, project.issueTypes[0] ?? '').statuses.includes(id),
  );
}

function create(call: JiraCall): Answer {
  const { statuses, scope } = readBody(call);
  const project = asText(asObject(asObject(scope).project).id) ?? null;
  if (asObject(scope).type === 'PROJECT' && (project === null || !call.state.projects.has(project)))
    throw new JiraRefusal(404, ['The project was not found.']);
  const given = asList(statuses).map(asObject);
  if (given.length === 0) throw new JiraRefusal(400, ['At least one status must be given.']);
  for (const { name, statusCategory } of given) {
    if (typeof name !== 'string' || name === '' || fromApi[String(statusCategory)] === undefined)
      throw new JiraRefusal(400, ['A status needs a name and a category.']);
    if (call.state.statuses.by('name', name.toLowerCase()).length > 0)
      throw new JiraRefusal(409, [`A status named '${name}' exists already.`]);
  }
  const added = given.map(one =>
    call.state.statuses.add({
      id: String(call.ids.number('jira.status', 10_000)),
      name: String(one.name),
      description: asText(one.description) ?? '',
      category: fromApi[String(one.statusCategory)] ?? 'new',
      projectId: project,
    }),
  );
  return json(added.map(statusShape));
}

function edit(call: JiraCall): Answer {
  const wanted = asList(readBody(call).statuses).map(asObject);
  const unknown = wanted.find(({ id }) => !call.state.statuses.has(String(id)));
  if (unknown !== undefined) throw new JiraRefusal(404, [`The status with id '${String(unknown.id)}' was not found.`]);
  for (const { id, name, statusCategory, description } of wanted) {
    const category = fromApi[String(statusCategory)];
    call.state.statuses.edit(String(id), row => {
      if (typeof name === 'string' && name !== '') row.name = name;
      if (typeof description === 'string') row.description = description;
      if (category !== undefined) row.category = category;
    });
  }
  return empty();
}

function remove(call: JiraCall): Answer {
  const ids = readList(call, 'id');
  const isUsed = (id: string) => [...call.state.workflows.values()].some(workflow => workflow.statuses.includes(id));
  const unknown = ids.filter(id => !call.state.statuses.has(id));
  if (ids.length === 0 || unknown.length > 0) throw new JiraRefusal(400, [`The statuses were not found: ${unknown.join(', ')}`]);
  if (ids.some(isUsed)) throw new JiraRefusal(400, ['A status that a workflow uses cannot be deleted.']);
  for (const id of ids) call.state.statuses.delete(id);
  return empty();
}

/** The older list: transitions and statuses only when `expand` asks for them. */
function workflowSearch(call: JiraCall): Answer {
  const names = readList(call, 'workflowName');
  const text = (call.request.query.get('queryString') ?? '').toLowerCase();
  const expand = readList(call, 'expand');
  const found = [...call.state.workflows.values()].filter(
    ({ name }) => (names.length === 0 || names.includes(name)) && name.toLowerCase().includes(text),
  );
  return pageAnswer(call, found, workflow => ({
    id: { name: workflow.name, entityId: workflow.id },
    description: workflow.description,
    ...(expand.includes('transitions')
      ? {
          transitions: workflow.transitions.map(one => ({
            id: one.id,
            name: one.name,
            description: one.description,
            from: one.from ?? [],
            to: one.to,
            type: one.from === undefined ? 'global' : 'directed',
          })),
        }
      : {}),
    ...(expand.includes('statuses')
      ? { statuses: statusesOf(call, workflow).map(({ id, name }) => ({ id, name, properties: {} })) }
      : {}),
    isDefault: workflow.isDefault,
    created: new Date(workflow.created).toISOString(),
    updated: new Date(workflow.updated).toISOString(),
  }));
}

function statusesOf(call: JiraCall, workflow: Readonly<Workflow>): Readonly<Status>[] {
  return workflow.statuses.flatMap(id => call.state.statuses.get(id) ?? []);
}

function workflowsSearch(call: JiraCall): Answer {
  const { query } = call.request;
  const text = (query.get('queryString') ?? '').toLowerCase();
  const withTransitions = readList(call, 'expand').some(one => one.includes('transitions'));
  const found = [...call.state.workflows.values()].filter(({ name }) => name.toLowerCase().includes(text));
  const answer = pageAnswer(call, found, workflow => workflowDocument(workflow, withTransitions));
  const value = answer.body.kind === 'json' ? asObject(answer.body.value) : {};
  return json({ ...value, statuses: statusDocuments(call.state, found) });
}
