import { type Answer, empty, json } from '../../kit/answer.ts';
import { emit } from '../emit.ts';
import {
  demand,
  demandProjectAdmin,
  findIssue,
  findIssueByKey,
  findProject,
  type JiraCall,
  type RestOperation,
} from '../operation.ts';
import { asList, asObject, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { addTask } from './tasks.ts';

/** Something that properties hang on. */
interface Owner {
  entity: string;
  path: string;
  /** The id of the thing a path names; throws for one that is not there. */
  find(call: JiraCall, isWrite: boolean): string;
}

const owners: Owner[] = [
  {
    entity: 'issue',
    path: '/issue/:issue/properties',
    find: (call, isWrite) => {
      const issue = findIssue(call);
      if (isWrite) demand(call, 'EDIT_ISSUES', issue, 'You do not have permission to edit issues in this project.');
      return issue.id;
    },
  },
  {
    entity: 'project',
    path: '/project/:project/properties',
    find: (call, isWrite) => {
      const project = findProject(call);
      if (isWrite) demandProjectAdmin(call, project);
      return project.id;
    },
  },
  { entity: 'comment', path: '/comment/:id/properties', find: call => existing(call, call.state.comments, 'Comment') },
  {
    entity: 'worklog',
    path: '/issue/:issue/worklog/:id/properties',
    find: call => existing(call, call.state.worklogs, 'Worklog'),
  },
  { entity: 'issuetype', path: '/issuetype/:id/properties', find: call => existing(call, call.state.issueTypes, 'Issue type') },
  {
    entity: 'user',
    path: '/user/properties',
    find: call => {
      const id = call.request.query.get('accountId');
      if (id === null) throw new JiraRefusal(400, ["The query parameter 'accountId' is required."]);
      if (!call.state.users.has(id))
        throw new JiraRefusal(404, ['The user does not exist or you do not have permission to view the user.']);
      return id;
    },
  },
  {
    entity: 'dashboardItem',
    path: '/dashboard/:dashboard/items/:id/properties',
    find: call => {
      const dashboard = call.state.dashboards.get(call.params.dashboard ?? '');
      const id = call.params.id ?? '';
      if (dashboard?.gadgets.some(gadget => gadget.id === id) !== true)
        throw new JiraRefusal(404, ['The dashboard item does not exist.']);
      return `${dashboard.id}/${id}`;
    },
  },
];

function existing(call: JiraCall, table: { has(id: string): boolean }, name: string): string {
  const id = call.params.id ?? '';
  if (!table.has(id)) throw new JiraRefusal(404, [`${name} with id '${id}' does not exist.`]);
  return id;
}

/** The four requests every kind of property has, and the two bulk ones of issues. */
export const propertyOperations: RestOperation[] = [
  ...owners.flatMap(operationsOf),
  { name: 'issueProperty.bulkSet', method: 'PUT', path: '/issue/properties/:key', label: 'docs', write: true, run: bulkSet },
  {
    name: 'issueProperty.bulkDelete',
    method: 'DELETE',
    path: '/issue/properties/:key',
    label: 'docs',
    write: true,
    run: bulkDelete,
  },
];

function operationsOf(owner: Owner): RestOperation[] {
  const { entity, path, find } = owner;
  const one = `${path}/:key`;
  return [
    { name: `${entity}Property.list`, method: 'GET', path, label: 'spec', run: call => list(call, entity, find(call, false)) },
    { name: `${entity}Property.get`, method: 'GET', path: one, label: 'spec', run: call => get(call, entity, find(call, false)) },
    {
      name: `${entity}Property.set`,
      method: 'PUT',
      path: one,
      label: 'spec',
      write: true,
      run: call => set(call, entity, find(call, true)),
    },
    {
      name: `${entity}Property.delete`,
      method: 'DELETE',
      path: one,
      label: 'spec',
      write: true,
      run: call => remove(call, entity, find(call, true)),
    },
  ];
}

function list(call: JiraCall, entity: string, id: string): Answer {
  const keys = call.state.properties.by('owner', `${entity}:${id}`).map(({ key }) => {
    const query = entity === 'user' ? `?accountId=${id}` : '';
    return { self: `${call.request.origin}${call.request.path}/${encodeURIComponent(key)}${query}`, key };
  });
  return json({ keys });
}

function get(call: JiraCall, entity: string, id: string): Answer {
  const key = call.params.key ?? '';
  const property = call.state.properties.get(`${entity}:${id}:${key}`);
  if (property === undefined) throw new JiraRefusal(404, [`The property with key '${key}' does not exist.`]);
  return json({ key, value: property.value });
}

function set(call: JiraCall, entity: string, id: string): Answer {
  const { body } = call.request;
  const key = call.params.key ?? '';
  if (key.length > 255) throw new JiraRefusal(400, ['The property key cannot be longer than 255 characters.']);
  if (body.kind !== 'json') throw new JiraRefusal(400, ['The property value must be a valid, non-empty JSON value.']);
  if (JSON.stringify(body.value).length > 32_768)
    throw new JiraRefusal(400, ['The property value cannot be longer than 32768 characters.']);
  const isNew = put(call, entity, id, key, body.value);
  return empty(isNew ? 201 : 200);
}

export function put(call: JiraCall, entity: string, id: string, key: string, value: unknown): boolean {
  const { properties, issues } = call.state;
  const known = properties.has(`${entity}:${id}:${key}`);
  if (known)
    properties.edit(`${entity}:${id}:${key}`, row => {
      row.value = value;
    });
  else properties.add({ entity, entityId: id, key, value });
  const issue = entity === 'issue' ? issues.get(id) : undefined;
  if (issue !== undefined) emit(call, { kind: 'property', event: 'issue_property_set', issue, key, value });
  return !known;
}

function remove(call: JiraCall, entity: string, id: string): Answer {
  const key = call.params.key ?? '';
  const { properties, issues } = call.state;
  const property = properties.get(`${entity}:${id}:${key}`);
  if (property === undefined) throw new JiraRefusal(404, [`The property with key '${key}' does not exist.`]);
  properties.delete(`${entity}:${id}:${key}`);
  const issue = entity === 'issue' ? issues.get(id) : undefined;
  if (issue !== undefined) emit(call, { kind: 'property', event: 'issue_property_deleted', issue, key, value: property.value });
  return empty();
}

/** Answers where the task can be watched, as work on many issues does. */
function bulkSet(call: JiraCall): Answer {
  const { value, filter } = readBody(call);
  const { entityIds } = asObject(filter);
  const ids = entityIds === undefined ? [...call.state.issues.keys()] : asList(entityIds).map(String);
  for (const id of ids) if (findIssueByKey(call.state, id) !== undefined) put(call, 'issue', id, call.params.key ?? '', value);
  return seeTask(call, 'Bulk set of an issue property');
}

function bulkDelete(call: JiraCall): Answer {
  const key = call.params.key ?? '';
  const { body } = call.request;
  const { entityIds } = asObject(body.kind === 'json' ? body.value : {});
  const ids = entityIds === undefined ? [...call.state.issues.keys()] : asList(entityIds).map(String);
  for (const id of ids) call.state.properties.delete(`issue:${id}:${key}`);
  return seeTask(call, 'Bulk delete of an issue property');
}

export function seeTask(call: JiraCall, description: string): Answer {
  const task = addTask(call, description, null);
  return empty(303, { location: `/rest/api/${call.version}/task/${task.id}` });
}
