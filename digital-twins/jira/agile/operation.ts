import type { Operation } from '../../kit/plugin.ts';
import { canSee, isSharedWith } from '../access/can.ts';
import type { Filter } from '../model/config.ts';
import { answerCall, type JiraCall, type RestOperation } from '../operation.ts';
import { JiraRefusal } from '../refusal.ts';
import type { JiraState } from '../state.ts';
import type { Board, Sprint } from './state.ts';

/** An operation of Jira Software: its paths start after `/rest/agile/1.0`. */
export function agileOperation({ path, run, ...rest }: RestOperation): Operation<JiraState> {
  const paths = path.split(' ').flatMap(one => [`/rest/agile/1.0${one}`, `/rest/agile/latest${one}`]);
  // Text is written as in version 2 of the platform's API (Jira Software docs, "Issue").
  return { ...rest, path: paths.join(' '), run: call => answerCall(call, { run }) };
}

const unseenBoard = 'Requested board cannot be viewed because it either does not exist or you do not have permission to view it.';

/** The board of a path. Throws 404 also for one whose filter the user may not see. */
export function findBoard(call: JiraCall, id = call.params.board ?? ''): Readonly<Board> {
  const board = call.state.boards.get(id);
  if (board === undefined || !canSeeBoard(call, board)) throw new JiraRefusal(404, [unseenBoard]);
  return board;
}

/** A board is there for those who see its filter, and the project it stands in. */
export function canSeeBoard({ state, user }: JiraCall, { filterId, location }: Readonly<Board>): boolean {
  const filter = state.filters.get(filterId);
  if (filter === undefined) return false;
  const project = location.type === 'project' ? state.projects.get(location.projectId) : undefined;
  if (project !== undefined && !canSee(state, user, project)) return false;
  return filter.owner === user.accountId || isSharedWith(state, user, filter.shares);
}

export function filterOf(state: JiraState, board: Readonly<Board>): Readonly<Filter> {
  const filter = state.filters.get(board.filterId);
  if (filter === undefined) throw new Error(`board ${board.id} has no filter`);
  return filter;
}

/** The sprint of a path. Throws 404. */
export function findSprint(call: JiraCall, id = call.params.sprint ?? ''): Readonly<Sprint> {
  const sprint = call.state.sprints.get(id);
  const board = call.state.boards.get(sprint?.boardId ?? '');
  if (sprint === undefined || (board !== undefined && !canSeeBoard(call, board))) {
    throw new JiraRefusal(404, ['Sprint does not exist']);
  }
  return sprint;
}

/** Throws 400 for a board that has no sprints. */
export function demandSprints(board: Readonly<Board>): void {
  if (board.type === 'kanban') throw new JiraRefusal(400, ['The board does not support sprints']);
}
