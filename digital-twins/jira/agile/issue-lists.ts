import { type Answer, json } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { canSeeIssue } from '../access/can.ts';
import type { Issue } from '../model/issue.ts';
import { answerCall, findIssueByKey, type JiraCall, type RestOperation } from '../operation.ts';
import { JiraRefusal } from '../refusal.ts';
import type { JiraState } from '../state.ts';
import { typeOf } from '../workflow/shape.ts';
import { boardIssues, byRank, listIssues, pageIssues } from './listing.ts';
import { agileOperation, demandSprints, findBoard, findSprint } from './operation.ts';
import type { Board } from './state.ts';

/** What each list holds. */
const lists: { name: string; path: string; of(call: JiraCall): readonly Readonly<Issue>[] }[] = [
  { name: 'board.issues', path: '/board/:board/issue', of: call => boardIssues(call, findBoard(call)) },
  { name: 'board.backlog', path: '/board/:board/backlog', of: call => backlogOf(call, findBoard(call)) },
  {
    name: 'board.sprint.issues',
    path: '/board/:board/sprint/:sprint/issue',
    of: call => {
      const board = findBoard(call);
      demandSprints(board);
      const sprint = findSprint(call);
      return boardIssues(call, board).filter(issue => issue.sprintIds.includes(sprint.id));
    },
  },
  {
    name: 'board.epic.none.issues',
    path: '/board/:board/epic/none/issue',
    of: call => boardIssues(call, findBoard(call)).filter(hasNoEpic(call)),
  },
  {
    name: 'board.epic.issues',
    path: '/board/:board/epic/:epic/issue',
    of: call => {
      const board = findBoard(call);
      const epic = findEpic(call);
      return boardIssues(call, board).filter(issue => issue.parentId === epic.id);
    },
  },
  { name: 'sprint.issues', path: '/sprint/:sprint/issue', of: call => sprintIssues(call, findSprint(call).id) },
  {
    name: 'epic.issues',
    path: '/epic/:epic/issue',
    of: call => seen(call, call.state.issues.by('parent', findEpic(call).id)).sort(byRank),
  },
  {
    name: 'epic.none.issues',
    path: '/epic/none/issue',
    of: call =>
      seen(call, [...call.state.issues.values()])
        .filter(hasNoEpic(call))
        .sort(byRank),
  },
];

/** Every list under both roots: `/rest/agile` by numbers, `/rest/software` by tokens, with its count. */
export const issueListOperations: Operation<JiraState>[] = lists.flatMap(({ name, path, of }) => {
  const software = (suffix: string, run: RestOperation['run']): Operation<JiraState> => ({
    name: `software.${name}${suffix === '' ? '' : '.count'}`,
    method: 'GET',
    path: `/rest/software/1.0${path}${suffix}`,
    label: 'docs',
    run: call => answerCall(call, { run }),
  });
  return [
    agileOperation({ name, method: 'GET', path, label: 'docs', run: call => listIssues(call, of(call)) }),
    software('', call => pageIssues(call, of(call))),
    software('/approximate-count', call => count(of(call))),
  ];
});

function count(issues: readonly unknown[]): Answer {
  return json({ count: issues.length });
}

function seen(call: JiraCall, issues: readonly Readonly<Issue>[]): Readonly<Issue>[] {
  return issues.filter(issue => issue.archived === null && canSeeIssue(call.state, call.user, issue));
}

function sprintIssues(call: JiraCall, sprintId: string): Readonly<Issue>[] {
  return seen(call, call.state.issues.by('sprint', sprintId)).sort(byRank);
}

/** What is neither done nor in a sprint that goes on or is to come; on a kanban board, what stands in its first column. */
function backlogOf(call: JiraCall, board: Readonly<Board>): Readonly<Issue>[] {
  const { state } = call;
  const isOpen = (issue: Readonly<Issue>) => state.statuses.get(issue.statusId)?.category !== 'done';
  const isPlanned = (issue: Readonly<Issue>) =>
    issue.sprintIds.some(id => (state.sprints.get(id)?.state ?? 'closed') !== 'closed');
  return boardIssues(call, board).filter(issue => {
    const type = typeOf(state, issue);
    return isOpen(issue) && !isPlanned(issue) && type.level === 0;
  });
}

function hasNoEpic({ state }: JiraCall): (issue: Readonly<Issue>) => boolean {
  const isEpic = (id: string | null) =>
    id !== null && (state.issueTypes.get(state.issues.get(id)?.typeId ?? '')?.level ?? 0) === 1;
  return issue => typeOf(state, issue).level === 0 && !isEpic(issue.parentId);
}

/** The epic of a path, by id or key. Throws 404 for an issue that is none. */
export function findEpic(call: JiraCall): Readonly<Issue> {
  const issue = findIssueByKey(call.state, call.params.epic ?? '');
  const isEpic = issue !== undefined && typeOf(call.state, issue).level === 1 && canSeeIssue(call.state, call.user, issue);
  if (!isEpic) throw new JiraRefusal(404, ['The requested epic does not exist, or you do not have permission to view it.']);
  return issue;
}
