import { type Answer, empty, json } from '../../kit/answer.ts';
import type { IssueType, Priority, Resolution } from '../model/workflow.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asText, type Loose, pageAnswer, readBody, readFlag, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { viewOf } from '../shapes.ts';
import { fullPriorityShape, resolutionShape, typeShape } from '../workflow/shape.ts';
import { addTask, taskShape } from './tasks.ts';

/** Priorities, resolutions and issue types: what the site has a list of that administrators change. */
export const listOperations: RestOperation[] = [
  {
    name: 'priority.search',
    method: 'GET',
    path: '/priority/search',
    label: 'spec',
    run: call =>
      pageAnswer(call, wanted(call, call.state.priorities.values(), 'priorityName'), one => ({
        ...fullPriorityShape(viewOf(call), one),
        // The paged list says of none that it is the default.
        isDefault: false,
      })),
  },
  {
    name: 'priority.get',
    method: 'GET',
    path: '/priority/:id',
    label: 'spec',
    run: call => json(fullPriorityShape(viewOf(call), findPriority(call))),
  },
  { name: 'priority.create', method: 'POST', path: '/priority', label: 'spec', write: true, admin: true, run: createPriority },
  { name: 'priority.edit', method: 'PUT', path: '/priority/:id', label: 'spec', write: true, admin: true, run: editPriority },
  {
    name: 'priority.delete',
    method: 'DELETE',
    path: '/priority/:id',
    label: 'docs',
    write: true,
    admin: true,
    run: deletePriority,
  },
  {
    name: 'resolution.search',
    method: 'GET',
    path: '/resolution/search',
    label: 'spec',
    run: call =>
      pageAnswer(call, wanted(call, call.state.resolutions.values(), 'name'), one => ({
        ...resolutionShape(viewOf(call), one),
        default: one.isDefault,
      })),
  },
  {
    name: 'resolution.get',
    method: 'GET',
    path: '/resolution/:id',
    label: 'spec',
    run: call => json(resolutionShape(viewOf(call), findResolution(call))),
  },
  {
    name: 'resolution.create',
    method: 'POST',
    path: '/resolution',
    label: 'spec',
    write: true,
    admin: true,
    run: createResolution,
  },
  {
    name: 'resolution.edit',
    method: 'PUT',
    path: '/resolution/:id',
    label: 'spec',
    write: true,
    admin: true,
    run: editResolution,
  },
  {
    name: 'issuetype.get',
    method: 'GET',
    path: '/issuetype/:id',
    label: 'spec',
    run: call => json(typeShape(viewOf(call), findType(call))),
  },
  { name: 'issuetype.alternatives', method: 'GET', path: '/issuetype/:id/alternatives', label: 'spec', run: alternatives },
  { name: 'issuetype.create', method: 'POST', path: '/issuetype', label: 'spec', write: true, admin: true, run: createType },
  { name: 'issuetype.edit', method: 'PUT', path: '/issuetype/:id', label: 'spec', write: true, admin: true, run: editType },
  {
    name: 'issuetype.delete',
    method: 'DELETE',
    path: '/issuetype/:id',
    label: 'spec',
    write: true,
    admin: true,
    run: deleteType,
  },
];

function wanted<Row extends { id: string; name: string; isDefault: boolean }>(
  call: JiraCall,
  all: Iterable<Readonly<Row>>,
  nameParam: string,
): Readonly<Row>[] {
  const ids = readList(call, 'id');
  const name = (call.request.query.get(nameParam) ?? '').toLowerCase();
  const onlyDefault = readFlag(call, 'onlyDefault') === true;
  return [...all].filter(
    one => (ids.length === 0 || ids.includes(one.id)) && one.name.toLowerCase().includes(name) && (!onlyDefault || one.isDefault),
  );
}

function missing(noun: string, id: string): JiraRefusal {
  return new JiraRefusal(404, [`The ${noun} with id '${id}' does not exist`]);
}

function findPriority(call: JiraCall): Readonly<Priority> {
  const id = call.params.id ?? '';
  const found = call.state.priorities.get(id);
  if (found === undefined) throw missing('priority', id);
  return found;
}

function findResolution(call: JiraCall): Readonly<Resolution> {
  const id = call.params.id ?? '';
  const found = call.state.resolutions.get(id);
  if (found === undefined) throw missing('resolution', id);
  return found;
}

function findType(call: JiraCall): Readonly<IssueType> {
  const id = call.params.id ?? '';
  const found = call.state.issueTypes.get(id);
  if (found === undefined) throw missing('issue type', id);
  return found;
}

interface Names {
  name: string;
  description: string;
}

