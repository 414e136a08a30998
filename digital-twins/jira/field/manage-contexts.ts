import { type Answer, empty, json } from '../../kit/answer.ts';
import type { FieldContext } from '../model/field.ts';
import type { JiraCall } from '../operation.ts';
import { asList, asObject, asText, type Loose, pageAnswer, readBody, readFlag } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { contextsOf, find, findContext } from './find.ts';

function contextShape({ id, name, description, projectIds, issueTypeIds }: Readonly<FieldContext>): Loose {
  return { id, name, description, isGlobalContext: projectIds.length === 0, isAnyIssueType: issueTypeIds.length === 0 };
}

export function listContexts(call: JiraCall): Answer {
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

export function createContext(call: JiraCall): Answer {
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

export function editContext(call: JiraCall): Answer {
  const { name, description } = readBody(call);
  call.state.contexts.edit(findContext(call).id, row => {
    if (typeof name === 'string' && name !== '') row.name = name;
    if (typeof description === 'string') row.description = description;
  });
  return empty();
}

export function removeContext(call: JiraCall): Answer {
  const { id } = findContext(call);
  for (const option of call.state.options.by('context', id)) call.state.options.delete(option.id);
  call.state.contexts.delete(id);
  return empty();
}

export function projectMappings(call: JiraCall): Answer {
  const rows = contextsOf(call).flatMap(({ id, projectIds }): Loose[] =>
    projectIds.length === 0
      ? [{ contextId: id, isGlobalContext: true }]
      : projectIds.map(projectId => ({ contextId: id, projectId })),
  );
  return pageAnswer(call, rows, row => row);
}

export function typeMappings(call: JiraCall): Answer {
  const rows = contextsOf(call).flatMap(({ id, issueTypeIds }): Loose[] =>
    issueTypeIds.length === 0
      ? [{ contextId: id, isAnyIssueType: true }]
      : issueTypeIds.map(issueTypeId => ({ contextId: id, issueTypeId })),
  );
  return pageAnswer(call, rows, row => row);
}

export function map(call: JiraCall, name: 'projectIds' | 'issueTypeIds', isAdded: boolean): Answer {
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

export function setDefaults(call: JiraCall): Answer {
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
