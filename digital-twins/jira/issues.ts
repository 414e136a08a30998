import { type Answer, empty, json } from '../kit/answer.ts';
import type { Operation } from '../kit/plugin.ts';
import { change } from './change.ts';
import { createIssue } from './create-issue.ts';
import { asObject, readFields } from './issue-fields.ts';
import { changeShape, issueShape } from './issue-shape.ts';
import { canSee, findIssue, type JiraCall, JiraRefusal, projectOf, readBody, readNumber, restOperation } from './operation.ts';
import { viewOf } from './shapes.ts';
import type { JiraState, Project } from './state.ts';
import { applyTransition, findTransition, transitionShapes } from './transitions.ts';

export const issueOperations: Operation<JiraState>[] = [
  restOperation({ name: 'issue.create', method: 'POST', path: '/issue', label: 'docs', write: true, run: create }),
  restOperation({ name: 'issue.get', method: 'GET', path: '/issue/:issue', label: 'spec', run: get }),
  restOperation({ name: 'issue.edit', method: 'PUT', path: '/issue/:issue', label: 'docs', write: true, run: edit }),
  restOperation({ name: 'issue.delete', method: 'DELETE', path: '/issue/:issue', label: 'docs', write: true, run: remove }),
  restOperation({ name: 'issue.assign', method: 'PUT', path: '/issue/:issue/assignee', label: 'docs', write: true, run: assign }),
  restOperation({ name: 'issue.changelog', method: 'GET', path: '/issue/:issue/changelog', label: 'spec', run: changelog }),
];

function create(call: JiraCall): Answer {
  const body = readBody(call);
  const fields = asObject(body.fields);
  const project = readProject(call, fields.project);
  // All that is missing is reported with all that is wrong, as Jira does.
  const patch = readFields(call, project, { summary: undefined, issuetype: undefined, ...fields });
  const { typeId = '', summary = '' } = patch;
  const transition = body.transition === undefined ? undefined : String(asObject(body.transition).id ?? '');
  const issue = createIssue(call.state, call, project, { creator: call.user.accountId, ...patch, typeId, summary });
  if (transition !== undefined) applyTransition(call, issue, findTransition(call, issue, transition));
  return json({ id: issue.id, key: issue.key, self: `${call.request.origin}/rest/api/${call.version}/issue/${issue.id}` }, 201);
}

function readProject(call: JiraCall, value: unknown): Project {
  const { id, key } = asObject(value);
  const project = call.state.projects.find(one => one.id === String(id ?? '') || one.key === key);
  if (project === undefined || !canSee(call.user, project)) {
    throw new JiraRefusal(400, [], { project: 'Specify a valid project ID or key' });
  }
  return project;
}

function get(call: JiraCall): Answer {
  const issue = findIssue(call);
  const { query } = call.request;
  const fields = (query.getAll('fields').join(',') || '*all').split(',').map(name => name.trim());
  const expand = (query.get('expand') ?? '').split(',');
  const view = viewOf(call);
  return json({
    ...issueShape(view, issue, fields),
    ...(expand.includes('transitions') ? { transitions: transitionShapes(call, issue) } : {}),
    ...(expand.includes('changelog') ? { changelog: changelogPage(call, 100) } : {}),
  });
}

function edit(call: JiraCall): Answer {
  const issue = findIssue(call);
  const body = readBody(call);
  const project = projectOf(call.state, issue);
  const fields = { ...asObject(body.fields), ...readUpdate(call, asObject(body.update)) };
  const patch = readFields(call, project, fields);
  change(call, issue, () => Object.assign(issue, patch));
  if (call.request.query.get('returnIssue') === 'true') return json(issueShape(viewOf(call), issue, ['*all']));
  return empty();
}

/** `update` with its verbs, turned into the field's new value. */
function readUpdate(call: JiraCall, update: Record<string, unknown>): Record<string, unknown> {
  const labels = new Set(findIssue(call).labels);
  return Object.fromEntries(
    Object.entries(update).map(([name, verbs]) => {
      if (!Array.isArray(verbs)) throw new JiraRefusal(400, [], { [name]: 'data was not an array' });
      return [name, verbs.reduce((value: unknown, verb) => applyVerb(name, asObject(verb), labels, value), undefined)];
    }),
  );
}

function applyVerb(name: string, verb: Record<string, unknown>, labels: Set<string>, value: unknown): unknown {
  if ('set' in verb) return verb.set;
  if (name === 'labels' && typeof verb.add === 'string') return [...labels.add(verb.add)];
  if (name === 'labels' && typeof verb.remove === 'string') {
    labels.delete(verb.remove);
    return [...labels];
  }
  if (value !== undefined) return value;
  throw new JiraRefusal(400, [], { [name]: `Field '${name}' does not support operation '${Object.keys(verb)[0] ?? ''}'` });
}

function remove(call: JiraCall): Answer {
  const issue = findIssue(call);
  const subtasks = [...call.state.issues.values()].filter(one => one.parentId === issue.id);
  if (subtasks.length > 0 && call.request.query.get('deleteSubtasks') !== 'true') {
    const message = `The issue '${issue.key}' has subtasks.  You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.`;
    throw new JiraRefusal(400, [message]);
  }
  for (const one of [issue, ...subtasks]) call.state.issues.delete(one.id);
  return empty();
}

function assign(call: JiraCall): Answer {
  const issue = findIssue(call);
  const patch = readFields(call, projectOf(call.state, issue), { assignee: readBody(call) });
  change(call, issue, () => Object.assign(issue, patch));
  return empty();
}

function changelog(call: JiraCall): Answer {
  const { query } = call.request;
  const startAt = readNumber(query.get('startAt'), 0, Number.MAX_SAFE_INTEGER);
  const maxResults = readNumber(query.get('maxResults'), 100, 100);
  const { history } = findIssue(call);
  const values = history.slice(startAt, startAt + maxResults).map(one => changeShape(viewOf(call), one));
  const isLast = startAt + values.length >= history.length;
  const self = `${call.request.origin}${call.request.path}?maxResults=${maxResults}&startAt=${startAt}`;
  return json({ self, maxResults, startAt, total: history.length, isLast, values });
}

/** Newest first inside an issue, oldest first on its own: so does Jira. */
function changelogPage(call: JiraCall, maxResults: number): Record<string, unknown> {
  const { history } = findIssue(call);
  const histories = history
    .toReversed()
    .slice(0, maxResults)
    .map(one => changeShape(viewOf(call), one));
  return { startAt: 0, maxResults, total: history.length, histories };
}
