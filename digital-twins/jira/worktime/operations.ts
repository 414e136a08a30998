import { type Answer, empty, json } from '../../kit/answer.ts';
import { canSeeIssue } from '../access/can.ts';
import { isVisible } from '../comment/write.ts';
import type { Issue, Worklog } from '../model/issue.ts';
import { findIssue, type JiraCall, type RestOperation } from '../operation.ts';
import { asList, readBody, readNumber, readSpan } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';
import { worklogShape } from './shape.ts';
import { type Adjusting, addWorklog, deleteWorklog, editWorklog } from './write.ts';

const all = '/issue/:issue/worklog';
const one = '/issue/:issue/worklog/:worklog';

export const worklogOperations: RestOperation[] = [
  { name: 'worklog.list', method: 'GET', path: all, label: 'spec', anonymous: true, run: list },
  {
    name: 'worklog.add',
    method: 'POST',
    path: all,
    label: 'spec',
    write: true,
    run: call => json(worklogShape(viewOf(call), addWorklog(call, findIssue(call), readBody(call), adjusting(call))), 201),
  },
  {
    name: 'worklog.get',
    method: 'GET',
    path: one,
    label: 'spec',
    anonymous: true,
    run: call => json(worklogShape(viewOf(call), named(call))),
  },
  {
    name: 'worklog.edit',
    method: 'PUT',
    path: one,
    label: 'spec',
    write: true,
    run: call =>
      json(worklogShape(viewOf(call), editWorklog(call, findIssue(call), named(call), readBody(call), adjusting(call)))),
  },
  {
    name: 'worklog.delete',
    method: 'DELETE',
    path: one,
    label: 'spec',
    write: true,
    run: call => {
      deleteWorklog(call, findIssue(call), named(call), adjusting(call));
      return empty();
    },
  },
  { name: 'worklog.byIds', method: 'POST', path: '/worklog/list', label: 'spec', run: byIds },
  { name: 'worklog.updated', method: 'GET', path: '/worklog/updated', label: 'spec', run: call => since(call, 'updated') },
  { name: 'worklog.deleted', method: 'GET', path: '/worklog/deleted', label: 'spec', run: call => since(call, 'deleted') },
];

function adjusting({ request: { query } }: JiraCall): Adjusting {
  return {
    adjustEstimate: query.get('adjustEstimate'),
    newEstimate: query.get('newEstimate'),
    reduceBy: query.get('reduceBy'),
    ...(query.has('increaseBy') ? { increaseBy: query.get('increaseBy') } : {}),
  };
}

function visible(call: JiraCall, issue: Readonly<Issue>): Readonly<Worklog>[] {
  return call.state.worklogs.by('issue', issue.id).filter(worklog => isVisible(call, issue, worklog));
}

function named(call: JiraCall): Readonly<Worklog> {
  const issue = findIssue(call);
  const id = call.params.worklog ?? '';
  const worklog = call.state.worklogs.get(id);
  if (worklog?.issueId === issue.id && isVisible(call, issue, worklog)) return worklog;
  throw new JiraRefusal(404, [`Cannot find worklog with id: '${id}'.`]);
}

function list(call: JiraCall): Answer {
  const issue = findIssue(call);
  const { startAt, maxResults } = readSpan(call, 5000, 5000);
  const after = readNumber(call.request.query.get('startedAfter'), 0, Number.MAX_SAFE_INTEGER);
  const before = readNumber(call.request.query.get('startedBefore'), Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const found = visible(call, issue).filter(({ started }) => started >= after && started <= before);
  const worklogs = found.slice(startAt, startAt + maxResults).map(worklog => worklogShape(viewOf(call), worklog));
  return json({ startAt, maxResults, total: found.length, worklogs });
}

function byIds(call: JiraCall): Answer {
  const { state, user } = call;
  const found = asList(readBody(call).ids).flatMap(id => {
    const worklog = state.worklogs.get(String(id));
    const issue = state.issues.get(worklog?.issueId ?? '');
    return worklog !== undefined && issue !== undefined && canSeeIssue(state, user, issue) && isVisible(call, issue, worklog)
      ? [worklog]
      : [];
  });
  return json(found.map(worklog => worklogShape(viewOf(call), worklog)));
}

/** A page of what happened since a moment, oldest first, at most 1000 (Jira docs, "Get IDs of updated worklogs"). */
function since(call: JiraCall, kind: 'updated' | 'deleted'): Answer {
  const start = readNumber(call.request.query.get('since'), 0, Number.MAX_SAFE_INTEGER);
  const { state } = call;
  const rows =
    kind === 'updated'
      ? [...state.worklogs.values()].map(({ id, updated }) => ({ id, at: updated }))
      : [...state.deletedWorklogs.values()];
  const found = rows.filter(({ at }) => at >= start).sort((left, right) => left.at - right.at);
  const page = found.slice(0, 1000);
  const lastPage = page.length === found.length;
  const until = lastPage ? Math.max(start, call.clock.now()) : (page.at(-1)?.at ?? start);
  const self = `${api(viewOf(call))}/worklog/${kind}`;
  return json({
    values: page.map(({ id, at }) => ({ worklogId: Number(id), updatedTime: at, properties: [] })),
    since: start,
    until,
    self: `${self}?since=${start}`,
    ...(lastPage ? {} : { nextPage: `${self}?since=${until}` }),
    lastPage,
  });
}
