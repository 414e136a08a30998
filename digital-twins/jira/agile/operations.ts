import type { Operation } from '../../kit/plugin.ts';
import type { JiraState } from '../state.ts';
import { boardPartOperations } from './board-parts.ts';
import { boardOperations } from './boards.ts';
import { epicOperations } from './epics.ts';
import { issueListOperations } from './issue-lists.ts';
import { moveOperations } from './moves.ts';
import { sprintOperations } from './sprints.ts';

/** Jira Software: boards, sprints, backlog, epics and rank. */
export const agileOperations: Operation<JiraState>[] = [
  ...boardOperations,
  ...boardPartOperations,
  ...sprintOperations,
  ...issueListOperations,
  ...moveOperations,
  ...epicOperations,
];
