import { type Answer, empty } from '../../kit/answer.ts';
import { changeIssue } from '../issue/change.ts';
import type { Issue, Worklog } from '../model/issue.ts';
import { findIssue, type JiraCall, type RestOperation } from '../operation.ts';
import { asList, asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { deleteWorklog } from './write.ts';

/** Worklogs one request may delete or move (Jira docs, "Bulk delete worklogs"). */
const most = 5000;

/** Deleting and moving many worklogs of an issue. */
export const worklogBulkOperations: RestOperation[] = [
  { name: 'worklog.deleteBulk', method: 'DELETE', path: '/issue/:issue/worklog', label: 'docs', write: true, run: deleteAll },
  { name: 'worklog.moveBulk', method: 'POST', path: '/issue/:issue/worklog/move', label: 'docs', write: true, run: moveAll },
];

/** The worklogs of a request, all of one issue. Throws 400 and 404. */
function readWorklogs(call: JiraCall, { ids }: Loose, issue: Readonly<Issue>): Readonly<Worklog>[] {
  const wanted = asList(ids).map(one => asText(one) ?? '');
  if (wanted.length === 0) throw new JiraRefusal(400, ['The list of worklog IDs must not be empty.']);
  if (wanted.length > most) throw new JiraRefusal(400, [`At most ${most} worklogs can be changed at once.`]);
  return wanted.map(id => {
    const worklog = call.state.worklogs.get(id);
    if (worklog?.issueId !== issue.id) throw new JiraRefusal(404, [`Cannot find worklog with id: '${id}'.`]);
    return worklog;
  });
}

/** `auto` gives the time back to the estimate, `leave` does not; there is no other way here. */
function readMode(call: JiraCall): 'auto' | 'leave' {
  const mode = call.request.query.get('adjustEstimate') ?? 'auto';
  if (mode !== 'auto' && mode !== 'leave') throw new JiraRefusal(400, [`The value '${mode}' of adjustEstimate is not valid.`]);
  return mode;
}

function deleteAll(call: JiraCall): Answer {
  const issue = findIssue(call);
  const adjustEstimate = readMode(call);
  for (const worklog of readWorklogs(call, readBody(call), issue))
    deleteWorklog(call, call.state.issues.get(issue.id) ?? issue, worklog, { adjustEstimate });
  return empty();
}

function moveAll(call: JiraCall): Answer {
  const issue = findIssue(call);
  const body = readBody(call);
  const target = findIssue(call, asText(body.issueIdOrKey) ?? '');
  const mode = readMode(call);
  const moved = readWorklogs(call, body, issue);
  const spent = moved.reduce((sum, worklog) => sum + worklog.spent, 0);
  for (const { id } of moved)
    call.state.worklogs.edit(id, row => {
      row.issueId = target.id;
    });
  shift(call, issue.id, -spent, mode);
  shift(call, target.id, spent, mode);
  return empty();
}

function shift(call: JiraCall, id: string, spent: number, mode: 'auto' | 'leave'): void {
  const issue = call.state.issues.get(id);
  if (issue === undefined) return;
  const remaining = issue.remainingEstimate;
  const patch = { timeSpent: Math.max(0, (issue.timeSpent ?? 0) + spent) };
  const isAdjusted = mode === 'auto' && remaining !== null;
  changeIssue(call, id, { ...patch, ...(isAdjusted ? { remainingEstimate: Math.max(0, remaining - spent) } : {}) });
}
