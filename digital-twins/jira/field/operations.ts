import { type Answer, empty, json } from '../../kit/answer.ts';
import { noteAudit } from '../config/audit.ts';
import { addTask, taskShape } from '../config/tasks.ts';
import { addField } from '../create/site.ts';
import type { CustomField, FieldContext, FieldOption } from '../model/field.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, pageAnswer, readBody, readFlag, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';
import { fullType } from './kinds.ts';
import { fieldShape, fieldShapes } from './shape.ts';

const one = '/field/:field';
const contexts = `${one}/context`;
const options = `${contexts}/:context/option`;

export const fieldOperations: RestOperation[] = [
  { name: 'field.create', method: 'POST', path: '/field', label: 'spec', write: true, admin: true, run: create },
  { name: 'field.search', method: 'GET', path: '/field/search', label: 'spec', run: search },
  { name: 'field.trashed', method: 'GET', path: '/field/search/trashed', label: 'spec', run: trashed },
  { name: 'field.edit', method: 'PUT', path: one, label: 'spec', write: true, admin: true, run: edit },
  { name: 'field.delete', method: 'DELETE', path: one, label: 'docs', write: true, admin: true, run: remove },
  {
    name: 'field.trash',
    method: 'POST',
    path: `${one}/trash`,
    label: 'docs',
    write: true,
    admin: true,
    run: call => setTrash(call, true),
  },
  {
    name: 'field.restore',
    method: 'POST',
    path: `${one}/restore`,
    label: 'docs',
    write: true,
    admin: true,
    run: call => setTrash(call, false),
  },
  { name: 'context.list', method: 'GET', path: contexts, label: 'spec', run: listContexts },
  { name: 'context.create', method: 'POST', path: contexts, label: 'spec', write: true, admin: true, run: createContext },
  {
    name: 'context.edit',
    method: 'PUT',
    path: `${contexts}/:context`,
    label: 'spec',
    write: true,
    admin: true,
    run: editContext,
  },
  {
    name: 'context.delete',
    method: 'DELETE',
    path: `${contexts}/:context`,
    label: 'spec',
    write: true,
    admin: true,
    run: removeContext,
  },
  { name: 'context.projects', method: 'GET', path: `${contexts}/projectmapping`, label: 'spec', run: projectMappings },
  { name: 'context.issueTypes', method: 'GET', path: `${contexts}/issuetypemapping`, label: 'spec', run: typeMappings },
  {
    name: 'context.setProjects',
    method: 'PUT',
    path: `${contexts}/:context/project`,
    label: 'spec',
    write: true,
    admin: true,
    run: call => map(call, 'projectIds', true),
  },
  {
    name: 'context.removeProjects',
    method: 'POST',
    path: `${contexts}/:context/project/remove`,
    label: 'spec',
    write: true,
    admin: true,
    run: call => map(call, 'projectIds', false),
  },
  {
    name: 'context.setIssueTypes',
    method: 'PUT',
    path: `${contexts}/:context/issuetype`,
    label: 'spec',
    write: true,
    admin: true,
    run: call => map(call, 'issueTypeIds', true),
  },
  {
    name: 'context.removeIssueTypes',
    method: 'POST',
    path: `${contexts}/:context/issuetype/remove`,
    label: 'spec',
    write: true,
    admin: true,
    run: call => map(call, 'issueTypeIds', false),
  },
  {
    name: 'context.defaults',
    method: 'GET',
    path: `${contexts}/defaultValue`,
    label: 'docs',
    run: call =>
      pageAnswer(
        call,
        contextsOf(call).filter(context => context.defaultValue !== null),
        ({ id, defaultValue }) => ({ ...defaultValue, contextId: id }),
      ),
  },
  {
    name: 'context.setDefaults',
    method: 'PUT',
    path: `${contexts}/defaultValue`,
    label: 'spec',
    write: true,
    admin: true,
    run: setDefaults,
  },
  { name: 'option.list', method: 'GET', path: options, label: 'spec', run: listOptions },
  { name: 'option.create', method: 'POST', path: options, label: 'spec', write: true, admin: true, run: createOptions },
  { name: 'option.edit', method: 'PUT', path: options, label: 'spec', write: true, admin: true, run: editOptions },
  { name: 'option.move', method: 'PUT', path: `${options}/move`, label: 'spec', write: true, admin: true, run: moveOptions },
  {
    name: 'option.delete',
    method: 'DELETE',
    path: `${options}/:option`,
    label: 'spec',
    write: true,
    admin: true,
    run: removeOption,
  },
  { name: 'option.get', method: 'GET', path: '/customFieldOption/:option', label: 'spec', run: getOption },
];

function find(call: JiraCall): Readonly<CustomField> {
  const id = call.params.field ?? '';
  const field = call.state.customFields.get(id);
  if (field === undefined) throw new JiraRefusal(404, [`The custom field with id '${id}' was not found.`]);
  return field;
}

