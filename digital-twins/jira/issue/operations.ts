import { type Answer, empty, json } from '../../kit/answer.ts';
import { canSeeIssue } from '../access/can.ts';
import type { Change, Issue } from '../model/issue.ts';
import { demand, findIssue, findIssueByKey, type JiraCall, projectOf, type RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, pageAnswer, readBody, readFlag, readList, readNumber } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';
import { transitionShapes } from '../workflow/transition-operations.ts';
import { changeIssue } from './change.ts';
import { FieldError } from './field-error.ts';
import { fieldMeta, screenFields } from './meta.ts';
import { readAssignee } from './read-value.ts';
import { changeShape, issueShape } from './shape.ts';
import { createFrom, deleteIssue, editFrom } from './write.ts';

export const issueOperations: RestOperation[] = [
  { name: 'issue.create', method: 'POST', path: '/issue', label: 'spec', write: true, run: create },
  { name: 'issue.createBulk', method: 'POST', path: '/issue/bulk', label: 'spec', write: true, run: createBulk },
  { name: 'issue.bulkFetch', method: 'POST', path: '/issue/bulkfetch', label: 'spec', run: bulkFetch },
  { name: 'issue.get', method: 'GET', path: '/issue/:issue', label: 'spec', anonymous: true, run: get },
  { name: 'issue.edit', method: 'PUT', path: '/issue/:issue', label: 'spec', write: true, run: edit },
  { name: 'issue.delete', method: 'DELETE', path: '/issue/:issue', label: 'spec', write: true, run: remove },
  { name: 'issue.assign', method: 'PUT', path: '/issue/:issue/assignee', label: 'spec', write: true, run: assign },
  {
    name: 'issue.editmeta',
    method: 'GET',
    path: '/issue/:issue/editmeta',
    label: 'spec',
    run: call => json({ fields: editMeta(call, findIssue(call)) }),
  },
  {
    name: 'issue.changelog',
    method: 'GET',
    path: '/issue/:issue/changelog',
    label: 'spec',
    anonymous: true,
    run: call =>
      pageAnswer(call, historyOf(call, findIssue(call)), one => changeShape(viewOf(call), one), { otherwise: 100, most: 100 }),
  },
  { name: 'issue.changelogByIds', method: 'POST', path: '/issue/:issue/changelog/list', label: 'spec', run: changelogByIds },
  { name: 'issue.changelogBulk', method: 'POST', path: '/changelog/bulkfetch', label: 'spec', run: changelogBulk },
  { name: 'issue.notify', method: 'POST', path: '/issue/:issue/notify', label: 'spec', write: true, run: notify },
  {
    name: 'issue.archive',
    method: 'PUT',
    path: '/issue/archive',
    label: 'spec',
    write: true,
    admin: true,
    run: call => archive(call, call.clock.now()),
  },
  {
    name: 'issue.unarchive',
    method: 'PUT',
    path: '/issue/unarchive',
    label: 'spec',
    write: true,
    admin: true,
    run: call => archive(call, null),
  },
  {
    name: 'issue.limitReport',
    method: 'GET',
    path: '/issue/limit/report',
    label: 'spec',
    run: () =>
      json({
        issuesApproachingLimit: {},
        issuesBreachingLimit: {},
        limits: { attachment: 2000, comment: 5000, issuelinks: 2000, remoteIssueLinks: 2000, worklog: 10_000 },
      }),
  },
];

function createdShape(call: JiraCall, { id, key }: Readonly<Issue>): Loose {
  return { id, key, self: `${api(viewOf(call))}/issue/${id}` };
}

function create(call: JiraCall): Answer {
  return json(createdShape(call, createFrom(call, readBody(call))), 201);
}

