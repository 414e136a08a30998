import { type Answer, empty, json } from '../../kit/answer.ts';
import { can } from '../access/can.ts';
import { findIssue, findIssueByKey, type JiraCall, projectOf, type RestOperation } from '../operation.ts';
import { asList, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';
import { userOrNull } from '../user/shape.ts';

const watchers = '/issue/:issue/watchers';
const votes = '/issue/:issue/votes';

/** Who watches an issue, and who votes for it. */
export const followerOperations: RestOperation[] = [
  { name: 'issue.watchers', method: 'GET', path: watchers, label: 'spec', run: showWatchers },
  { name: 'issue.watch', method: 'POST', path: watchers, label: 'spec', write: true, run: watch },
  { name: 'issue.unwatch', method: 'DELETE', path: watchers, label: 'spec', write: true, run: unwatch },
  { name: 'issue.watchingBulk', method: 'POST', path: '/issue/watching', label: 'spec', run: watchingBulk },
  { name: 'issue.votes', method: 'GET', path: votes, label: 'spec', run: showVotes },
  { name: 'issue.vote', method: 'POST', path: votes, label: 'spec', write: true, run: call => vote(call, true) },
  { name: 'issue.unvote', method: 'DELETE', path: votes, label: 'spec', write: true, run: call => vote(call, false) },
];

function showWatchers(call: JiraCall): Answer {
  const issue = findIssue(call);
  const view = viewOf(call);
  return json({
    self: `${api(view)}/issue/${issue.key}/watchers`,
    isWatching: issue.watchers.includes(call.user.accountId),
    watchCount: issue.watchers.length,
    watchers: issue.watchers.map(id => userOrNull(view, id)).filter(user => user !== null),
  });
}

/** The body is an account id as a JSON string; without one the caller watches. */
function watch(call: JiraCall): Answer {
  const { body } = call.request;
  const issue = findIssue(call);
  const given = body.kind === 'json' ? body.value : undefined;
  const accountId = typeof given === 'string' && given !== '' ? given : call.user.accountId;
  demandManage(call, accountId);
  const user = call.state.users.get(accountId);
  if (user === undefined)
    throw new JiraRefusal(404, [`The user does not exist, or the user does not have permission to view the issue.`]);
  if (!can(call.state, user, 'BROWSE_PROJECTS', projectOf(call.state, issue), issue)) {
    throw new JiraRefusal(400, [
      `The user "${user.name}" does not have permission to view this issue. This user will not be added to the watch list.`,
    ]);
  }
  call.state.issues.edit(issue.id, row => {
    if (!row.watchers.includes(accountId)) row.watchers.push(accountId);
  });
  return empty();
}

function unwatch(call: JiraCall): Answer {
  const issue = findIssue(call);
  const accountId = call.request.query.get('accountId') ?? call.user.accountId;
  demandManage(call, accountId);
  if (!call.state.users.has(accountId)) throw new JiraRefusal(404, ['The user does not exist.']);
  call.state.issues.edit(issue.id, row => {
    row.watchers = row.watchers.filter(one => one !== accountId);
  });
  return empty();
}

function demandManage(call: JiraCall, accountId: string): void {
  if (accountId === call.user.accountId) return;
  const issue = findIssue(call);
  if (can(call.state, call.user, 'MANAGE_WATCHERS', projectOf(call.state, issue), issue)) return;
  throw new JiraRefusal(403, ['You do not have permission to manage the watcher list.']);
}

function watchingBulk(call: JiraCall): Answer {
  const ids = asList(readBody(call).issueIds).map(String);
  const isWatched = (id: string) => findIssueByKey(call.state, id)?.watchers.includes(call.user.accountId) ?? false;
  return json({ issuesIsWatching: Object.fromEntries(ids.map(id => [id, isWatched(id)])) });
}

function showVotes(call: JiraCall): Answer {
  const issue = findIssue(call);
  const view = viewOf(call);
  return json({
    self: `${api(view)}/issue/${issue.key}/votes`,
    votes: issue.voters.length,
    hasVoted: issue.voters.includes(call.user.accountId),
    voters: issue.voters.map(id => userOrNull(view, id)).filter(user => user !== null),
  });
}

function vote(call: JiraCall, isFor: boolean): Answer {
  const issue = findIssue(call);
  const { accountId } = call.user;
  if (isFor && issue.resolutionId !== null) throw new JiraRefusal(404, ['You cannot vote for an issue that has been resolved.']);
  call.state.issues.edit(issue.id, row => {
    row.voters = row.voters.filter(one => one !== accountId);
    if (isFor) row.voters.push(accountId);
  });
  return empty();
}
