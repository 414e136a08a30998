import { type Answer, json } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { changeIssue } from '../issue/change.ts';
import { parseDuration } from '../jql/time/duration.ts';
import type { Issue } from '../model/issue.ts';
import { demand, findIssue, type JiraCall, type RestOperation } from '../operation.ts';
import { asObject, asText, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { viewOf } from '../shapes.ts';
import type { JiraState } from '../state.ts';
import { typeOf } from '../workflow/shape.ts';
import { epicShape, extraOf, isDone } from './issue-fields.ts';
import { findEpic } from './issue-lists.ts';
import { boardIssues, issueOf } from './listing.ts';
import { agileOperation, findBoard } from './operation.ts';
import { agilePage } from './page.ts';

const operations: RestOperation[] = [
  { name: 'board.epics', method: 'GET', path: '/board/:board/epic', label: 'docs', run: list },
  {
    name: 'epic.get',
    method: 'GET',
    path: '/epic/:epic',
    label: 'docs',
    run: call => json(epicShape(viewOf(call), findEpic(call))),
  },
  { name: 'epic.update', method: 'POST', path: '/epic/:epic', label: 'docs', write: true, run: update },
  { name: 'agile.issue.get', method: 'GET', path: '/issue/:issue', label: 'docs', run: getIssue },
  { name: 'issue.estimation.get', method: 'GET', path: '/issue/:issue/estimation', label: 'docs', run: getEstimation },
  {
    name: 'issue.estimation.set',
    method: 'PUT',
    path: '/issue/:issue/estimation',
    label: 'docs',
    write: true,
    run: setEstimation,
  },
];

export const epicOperations: Operation<JiraState>[] = operations.map(agileOperation);

function list(call: JiraCall): Answer {
  const done = call.request.query.get('done');
  const epics = boardIssues(call, findBoard(call)).filter(issue => typeOf(call.state, issue).level === 1);
  const fitting = epics.filter(issue => done === null || done === '' || isDone(call.state, issue) === (done === 'true'));
  return agilePage(call, fitting, issue => epicShape(viewOf(call), issue));
}

function update(call: JiraCall): Answer {
  const epic = findEpic(call);
  demand(call, 'EDIT_ISSUES', epic, 'You do not have permission to edit issues.');
  const body = readBody(call);
  const color = asText(asObject(body.color).key);
  if (color !== undefined && !/^color_([1-9]|1[0-4])$/.test(color))
    throw new JiraRefusal(400, [], { color: `The color '${color}' does not exist.` });
  const summary = asText(body.summary);
  if (summary !== undefined) changeIssue(call, epic.id, { summary });
  const given = Object.entries({ name: asText(body.name), color, done: body.done }).filter(([, value]) => value !== undefined);
  const value = { ...extraOf(call.state, epic), ...Object.fromEntries(given) };
  call.state.properties.delete(`epic:${epic.id}:agile`);
  call.state.properties.add({ entity: 'epic', entityId: epic.id, key: 'agile', value });
  return json(epicShape(viewOf(call), findEpic(call)));
}

function getIssue(call: JiraCall): Answer {
  const fields = readList(call, 'fields');
  const wanted = { fields: fields.length === 0 ? ['*all'] : fields, expand: readList(call, 'expand') };
  return json(issueOf(viewOf(call), findIssue(call), wanted));
}

/** The field a board estimates in. Throws 400 without a board that does. */
function estimationField(call: JiraCall): string {
  const id = call.request.query.get('boardId');
  if (id === null || id === '') throw new JiraRefusal(400, ['boardId must be provided.']);
  const field = findBoard(call, id).estimationFieldId;
  if (field === null) throw new JiraRefusal(400, ['The board does not have an estimation field.']);
  return field;
}

function estimationShape(issue: Readonly<Issue>, fieldId: string): Answer {
  const value = fieldId === 'timeoriginalestimate' ? issue.originalEstimate : issue.fields[fieldId];
  return json({ fieldId, ...(typeof value === 'number' ? { value } : {}) });
}

function getEstimation(call: JiraCall): Answer {
  const issue = findIssue(call);
  return estimationShape(issue, estimationField(call));
}

function setEstimation(call: JiraCall): Answer {
  const issue = findIssue(call);
  const fieldId = estimationField(call);
  demand(call, 'EDIT_ISSUES', issue, 'You do not have permission to edit issues.');
  const text = asText(readBody(call).value) ?? '';
  const isTime = fieldId === 'timeoriginalestimate';
  const value = isTime ? parseDuration(text, call.state.settings.timeTracking) : Number(text);
  if (value === undefined || Number.isNaN(value)) throw new JiraRefusal(400, [], { value: 'The estimation value is not valid.' });
  const patch = isTime ? { originalEstimate: value } : { fields: text === '' ? { [fieldId]: undefined } : { [fieldId]: value } };
  return estimationShape(changeIssue(call, issue.id, patch), fieldId);
}
