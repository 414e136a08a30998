import { type Answer, empty, json } from '../../kit/answer.ts';
import { noteAudit } from '../config/audit.ts';
import { addTask, taskShape } from '../config/tasks.ts';
import { addField } from '../create/site.ts';
import type { JiraCall } from '../operation.ts';
import { asText, pageAnswer, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { defaultScreenId, fixScreen } from '../screen/tabs.ts';
import { find } from './find.ts';
import { fullType } from './kinds.ts';
import { fieldShape, fieldShapes } from './shape.ts';

export function create(call: JiraCall): Answer {
  const { name, type, description } = readBody(call);
  const errors: Record<string, string> = {};
  if (typeof name !== 'string' || name.trim() === '') errors.name = 'You must specify a name for the custom field.';
  if (typeof type !== 'string' || fullType(type) === undefined)
    errors.type = `The custom field type '${String(type)}' is not valid.`;
  if (Object.keys(errors).length > 0) throw new JiraRefusal(400, [], errors);
  const id = `customfield_${call.ids.number('jira.custom-field', 10_050)}`;
  fixScreen(call.state, defaultScreenId);
  addField(call.state, id, { name: String(name), type: String(type), description: asText(description) ?? '' }, []);
  noteAudit(call, 'Custom field created', 'fields', { id, name: String(name), type: 'CUSTOM_FIELD' });
  const field = call.state.customFields.get(id);
  return json(field === undefined ? {} : fieldShape(field), 201);
}

export function search(call: JiraCall): Answer {
  const { query } = call.request;
  const types = readList(call, 'type');
  const ids = readList(call, 'id');
  const text = (query.get('query') ?? '').toLowerCase();
  const found = fieldShapes(call.state).filter(
    ({ id, name, custom }) =>
      (types.length === 0 || types.includes(custom === true ? 'custom' : 'system')) &&
      (ids.length === 0 || ids.includes(String(id))) &&
      String(name).toLowerCase().includes(text),
  );
  const sign = query.get('orderBy')?.startsWith('-') === true ? -1 : 1;
  const sorted = found.sort((left, right) => sign * String(left.name).localeCompare(String(right.name)));
  const expand = readList(call, 'expand');
  return pageAnswer(
    call,
    sorted,
    ({ id, name, schema }) => ({
      id,
      name,
      // Here, unlike in the plain list, every field has a schema.
      schema: schema ?? { type: 'any', system: id },
      description: call.state.customFields.get(String(id))?.description ?? '',
      ...(expand.includes('key') ? { key: id } : {}),
      ...(expand.includes('searcherKey') ? { searcherKey: call.state.customFields.get(String(id))?.searcherKey ?? null } : {}),
      ...(expand.includes('isLocked') ? { isLocked: false } : {}),
      ...(expand.includes('contextsCount') ? { contextsCount: call.state.contexts.by('field', String(id)).length } : {}),
    }),
    { otherwise: 50, most: 50 },
  );
}

export function trashed(call: JiraCall): Answer {
  const found = [...call.state.customFields.values()].filter(field => field.trashed !== null);
  return pageAnswer(call, found, field => {
    const { id, name, schema } = fieldShape(field);
    return {
      id,
      name,
      schema,
      description: field.description,
      key: id,
      trashedDate: new Date(field.trashed?.at ?? 0).toISOString(),
    };
  });
}

export function edit(call: JiraCall): Answer {
  const field = find(call);
  const { name, description, searcherKey } = readBody(call);
  call.state.customFields.edit(field.id, row => {
    if (typeof name === 'string' && name !== '') row.name = name;
    if (typeof description === 'string') row.description = description;
    if (typeof searcherKey === 'string') row.searcherKey = searcherKey;
  });
  return empty();
}

export function setTrash(call: JiraCall, isTrashed: boolean): Answer {
  const at = call.clock.now();
  call.state.customFields.edit(find(call).id, row => {
    row.trashed = isTrashed ? { at, by: call.user.accountId } : null;
  });
  return json({});
}

/** Deleting takes the field's values with it, and is a task. */
export function remove(call: JiraCall): Answer {
  const { state } = call;
  const { id, name } = find(call);
  for (const issue of state.issues.values())
    if (id in issue.fields) state.issues.edit(issue.id, row => void delete row.fields[id]);
  for (const context of state.contexts.by('field', id)) state.contexts.delete(context.id);
  for (const option of state.options.by('field', id)) state.options.delete(option.id);
  state.customFields.delete(id);
  const task = addTask(call, `Delete custom field ${name}`, null);
  return json(taskShape(call, task), 303, { location: `/rest/api/${call.version}/task/${task.id}` });
}