function create(call: JiraCall): Answer {
  const { name, type, description } = readBody(call);
  const errors: Record<string, string> = {};
  if (typeof name !== 'string' || name.trim() === '') errors.name = 'You must specify a name for the custom field.';
  if (typeof type !== 'string' || fullType(type) === undefined)
    errors.type = `The custom field type '${String(type)}' is not valid.`;
  if (Object.keys(errors).length > 0) throw new JiraRefusal(400, [], errors);
  const id = `customfield_${call.ids.number('jira.custom-field', 10_050)}`;
  addField(call.state, id, { name: String(name), type: String(type), description: asText(description) ?? '' }, []);
  noteAudit(call, 'Custom field created', 'fields', { id, name: String(name), type: 'CUSTOM_FIELD' });
  const field = call.state.customFields.get(id);
  return json(field === undefined ? {} : fieldShape(field), 201);
}

function search(call: JiraCall): Answer {
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

function trashed(call: JiraCall): Answer {
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

function edit(call: JiraCall): Answer {
  const field = find(call);
  const { name, description, searcherKey } = readBody(call);
  call.state.customFields.edit(field.id, row => {
    if (typeof name === 'string' && name !== '') row.name = name;
    if (typeof description === 'string') row.description = description;
    if (typeof searcherKey === 'string') row.searcherKey = searcherKey;
  });
  return empty();
}

function setTrash(call: JiraCall, isTrashed: boolean): Answer {
  const at = call.clock.now();
  call.state.customFields.edit(find(call).id, row => {
    row.trashed = isTrashed ? { at, by: call.user.accountId } : null;
  });
  return json({});
}

/** Deleting takes the field's values with it, and is a task. */
function remove(call: JiraCall): Answer {
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

function contextsOf(call: JiraCall): Readonly<FieldContext>[] {
  const ids = readList(call, 'contextId');
  return call.state.contexts.by('field', find(call).id).filter(({ id }) => ids.length === 0 || ids.includes(id));
}

function contextShape({ id, name, description, projectIds, issueTypeIds }: Readonly<FieldContext>): Loose {
  return { id, name, description, isGlobalContext: projectIds.length === 0, isAnyIssueType: issueTypeIds.length === 0 };
}

function listContexts(call: JiraCall): Answer {
  const isGlobal = readFlag(call, 'isGlobalContext');
  const isAny = readFlag(call, 'isAnyIssueType');
  const found = contextsOf(call)
    .map(contextShape)
    .filter(
      context =>
        (isGlobal === undefined || context.isGlobalContext === isGlobal) &&
        (isAny === undefined || context.isAnyIssueType === isAny),
    );
  return pageAnswer(call, found, context => context);
}

function findContext(call: JiraCall): Readonly<FieldContext> {
  const id = call.params.context ?? '';
  const context = call.state.contexts.get(id);
  if (context === undefined || context.fieldId !== find(call).id)
    throw new JiraRefusal(404, [`The context with id '${id}' was not found.`]);
  return context;
}

function createContext(call: JiraCall): Answer {
  const field = find(call);
  const body = readBody(call);
  const name = asText(body.name) ?? '';
  if (name.trim() === '') throw new JiraRefusal(400, ['The name of the context must be specified.']);
  const projectIds = asList(body.projectIds).map(String);
  if (projectIds.length === 0 && call.state.contexts.by('field', field.id).some(context => context.projectIds.length === 0)) {
    throw new JiraRefusal(409, ['The field has a global context already.']);
  }
  const id = String(call.ids.number('jira.context', 10_500));
  const context = call.state.contexts.add({
    id,
    fieldId: field.id,
    name,
    description: asText(body.description) ?? '',
    projectIds,
    issueTypeIds: asList(body.issueTypeIds).map(String),
    defaultValue: null,
  });
  const { description, issueTypeIds } = context;
  return json({ id, name, description, projectIds, issueTypeIds: [...issueTypeIds] }, 201);
}

function editContext(call: JiraCall): Answer {
  const { name, description } = readBody(call);
  call.state.contexts.edit(findContext(call).id, row => {
    if (typeof name === 'string' && name !== '') row.name = name;
    if (typeof description === 'string') row.description = description;
  });
  return empty();
}

function removeContext(call: JiraCall): Answer {
  const { id } = findContext(call);
  for (const option of call.state.options.by('context', id)) call.state.options.delete(option.id);
  call.state.contexts.delete(id);
  return empty();
}

function projectMappings(call: JiraCall): Answer {
  const rows = contextsOf(call).flatMap(({ id, projectIds }): Loose[] =>
    projectIds.length === 0
      ? [{ contextId: id, isGlobalContext: true }]
      : projectIds.map(projectId => ({ contextId: id, projectId })),
  );
  return pageAnswer(call, rows, row => row);
}

function typeMappings(call: JiraCall): Answer {
  const rows = contextsOf(call).flatMap(({ id, issueTypeIds }): Loose[] =>
    issueTypeIds.length === 0
      ? [{ contextId: id, isAnyIssueType: true }]
      : issueTypeIds.map(issueTypeId => ({ contextId: id, issueTypeId })),
  );
  return pageAnswer(call, rows, row => row);
}

function map(call: JiraCall, name: 'projectIds' | 'issueTypeIds', isAdded: boolean): Answer {
  const { id } = findContext(call);
  const given = asList(readBody(call)[name]).map(String);
  const table = name === 'projectIds' ? call.state.projects : call.state.issueTypes;
  const missing = given.find(one => !table.has(one));
  if (missing !== undefined || given.length === 0) throw new JiraRefusal(400, [`The id '${missing ?? ''}' is not valid.`]);
  call.state.contexts.edit(id, row => {
    const others = row[name].filter(one => !given.includes(one));
    row[name] = isAdded ? [...others, ...given] : others;
  });
  return empty();
}

function setDefaults(call: JiraCall): Answer {
  find(call);
  for (const given of asList(readBody(call).defaultValues).map(asObject)) {
    const { contextId, ...defaultValue } = given;
    if (call.state.contexts.get(String(contextId))?.fieldId !== find(call).id)
      throw new JiraRefusal(404, ['The context was not found.']);
    call.state.contexts.edit(String(contextId), row => {
      row.defaultValue = defaultValue;
    });
  }
  return empty();
}

function shapeOption({ id, value, disabled, parentId }: Readonly<FieldOption>): Loose {
  return { id, value, ...(parentId === null ? {} : { optionId: parentId }), disabled };
}

function listOptions(call: JiraCall): Answer {
  const { id } = findContext(call);
  const wanted = call.request.query.get('optionId');
  const onlyParents = readFlag(call, 'onlyOptions') === true;
  const found = call.state.options
    .by('context', id)
    .filter(option => (wanted === null || option.id === wanted) && (!onlyParents || option.parentId === null));
  return pageAnswer(call, found, shapeOption, { otherwise: 100 });
}

function createOptions(call: JiraCall): Answer {
  const context = findContext(call);
  const given = asList(readBody(call).options).map(asObject);
  const known = call.state.options.by('context', context.id);
  for (const { value, optionId } of given) {
    if (typeof value !== 'string' || value === '') throw new JiraRefusal(400, ['The option value must be specified.']);
    if (known.some(option => option.value === value && option.parentId === (asText(optionId) ?? null)))
      throw new JiraRefusal(400, [`The option '${value}' exists already.`]);
  }
  let sequence = (known.at(-1)?.sequence ?? -1) + 1;
  const added = given.map(({ value, optionId, disabled }) =>
    call.state.options.add({
      id: String(call.ids.number('jira.option', 10_030)),
      fieldId: context.fieldId,
      contextId: context.id,
      value: String(value),
      disabled: disabled === true,
      parentId: asText(optionId) ?? null,
      sequence: sequence++,
    }),
  );
  return json({ options: added.map(shapeOption) });
}

function editOptions(call: JiraCall): Answer {
  const { id: contextId } = findContext(call);
  const edited = asList(readBody(call).options)
    .map(asObject)
    .map(({ id, value, disabled }) => {
      if (call.state.options.get(String(id))?.contextId !== contextId)
        throw new JiraRefusal(404, [`The option with id '${String(id)}' was not found.`]);
      return call.state.options.edit(String(id), row => {
        if (typeof value === 'string') row.value = value;
        if (typeof disabled === 'boolean') row.disabled = disabled;
      });
    });
  return json({ options: edited.map(shapeOption) });
}

function moveOptions(call: JiraCall): Answer {
  const { id } = findContext(call);
  const { customFieldOptionIds, position, after } = readBody(call);
  const moved = asList(customFieldOptionIds).map(String);
  const all = call.state.options.by('context', id).map(option => option.id);
  if (moved.some(option => !all.includes(option))) throw new JiraRefusal(404, ['The option was not found.']);
  const others = all.filter(option => !moved.includes(option));
  const place = after === undefined ? (position === 'First' ? 0 : others.length) : others.indexOf(String(after)) + 1;
  for (const [sequence, option] of [...others.slice(0, place), ...moved, ...others.slice(place)].entries())
    call.state.options.edit(option, row => {
      row.sequence = sequence;
    });
  return empty();
}

function removeOption(call: JiraCall): Answer {
  const id = call.params.option ?? '';
  if (call.state.options.get(id)?.contextId !== findContext(call).id)
    throw new JiraRefusal(404, [`The option with id '${id}' was not found.`]);
  const isUsed = [...call.state.issues.values()].some(issue => [issue.fields[call.params.field ?? '']].flat().includes(id));
  if (isUsed) throw new JiraRefusal(400, ['The option is used by issues and cannot be deleted.']);
  call.state.options.delete(id);
  return empty();
}

function getOption(call: JiraCall): Answer {
  const option = call.state.options.get(call.params.option ?? '');
  if (option === undefined) throw new JiraRefusal(404, ['A custom field option with that id does not exist.']);
  return json({ self: `${api(viewOf(call))}/customFieldOption/${option.id}`, value: option.value });
}