function createBulk(call: JiraCall): Answer {
  const updates = asList(readBody(call).issueUpdates);
  if (updates.length === 0) throw new JiraRefusal(400, ['No issues to create.']);
  if (updates.length > 50) throw new JiraRefusal(400, ['The number of issues to create exceeds the limit of 50.']);
  const issues: Loose[] = [];
  const errors: Loose[] = [];
  for (const [place, update] of updates.entries()) {
    try {
      issues.push(createdShape(call, createFrom(call, asObject(update))));
    } catch (error) {
      if (!(error instanceof JiraRefusal)) throw error;
      errors.push({
        status: error.status,
        elementErrors: { errorMessages: error.messages, errors: error.errors },
        failedElementNumber: place,
      });
    }
  }
  return json({ issues, errors }, issues.length === 0 ? 400 : 201);
}

function get(call: JiraCall): Answer {
  const issue = findIssue(call);
  const fields = readList(call, 'fields');
  const expand = readList(call, 'expand');
  if (readFlag(call, 'updateHistory') === true) {
    const now = call.clock.now();
    call.state.issues.edit(issue.id, row => {
      row.viewed[call.user.accountId] = now;
    });
  }
  return json({
    ...issueShape(viewOf(call), issue, {
      fields: fields.length === 0 ? ['*all'] : fields,
      expand,
      properties: readList(call, 'properties'),
    }),
    ...expansions(call, issue, expand),
  });
}

/** The parts of an issue that `expand` adds and that depend on who asks. */
export function expansions(call: JiraCall, issue: Readonly<Issue>, expand: readonly string[]): Loose {
  return {
    ...(expand.some(one => one === 'transitions' || one.startsWith('transitions.'))
      ? { transitions: transitionShapes(call, issue, expand) }
      : {}),
    ...(expand.includes('operations') ? { operations: { linkGroups: [] } } : {}),
    ...(expand.includes('editmeta') ? { editmeta: { fields: editMeta(call, issue) } } : {}),
    ...(expand.includes('changelog') ? { changelog: changelogPart(call, issue) } : {}),
  };
}

function editMeta(call: JiraCall, issue: Readonly<Issue>): Loose {
  const place = { project: projectOf(call.state, issue), typeId: issue.typeId };
  const ids = screenFields(call, place, 'edit').filter(id => id !== 'project');
  return Object.fromEntries(
    [...ids, 'comment'].map(id => [id, { ...fieldMeta(call, place, id), ...(id === 'summary' ? {} : { required: false }) }]),
  );
}

function edit(call: JiraCall): Answer {
  const issue = editFrom(call, findIssue(call), readBody(call));
  if (readFlag(call, 'returnIssue') !== true) return empty();
  return json(
    issueShape(viewOf(call), call.state.issues.get(issue.id) ?? issue, { fields: ['*all'], expand: readList(call, 'expand') }),
  );
}

function remove(call: JiraCall): Answer {
  deleteIssue(call, findIssue(call), readFlag(call, 'deleteSubtasks') === true);
  return empty();
}

function assign(call: JiraCall): Answer {
  const issue = findIssue(call);
  demand(call, 'ASSIGN_ISSUES', issue, 'You do not have permission to assign issues.');
  const body = readBody(call);
  if ('name' in body || 'key' in body) {
    throw new JiraRefusal(400, ["'accountId' must be the only user identifying query parameter in GDPR strict mode."]);
  }
  try {
    const assignee = readAssignee(call, projectOf(call.state, issue), body);
    changeIssue(call, issue.id, { assignee }, { type: 'issue_assigned' });
  } catch (error) {
    if (error instanceof FieldError) throw new JiraRefusal(400, [], { assignee: error.message });
    throw error;
  }
  return empty();
}

function historyOf({ state }: JiraCall, issue: Readonly<Issue>): Readonly<Change>[] {
  return state.changes.by('issue', issue.id);
}

/** Newest first inside an issue, oldest first on its own: so does Jira. */
function changelogPart(call: JiraCall, issue: Readonly<Issue>): Loose {
  const history = historyOf(call, issue);
  const histories = history
    .toReversed()
    .slice(0, 40)
    .map(one => changeShape(viewOf(call), one));
  return { startAt: 0, maxResults: histories.length, total: history.length, histories };
}

