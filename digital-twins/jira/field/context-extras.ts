import { type Answer, json } from '../../kit/answer.ts';
import { addTask, taskShape } from '../config/tasks.ts';
import { changeIssue } from '../issue/change.ts';
import { findProject, type JiraCall, type RestOperation } from '../operation.ts';
import { asList, asObject, asText, pageAnswer, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { contextFor } from './context.ts';

const one = '/field/:field';

/** What else can be asked about the contexts of a field, and replacing an option on issues. */
export const contextExtraOperations: RestOperation[] = [
  { name: 'context.mapping', method: 'POST', path: `${one}/context/mapping`, label: 'docs', admin: true, run: mapping },
  { name: 'context.scoped', method: 'GET', path: `${one}/contexts`, label: 'docs', run: contexts },
  {
    name: 'option.replace',
    method: 'DELETE',
    path: `${one}/context/:context/option/:option/issue`,
    label: 'docs',
    write: true,
    admin: true,
    run: replace,
  },
];

function findField(call: JiraCall): string {
  const id = call.params.field ?? '';
  if (!call.state.customFields.has(id)) throw new JiraRefusal(404, [`The custom field with id '${id}' was not found.`]);
  return id;
}

/** The context that decides for each pair of project and type; pairs without one have null. */
function mapping(call: JiraCall): Answer {
  const field = findField(call);
  const rows = asList(readBody(call).mappings)
    .map(asObject)
    .map(({ projectId, issueTypeId }) => {
      const project = findProject(call, asText(projectId) ?? '');
      const type = asText(issueTypeId) ?? '';
      if (!call.state.issueTypes.has(type)) throw new JiraRefusal(404, [`The issue type with id '${type}' was not found.`]);
      const context = contextFor(call.state, field, project.id, type);
      return { projectId: project.id, issueTypeId: type, contextId: context?.id ?? null };
    });
  return pageAnswer(call, rows, row => row);
}

function contexts(call: JiraCall): Answer {
  return pageAnswer(call, call.state.contexts.by('field', findField(call)), ({ id, name }) => ({ id: Number(id), name }));
}

/** Takes an option off all issues that have it, or puts another in its place; a task. */
function replace(call: JiraCall): Answer {
  const { state } = call;
  const field = findField(call);
  const option = state.options.get(call.params.option ?? '');
  if (option?.fieldId !== field) throw new JiraRefusal(404, [`The option with id '${call.params.option}' was not found.`]);
  const next = call.request.query.get('replaceWith');
  if (next !== null && state.options.get(next)?.fieldId !== field)
    throw new JiraRefusal(404, [`The option with id '${next}' was not found.`]);
  const modifiedIssues: number[] = [];
  for (const issue of [...state.issues.values()]) {
    const value = issue.fields[field];
    if (![value].flat().includes(option.id)) continue;
    changeIssue(call, issue.id, { fields: { [field]: replaced(value, option.id, next) } });
    modifiedIssues.push(Number(issue.id));
  }
  const task = addTask(call, 'Replace custom field option', { modifiedIssues, unmodifiedIssues: [] });
  return json(taskShape(call, task), 303, { location: `/rest/api/${call.version}/task/${task.id}` });
}

function replaced(value: unknown, from: string, to: string | null): unknown {
  if (!Array.isArray(value)) return to;
  const list = value.flatMap(one => (one === from ? (to ?? []) : one));
  return list.length === 0 ? null : list;
}
