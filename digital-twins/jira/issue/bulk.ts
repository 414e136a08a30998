import { type Answer, json } from '../../kit/answer.ts';
import { canGlobally, canSeeIssue } from '../access/can.ts';
import { addTask } from '../config/tasks.ts';
import type { Issue } from '../model/issue.ts';
import { findIssueByKey, findProject, type JiraCall, projectOf, type RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { availableTransitions } from '../workflow/transition.ts';
import { transitionIssue } from '../workflow/transition-operations.ts';
import { fieldMeta, screenFields } from './meta.ts';
import { moveIssue } from './move.ts';
import { deleteIssue } from './write.ts';

/** Issues one request may name (Jira docs, "Issue bulk operations"). */
const mostIssues = 1000;

export const bulkOperations: RestOperation[] = [
  {
    name: 'bulk.delete',
    method: 'POST',
    path: '/bulk/issues/delete',
    label: 'spec',
    write: true,
    run: call => submit(call, issue => deleteIssue(call, issue, true)),
  },
  {
    name: 'bulk.watch',
    method: 'POST',
    path: '/bulk/issues/watch',
    label: 'spec',
    write: true,
    run: call => submit(call, issue => watch(call, issue, true)),
  },
  {
    name: 'bulk.unwatch',
    method: 'POST',
    path: '/bulk/issues/unwatch',
    label: 'spec',
    write: true,
    run: call => submit(call, issue => watch(call, issue, false)),
  },
  { name: 'bulk.fields', method: 'GET', path: '/bulk/issues/fields', label: 'spec', run: editableFields },
  { name: 'bulk.transitions', method: 'GET', path: '/bulk/issues/transition', label: 'spec', run: transitions },
  { name: 'bulk.transition', method: 'POST', path: '/bulk/issues/transition', label: 'spec', write: true, run: transition },
  { name: 'bulk.move', method: 'POST', path: '/bulk/issues/move', label: 'docs', write: true, run: move },
  { name: 'bulk.progress', method: 'GET', path: '/bulk/queue/:task', label: 'spec', run: progress },
];

interface Outcome {
  done: number[];
  failed: Record<string, string[]>;
  /** How many are not there, or not for the caller to see. */
  unseen: number;
}

export function run(call: JiraCall, wanted: readonly string[], act: (issue: Readonly<Issue>) => void): Outcome {
  const outcome: Outcome = { done: [], failed: {}, unseen: 0 };
  for (const key of wanted) {
    const issue = findIssueByKey(call.state, key);
    if (issue === undefined || !canSeeIssue(call.state, call.user, issue)) {
      outcome.unseen += 1;
      continue;
    }
    try {
      act(issue);
      outcome.done.push(Number(issue.id));
    } catch (error) {
      if (!(error instanceof JiraRefusal)) throw error;
      outcome.failed[issue.id] = [...error.messages, ...Object.values(error.errors)];
    }
  }
  return outcome;
}

export function readWanted(call: JiraCall, value: unknown): string[] {
  if (!canGlobally(call.state, call.user, 'BULK_CHANGE'))
    throw new JiraRefusal(403, ['You do not have permission to change issues in bulk.']);
  const wanted = asList(value).map(String);
  if (wanted.length === 0) throw new JiraRefusal(400, ['At least one issue must be selected.']);
  if (wanted.length > mostIssues) throw new JiraRefusal(400, [`At most ${mostIssues} issues can be changed at once.`]);
  return wanted;
}

export function submitted(call: JiraCall, outcome: Outcome, total: number): Answer {
  const task = addTask(call, 'Bulk change', { ...outcome, total }, 'bulk');
  return json({ taskId: task.id }, 201);
}

/** Does something to every issue a request names, as a task. */
export function submit(call: JiraCall, act: (issue: Readonly<Issue>) => void): Answer {
  const wanted = readWanted(call, readBody(call).selectedIssueIdsOrKeys);
  return submitted(call, run(call, wanted, act), wanted.length);
}

function watch(call: JiraCall, issue: Readonly<Issue>, isWatching: boolean): void {
  const { accountId } = call.user;
  call.state.issues.edit(issue.id, row => {
    row.watchers = row.watchers.filter(one => one !== accountId);
    if (isWatching) row.watchers.push(accountId);
  });
}

function selected(call: JiraCall): Readonly<Issue>[] {
  const wanted = readWanted(call, readList(call, 'issueIdsOrKeys'));
  return wanted.flatMap(key => {
    const issue = findIssueByKey(call.state, key);
    return issue !== undefined && canSeeIssue(call.state, call.user, issue) ? [issue] : [];
  });
}

function editableFields(call: JiraCall): Answer {
  const issues = selected(call);
  const places = issues.map(issue => ({ project: projectOf(call.state, issue), typeId: issue.typeId }));
  const [first] = places;
  const ids =
    first === undefined
      ? []
      : screenFields(call, first, 'edit').filter(id => places.every(place => screenFields(call, place, 'edit').includes(id)));
  const fields = ids.map((id): Loose => {
    const meta = first === undefined ? {} : fieldMeta(call, first, id);
    return { id, name: meta.name, type: asObject(meta.schema).type, isRequired: meta.required, searchUrl: '', fieldOptions: [] };
  });
  return json({ fields });
}

function transitions(call: JiraCall): Answer {
  const issues = selected(call);
  const rows = issues.map(issue => ({
    isTransitionsFiltered: false,
    issues: [issue.key],
    transitions: availableTransitions(call, issue).map(({ id, name, to }) => ({
      transitionId: Number(id),
      transitionName: name,
      to: { statusId: Number(to), statusName: call.state.statuses.get(to)?.name },
    })),
  }));
  return json({ availableTransitions: rows });
}

function transition(call: JiraCall): Answer {
  const inputs = asList(readBody(call).bulkTransitionInputs).map(asObject);
  const parts = inputs.map(({ selectedIssueIdsOrKeys: given, transitionId }) => ({
    wanted: readWanted(call, given),
    transitionId,
  }));
  const outcome: Outcome = { done: [], failed: {}, unseen: 0 };
  let total = 0;
  for (const { wanted, transitionId } of parts) {
    const part = run(call, wanted, issue => transitionIssue(call, issue, { transition: { id: asText(transitionId) } }));
    outcome.done.push(...part.done);
    Object.assign(outcome.failed, part.failed);
    outcome.unseen += part.unseen;
    total += wanted.length;
  }
  if (inputs.length === 0) throw new JiraRefusal(400, ['At least one issue must be selected.']);
  return submitted(call, outcome, total);
}

/** Targets are `PROJECT,issueTypeId` (Jira docs, "Bulk move issues"). */
function move(call: JiraCall): Answer {
  const targets = Object.entries(asObject(readBody(call).targetToSourcesMapping));
  if (targets.length === 0) throw new JiraRefusal(400, ['At least one issue must be selected.']);
  const parts = targets.map(([target, given]) => {
    const [projectKey = '', typeId = ''] = target.split(',');
    return { project: findProject(call, projectKey), typeId, wanted: readWanted(call, asObject(given).issueIdsOrKeys) };
  });
  const outcome: Outcome = { done: [], failed: {}, unseen: 0 };
  let total = 0;
  for (const { project, typeId, wanted } of parts) {
    const part = run(call, wanted, issue => moveIssue(call, issue, project, typeId));
    outcome.done.push(...part.done);
    Object.assign(outcome.failed, part.failed);
    outcome.unseen += part.unseen;
    total += wanted.length;
  }
  return submitted(call, outcome, total);
}

function progress(call: JiraCall): Answer {
  const task = call.state.tasks.get(call.params.task ?? '');
  if (task?.kind !== 'bulk') throw new JiraRefusal(404, ['The task was not found.']);
  const { done, failed, unseen, total } = task.result as Outcome & { total: number };
  return json({
    taskId: task.id,
    status: task.status,
    progressPercent: 100,
    submittedBy: { accountId: task.by },
    created: task.at,
    started: task.at,
    updated: task.at,
    processedAccessibleIssues: done,
    failedAccessibleIssues: failed,
    invalidOrInaccessibleIssueCount: unseen,
    totalIssueCount: total,
  });
}
