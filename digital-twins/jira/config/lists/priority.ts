import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Priority } from '../../model/workflow.ts';
import type { JiraCall } from '../../operation.ts';
import { asText, type Loose, readBody } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';
import { addTask, taskShape } from '../tasks.ts';
import { missing, readNames } from './read.ts';

export function findPriority(call: JiraCall): Readonly<Priority> {
  const id = call.params.id ?? '';
  const found = call.state.priorities.get(id);
  if (found === undefined) throw missing('priority', id);
  return found;
}

function readColor({ statusColor }: Loose, known?: string): string {
  const color = asText(statusColor) ?? known;
  if (color === undefined || !/^#([0-9a-fA-F]{3}){1,2}$/.test(color))
    throw new JiraRefusal(400, [], { statusColor: 'The status color must be a hexadecimal color.' });
  return color;
}

export function createPriority(call: JiraCall): Answer {
  const names = readNames(call, call.state.priorities.values());
  const color = readColor(readBody(call));
  const id = String(call.ids.number('jira.priority', 10_000));
  const iconUrl = asText(readBody(call).iconUrl) ?? '/images/icons/priorities/medium.svg';
  call.state.priorities.add({ id, ...names, color, iconUrl, isDefault: false });
  return json({ id }, 201);
}

export function editPriority(call: JiraCall): Answer {
  const known = findPriority(call);
  const names = readNames(call, call.state.priorities.values(), known);
  const color = readColor(readBody(call), known.color);
  call.state.priorities.edit(known.id, row => Object.assign(row, names, { color }));
  return empty();
}

export function deletePriority(call: JiraCall): Answer {
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
