import { type Answer, empty, json } from '../../kit/answer.ts';
import type { Priority } from '../model/workflow.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { projectShape } from '../project/shape.ts';
import { asList, asObject, asText, type Loose, pageAnswer, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';
import { fullPriorityShape } from '../workflow/shape.ts';
import { findEntry, type Stored } from './resource.ts';
import { addTask, taskShape } from './tasks.ts';

const resource = { kind: 'priorityScheme', noun: 'priority scheme' };
const all = '/priorityscheme';
const one = `${all}/:id`;
const write = { label: 'docs', write: true, admin: true } as const;

/** Which priorities projects have (Jira docs, "Priority schemes"). */
export const prioritySchemeOperations: RestOperation[] = [
  { name: 'priorityScheme.list', method: 'GET', path: all, label: 'docs', run: list },
  { name: 'priorityScheme.create', method: 'POST', path: all, ...write, run: create },
  { name: 'priorityScheme.edit', method: 'PUT', path: one, ...write, run: edit },
  { name: 'priorityScheme.delete', method: 'DELETE', path: one, ...write, run: remove },
  { name: 'priorityScheme.priorities', method: 'GET', path: `${one}/priorities`, label: 'docs', run: priorities },
  { name: 'priorityScheme.projects', method: 'GET', path: `${one}/projects`, label: 'docs', run: projects },
  { name: 'priorityScheme.available', method: 'GET', path: `${all}/priorities/available`, label: 'docs', run: available },
];

const defaultId = '1';

/** The scheme every site has, with all its priorities. */
function defaultScheme({ state }: JiraCall): Stored {
  const rows = [...state.priorities.values()];
  return {
    kind: resource.kind,
    id: defaultId,
    name: 'Default priority scheme',
    description: 'This is the default priority scheme used by all projects without any other assigned scheme.',
    priorityIds: rows.map(({ id }) => id),
    defaultPriorityId: rows.find(({ isDefault }) => isDefault)?.id,
    projectIds: [],
  };
}

function find(call: JiraCall, id = call.params.id ?? ''): Stored {
  return id === defaultId ? defaultScheme(call) : findEntry(call, resource, id);
}

function prioritiesOf({ state }: JiraCall, { priorityIds }: Stored): Readonly<Priority>[] {
  return asList(priorityIds).flatMap(id => state.priorities.get(String(id)) ?? []);
}

function shape(call: JiraCall, entry: Stored): Loose {
  const { id, name, description, defaultPriorityId } = entry;
  return {
    id,
    name,
    description,
    isDefault: id === defaultId,
    ...(defaultPriorityId === undefined ? {} : { defaultPriorityId }),
    self: `${api(viewOf(call))}/priorityscheme/${id}`,
  };
}

function list(call: JiraCall): Answer {
  const [ids, wanted] = [readList(call, 'schemeId'), readList(call, 'priorityId')];
  const text = (call.request.query.get('schemeName') ?? '').toLowerCase();
  const found = [defaultScheme(call), ...call.state.entries.by('kind', resource.kind)].filter(
    entry =>
      (ids.length === 0 || ids.includes(entry.id)) &&
      (wanted.length === 0 || asList(entry.priorityIds).some(id => wanted.includes(String(id)))) &&
      entry.name.toLowerCase().includes(text) &&
      (call.request.query.get('onlyDefault') !== 'true' || entry.id === defaultId),
  );
  return pageAnswer(call, found, entry => shape(call, entry));
}

const readIds = (list: unknown): string[] => asList(list).map(String);

function demandKnown(table: { has(id: string): boolean }, ids: readonly string[], noun: string): void {
  const missing = ids.find(id => !table.has(id));
  if (missing !== undefined) throw new JiraRefusal(400, [`The ${noun} with id '${missing}' was not found.`]);
}

function create(call: JiraCall): Answer {
  const body = readBody(call);
  const name = asText(body.name)?.trim() ?? '';
  if (name === '') throw new JiraRefusal(400, ['The name of the priority scheme must be specified.']);
  const [priorityIds, projectIds] = [readIds(body.priorityIds), readIds(body.projectIds)];
  demandSound(call, priorityIds, asText(body.defaultPriorityId));
  demandKnown(call.state.projects, projectIds, 'project');
  const id = String(call.ids.number('jira.priorityScheme', 10_000));
  const description = asText(body.description) ?? '';
  const defaultPriorityId = asText(body.defaultPriorityId);
  claim(call, projectIds);
  call.state.entries.add({ kind: resource.kind, id, name, description, priorityIds, projectIds, defaultPriorityId });
  return json({ id }, 201);
}

function demandSound(call: JiraCall, ids: readonly string[], defaultPriorityId: string | undefined): void {
  if (ids.length === 0) throw new JiraRefusal(400, ['A priority scheme must have at least one priority.']);
  demandKnown(call.state.priorities, ids, 'priority');
  if (defaultPriorityId === undefined || !ids.includes(defaultPriorityId))
    throw new JiraRefusal(400, ['The default priority must be one of the priorities of the scheme.']);
}

/** A project has one scheme: another loses it. */
function claim(call: JiraCall, projectIds: readonly string[]): void {
  for (const entry of call.state.entries.by('kind', resource.kind))
    call.state.entries.edit(`${resource.kind}:${entry.id}`, row => {
      row.projectIds = readIds(row.projectIds).filter(id => !projectIds.includes(id));
    });
}

function changed(list: unknown, change: unknown): string[] {
  const { add, remove: gone } = asObject(change);
  const removed = readIds(asObject(gone).ids);
  return [...new Set([...readIds(list).filter(id => !removed.includes(id)), ...readIds(asObject(add).ids)])];
}

function edit(call: JiraCall): Answer {
  const known = findEntry(call, resource);
  const body = readBody(call);
  const priorityIds = changed(known.priorityIds, body.priorities);
  const projectIds = changed(known.projectIds, body.projects);
  const defaultPriorityId = asText(body.defaultPriorityId) ?? asText(known.defaultPriorityId);
  demandSound(call, priorityIds, defaultPriorityId);
  demandKnown(call.state.projects, projectIds, 'project');
  claim(call, projectIds);
  const entry = call.state.entries.edit(`${resource.kind}:${known.id}`, row => {
    row.name = asText(body.name) ?? row.name;
    row.description = asText(body.description) ?? row.description;
    Object.assign(row, { priorityIds, projectIds, defaultPriorityId });
  });
  const task = addTask(call, 'Update priority scheme', null);
  return json({ priorityScheme: shape(call, entry), task: taskShape(call, task) }, 202);
}

function remove(call: JiraCall): Answer {
  const entry = findEntry(call, resource);
  if (asList(entry.projectIds).length > 0)
    throw new JiraRefusal(400, ['The priority scheme is used by a project and cannot be deleted.']);
  call.state.entries.delete(`${resource.kind}:${entry.id}`);
  return empty();
}

function prioritiesShape(call: JiraCall, priority: Readonly<Priority>, sequence: number): Loose {
  return { ...fullPriorityShape(viewOf(call), priority), sequence: String(sequence) };
}

function priorities(call: JiraCall): Answer {
  const entry = find(call);
  const rows = prioritiesOf(call, entry).map((priority, place) => ({
    ...prioritiesShape(call, priority, place + 1),
    isDefault: priority.id === entry.defaultPriorityId,
  }));
  return pageAnswer(call, rows, row => row);
}

function available(call: JiraCall): Answer {
  const entry = find(call, call.request.query.get('schemeId') ?? '');
  const excluded = [...readIds(entry.priorityIds), ...readList(call, 'exclude')];
  const text = (call.request.query.get('query') ?? '').toLowerCase();
  const rows = [...call.state.priorities.values()].filter(
    ({ id, name }) => !excluded.includes(id) && name.toLowerCase().includes(text),
  );
  return pageAnswer(
    call,
    rows.map((priority, place) => prioritiesShape(call, priority, place + 1)),
    row => row,
  );
}

function projects(call: JiraCall): Answer {
  const entry = find(call);
  const owned = (id: string) => call.state.entries.by('kind', resource.kind).some(other => asList(other.projectIds).includes(id));
  const isIn = (id: string) => (entry.id === defaultId ? !owned(id) : asList(entry.projectIds).includes(id));
  const ids = readList(call, 'projectId');
  const found = [...call.state.projects.values()].filter(({ id }) => isIn(id) && (ids.length === 0 || ids.includes(id)));
  return pageAnswer(call, found, project => projectShape(viewOf(call), project));
}