/** Name and description of a body; the name is taken by at most one. */
function readNames(
  call: JiraCall,
  all: Iterable<Readonly<{ id: string; name: string }>>,
  known?: Readonly<Names & { id: string }>,
): Names {
  const body = readBody(call);
  const name = asText(body.name) ?? known?.name ?? '';
  if (name.trim() === '' || name.length > 60)
    throw new JiraRefusal(400, [], { name: 'The name must be between 1 and 60 characters.' });
  for (const one of all) {
    if (one.id !== known?.id && one.name.toLowerCase() === name.toLowerCase())
      throw new JiraRefusal(409, [], { name: `The name '${name}' is used already.` });
  }
  return { name, description: asText(body.description) ?? known?.description ?? '' };
}

function readColor({ statusColor }: Loose, known?: string): string {
  const color = asText(statusColor) ?? known;
  if (color === undefined || !/^#([0-9a-fA-F]{3}){1,2}$/.test(color))
    throw new JiraRefusal(400, [], { statusColor: 'The status color must be a hexadecimal color.' });
  return color;
}

function createPriority(call: JiraCall): Answer {
  const names = readNames(call, call.state.priorities.values());
  const color = readColor(readBody(call));
  const id = String(call.ids.number('jira.priority', 10_000));
  const iconUrl = asText(readBody(call).iconUrl) ?? '/images/icons/priorities/medium.svg';
  call.state.priorities.add({ id, ...names, color, iconUrl, isDefault: false });
  return json({ id }, 201);
}

function editPriority(call: JiraCall): Answer {
  const known = findPriority(call);
  const names = readNames(call, call.state.priorities.values(), known);
  const color = readColor(readBody(call), known.color);
  call.state.priorities.edit(known.id, row => Object.assign(row, names, { color }));
  return empty();
}

function deletePriority(call: JiraCall): Answer {
  const { id } = findPriority(call);
  const other = [...call.state.priorities.values()].find(one => one.id !== id)?.id ?? null;
  for (const issue of call.state.issues.by('priority', id))
    call.state.issues.edit(issue.id, row => {
      row.priorityId = other;
    });
  call.state.priorities.delete(id);
  const task = addTask(call, 'Delete a priority', null);
  return json(taskShape(call, task), 303, { location: `/rest/api/${call.version}/task/${task.id}` });
}

function createResolution(call: JiraCall): Answer {
  const names = readNames(call, call.state.resolutions.values());
  const id = String(call.ids.number('jira.resolution', 10_100));
  call.state.resolutions.add({ id, ...names, isDefault: false });
  return json({ id }, 201);
}

function editResolution(call: JiraCall): Answer {
  const known = findResolution(call);
  const names = readNames(call, call.state.resolutions.values(), known);
  call.state.resolutions.edit(known.id, row => Object.assign(row, names));
  return empty();
}

/** Types of the same kind: an issue of one can become the other without more. */
function alternatives(call: JiraCall): Answer {
  const type = findType(call);
  const found = [...call.state.issueTypes.values()].filter(one => one.id !== type.id && one.isSubtask === type.isSubtask);
  return json(found.map(one => typeShape(viewOf(call), one)));
}

function createType(call: JiraCall): Answer {
  const names = readNames(call, call.state.issueTypes.values());
  const { type, hierarchyLevel } = readBody(call);
  const isSubtask = type === 'subtask' || hierarchyLevel === -1;
  const id = String(call.ids.number('jira.issue-type', 10_001));
  const level = isSubtask ? -1 : typeof hierarchyLevel === 'number' ? hierarchyLevel : 0;
  return json(typeShape(viewOf(call), call.state.issueTypes.add({ id, ...names, isSubtask, level, avatarId: '10318' })), 201);
}

function editType(call: JiraCall): Answer {
  const known = findType(call);
  const names = readNames(call, call.state.issueTypes.values(), known);
  const avatarId = asText(readBody(call).avatarId) ?? known.avatarId;
  return json(
    typeShape(
      viewOf(call),
      call.state.issueTypes.edit(known.id, row => Object.assign(row, names, { avatarId })),
    ),
  );
}

function deleteType(call: JiraCall): Answer {
  const { id } = findType(call);
  const target = call.request.query.get('alternativeIssueTypeId');
  const used = call.state.issues.by('type', id);
  if (used.length > 0 && (target === null || !call.state.issueTypes.has(target)))
    throw new JiraRefusal(409, ['The issue type is in use and an alternative was not given.']);
  for (const issue of used)
    call.state.issues.edit(issue.id, row => {
      row.typeId = target ?? row.typeId;
    });
  for (const project of [...call.state.projects.values()]) {
    if (project.issueTypes.includes(id))
      call.state.projects.edit(project.id, row => {
        row.issueTypes = row.issueTypes.filter(one => one !== id);
      });
  }
  call.state.issueTypes.delete(id);
  return empty();
}
