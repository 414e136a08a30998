import { type Answer, empty } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { canSeeIssue } from '../access/can.ts';
import { changeIssue } from '../issue/change.ts';
import type { ChangeItem, Issue } from '../model/issue.ts';
import { demand, findIssueByKey, type JiraCall, type RestOperation, unseen } from '../operation.ts';
import { asList, asText, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import type { JiraState } from '../state.ts';
import { findEpic } from './issue-lists.ts';
import { byRank } from './listing.ts';
import { agileOperation, findBoard, findSprint } from './operation.ts';
import { rankBetween } from './rank.ts';

/** Moving issues: between sprints, backlog and epics, and up and down. */
const operations: RestOperation[] = [
  {
    name: 'issue.rank',
    method: 'PUT',
    path: '/issue/rank',
    label: 'spec',
    write: true,
    run: call => rank(call, readIssues(call)),
  },
  { name: 'sprint.move', method: 'POST', path: '/sprint/:sprint/issue', label: 'spec', write: true, run: toSprint },
  { name: 'backlog.move', method: 'POST', path: '/backlog/issue', label: 'spec', write: true, run: toBacklog },
  {
    name: 'backlog.board.move',
    method: 'POST',
    path: '/backlog/:board/issue',
    label: 'spec',
    write: true,
    run: call => {
      findBoard(call);
      return toBacklog(call);
    },
  },
  {
    name: 'board.move',
    method: 'POST',
    path: '/board/:board/issue',
    label: 'docs',
    write: true,
    run: call => {
      findBoard(call);
      return rank(call, readIssues(call));
    },
  },
  {
    name: 'epic.move',
    method: 'POST',
    path: '/epic/:epic/issue',
    label: 'spec',
    write: true,
    run: call => toEpic(call, findEpic(call).id),
  },
  {
    name: 'epic.none.move',
    method: 'POST',
    path: '/epic/none/issue',
    label: 'spec',
    write: true,
    run: call => toEpic(call, null),
  },
  {
    name: 'epic.rank',
    method: 'PUT',
    path: '/epic/:epic/rank',
    label: 'docs',
    write: true,
    run: call => {
      const body = readBody(call);
      return place(call, [findEpic(call)], asText(body.rankBeforeEpic), asText(body.rankAfterEpic));
    },
  },
];

export const moveOperations: Operation<JiraState>[] = operations.map(agileOperation);

const mostIssues = 50;

/** The issues of a body. Throws 400 for more than 50, or one the user does not see. */
function readIssues(call: JiraCall): Readonly<Issue>[] {
  const given = asList(readBody(call).issues).map(asText);
  if (given.length === 0) throw new JiraRefusal(400, [], { issues: 'At least one issue must be given.' });
  if (given.length > mostIssues)
    throw new JiraRefusal(400, [`The maximum number of issues that can be moved at once is ${mostIssues}.`]);
  return given.map(wanted => seenIssue(call, wanted));
}

function seenIssue(call: JiraCall, wanted: string | undefined): Readonly<Issue> {
  const issue = findIssueByKey(call.state, wanted ?? '');
  if (issue === undefined || !canSeeIssue(call.state, call.user, issue)) throw new JiraRefusal(400, [unseen]);
  return issue;
}

function rank(call: JiraCall, issues: readonly Readonly<Issue>[]): Answer {
  const body = readBody(call);
  return place(call, issues, asText(body.rankBeforeIssue), asText(body.rankAfterIssue));
}

/** Puts issues, in the order given, right before or after another one. */
function place(
  call: JiraCall,
  issues: readonly Readonly<Issue>[],
  before: string | undefined,
  after: string | undefined,
): Answer {
  if (before === undefined && after === undefined) return empty();
  if (before !== undefined && after !== undefined)
    throw new JiraRefusal(400, ['Only one of rankBeforeIssue and rankAfterIssue may be given.']);
  for (const issue of issues) {
    demand(call, 'SCHEDULE_ISSUES', issue, 'You do not have permission to rank issues. You need the schedule issues permission.');
  }
  const anchor = seenIssue(call, before ?? after);
  const moved = new Set(issues.map(issue => issue.id));
  // Jira takes an issue that is ranked by itself, and leaves everything as it is.
  if (moved.has(anchor.id)) return empty();
  const [neighbourLow, high] = neighbours(call, anchor, moved, after !== undefined);
  let low = neighbourLow;
  for (const issue of issues) {
    const next = rankBetween(low, high);
    changeIssue(call, issue.id, { rank: next }, { extra: [rankItem(next < issue.rank)] });
    low = next;
  }
  return empty();
}

/** The ranks between which there is room right before or after an issue. */
function neighbours(
  { state }: JiraCall,
  anchor: Readonly<Issue>,
  moved: ReadonlySet<string>,
  isAfter: boolean,
): [string | undefined, string | undefined] {
  let other: Readonly<Issue> | undefined;
  for (const issue of state.issues.values()) {
    const isBeyond = isAfter ? byRank(issue, anchor) > 0 : byRank(issue, anchor) < 0;
    if (!isBeyond || moved.has(issue.id)) continue;
    const isNearer = other === undefined || (isAfter ? byRank(issue, other) < 0 : byRank(issue, other) > 0);
    if (isNearer) other = issue;
  }
  return isAfter ? [anchor.rank, other?.rank] : [other?.rank, anchor.rank];
}

function rankItem(isHigher: boolean): ChangeItem {
  const how = isHigher ? 'Ranked higher' : 'Ranked lower';
  return { field: 'Rank', fieldId: 'customfield_10019', custom: true, from: '', fromString: '', to: '', toString: how };
}

/** Sprints an issue is done with stay on its record; it stands in one open sprint at most. */
function moveTo(call: JiraCall, issue: Readonly<Issue>, sprintId: string | undefined): void {
  demand(call, 'SCHEDULE_ISSUES', issue, 'You do not have permission to schedule issues.');
  const closed = issue.sprintIds.filter(id => call.state.sprints.get(id)?.state === 'closed');
  changeIssue(call, issue.id, { sprintIds: sprintId === undefined ? closed : [...closed, sprintId] });
}

function toSprint(call: JiraCall): Answer {
  const sprint = findSprint(call);
  if (sprint.state === 'closed') throw new JiraRefusal(400, ['Issues can only be moved to open or active sprints.']);
  const issues = readIssues(call);
  for (const issue of issues) moveTo(call, issue, sprint.id);
  return rank(call, issues);
}

function toBacklog(call: JiraCall): Answer {
  const issues = readIssues(call);
  for (const issue of issues) moveTo(call, issue, undefined);
  return rank(call, issues);
}

function toEpic(call: JiraCall, epicId: string | null): Answer {
  for (const issue of readIssues(call)) {
    demand(call, 'EDIT_ISSUES', issue, 'You do not have permission to edit issues.');
    changeIssue(call, issue.id, { parentId: epicId });
  }
  return empty();
}