function changelogByIds(call: JiraCall): Answer {
  const issue = findIssue(call);
  const wanted = new Set(asList(readBody(call).changelogIds).map(String));
  const histories = historyOf(call, issue).filter(one => wanted.has(one.id));
  return json({
    startAt: 0,
    maxResults: histories.length,
    total: histories.length,
    histories: histories.map(one => changeShape(viewOf(call), one)),
  });
}

function changelogBulk(call: JiraCall): Answer {
  const body = readBody(call);
  const fieldIds = asList(body.fieldIds).map(String);
  const issues = visibleIssues(call, asList(body.issueIdsOrKeys).map(String));
  const issueChangeLogs = issues.map(issue => {
    const histories = historyOf(call, issue).filter(
      one => fieldIds.length === 0 || one.items.some(item => fieldIds.includes(item.fieldId)),
    );
    return {
      issueId: issue.id,
      changeHistories: histories.map(one => ({ ...changeShape(viewOf(call), one), created: one.at })),
    };
  });
  return json({ issueChangeLogs });
}

function visibleIssues(call: JiraCall, wanted: readonly string[]): Readonly<Issue>[] {
  return wanted.flatMap(one => {
    const issue = findIssueByKey(call.state, one);
    return issue !== undefined && canSeeIssue(call.state, call.user, issue) ? [issue] : [];
  });
}

function bulkFetch(call: JiraCall): Answer {
  const body = readBody(call);
  const wanted = asList(body.issueIdsOrKeys).map(String);
  if (wanted.length > 100) throw new JiraRefusal(400, ['The number of issues requested exceeds the limit of 100.']);
  const issues = [...new Set(visibleIssues(call, wanted))];
  const found = new Set(issues.flatMap(({ id, key }) => [id, key]));
  const issueErrors = wanted
    .filter(one => !found.has(one))
    .map(id => ({ id, errorMessage: 'Issue does not exist or you do not have permission to see it.' }));
  const fields = asList(body.fields).map(String);
  const expand = asList(body.expand).map(String);
  return json({
    expand: expand.join(','),
    issueErrors,
    issues: issues.map(issue => ({
      ...issueShape(viewOf(call), issue, {
        fields: fields.length === 0 ? ['*navigable'] : fields,
        expand,
        properties: asList(body.properties).map(String),
      }),
      ...expansions(call, issue, expand),
    })),
  });
}

function notify(call: JiraCall): Answer {
  findIssue(call);
  const { to } = readBody(call);
  const recipients = Object.values(asObject(to)).filter(one => one === true || asList(one).length > 0);
  if (recipients.length === 0) throw new JiraRefusal(400, ['No recipients were defined for notification.']);
  return empty();
}

function archive(call: JiraCall, at: number | null): Answer {
  const wanted = asList(readBody(call).issueIdsOrKeys).map(one => asText(one) ?? '');
  if (wanted.length === 0) throw new JiraRefusal(400, ['The issueIdsOrKeys list is empty.']);
  const issues = visibleIssues(call, wanted);
  for (const issue of issues)
    call.state.issues.edit(issue.id, row => {
      row.archived = at;
    });
  const missing = wanted.filter(one => !issues.some(({ id, key }) => id === one || key === one));
  const issuesNotFound = { count: missing.length, issueIdsOrKeys: missing, message: 'Issue not found' };
  return json({ numberOfIssuesUpdated: issues.length, errors: missing.length === 0 ? {} : { issuesNotFound } });
}

/** `maxResults` and `startAt` of the createmeta pages. */
export function metaPage<Item>(call: JiraCall, items: readonly Item[], name: string, shape: (item: Item) => unknown): Answer {
  const startAt = readNumber(call.request.query.get('startAt'), 0, Number.MAX_SAFE_INTEGER);
  const maxResults = readNumber(call.request.query.get('maxResults'), 50, 200);
  return json({ startAt, maxResults, total: items.length, [name]: items.slice(startAt, startAt + maxResults).map(shape) });
}
