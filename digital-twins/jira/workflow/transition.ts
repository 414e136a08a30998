import { can, isInGroup, isInRole } from '../access/can.ts';
import { changeIssue } from '../issue/change.ts';
import { subtasksOf } from '../issue/fields.ts';
import type { Patch } from '../issue/patch.ts';
import type { Comment, Issue } from '../model/issue.ts';
import type { Condition, Transition } from '../model/workflow.ts';
import { type JiraCall, projectOf } from '../operation.ts';
import { JiraRefusal } from '../refusal.ts';
import type { IssueEventType } from '../webhooks/event.ts';
import { workflowOf } from './of.ts';
import { actionsPatch } from './rules/action.ts';
import { demandValid } from './rules/validator.ts';
import { statusOf } from './shape.ts';

/** Transitions that lead on from where an issue is, for whoever asks. */
export function availableTransitions(call: JiraCall, issue: Readonly<Issue>): Transition[] {
  const project = projectOf(call.state, issue);
  if (!can(call.state, call.user, 'TRANSITION_ISSUES', project, issue)) return [];
  return workflowOf(call.state, project, issue.typeId).transitions.filter(
    ({ from, conditions = [] }) =>
      (from === undefined || from.includes(issue.statusId)) && conditions.every(one => isMet(call, issue, one)),
  );
}

function isMet(call: JiraCall, issue: Readonly<Issue>, condition: Condition): boolean {
  const { state, user } = call;
  switch (condition.type) {
    case 'assignee':
      return issue.assignee === user.accountId;
    case 'reporter':
      return issue.reporter === user.accountId;
    case 'group':
      return isInGroup(state, user, condition.groupId);
    case 'role':
      return isInRole(state, user, issue.projectId, condition.roleId);
    case 'permission':
      return can(state, user, condition.permission, projectOf(state, issue), issue);
    case 'user':
      return user.accountId === condition.accountId;
    case 'subtasks':
      return subtasksOf(call, issue).every(one => condition.statusIds.includes(one.statusId));
    case 'any':
      return condition.of.some(one => isMet(call, issue, one));
    case 'all':
      return condition.of.every(one => isMet(call, issue, one));
  }
}

/** Throws `JiraRefusal` 400 for one that does not lead on from here. */
export function findTransition(call: JiraCall, issue: Readonly<Issue>, id: string): Transition {
  const transition = availableTransitions(call, issue).find(one => one.id === id);
  if (transition !== undefined) return transition;
  throw new JiraRefusal(400, [`Transition id '${id}' is not valid for this issue.`]);
}

/** Moves an issue; arriving in a done status resolves it, leaving one takes the resolution away. */
export function applyTransition(
  call: JiraCall,
  issue: Readonly<Issue>,
  transition: Transition,
  given: Patch = {},
  comment?: Readonly<Comment>,
): void {
  demandValid(call, issue, given, transition);
  const patch = { ...given, ...actionsPatch(call, issue, transition) };
  const now = call.clock.now();
  const was = statusOf(call.state, issue.statusId).category;
  const category = statusOf(call.state, transition.to).category;
  const resolutionId = patch.resolutionId ?? (category === 'done' ? (issue.resolutionId ?? '10000') : null);
  const isResolved = resolutionId !== null;
  changeIssue(
    call,
    issue.id,
    {
      ...patch,
      statusId: transition.to,
      statusChanged: issue.statusId === transition.to ? issue.statusChanged : now,
      resolutionId,
      resolved: isResolved ? (issue.resolved ?? now) : null,
    },
    { type: eventType(was === 'done', category === 'done'), ...(comment === undefined ? {} : { comment }) },
  );
}

function eventType(wasDone: boolean, isDone: boolean): IssueEventType {
  if (isDone && !wasDone) return 'issue_resolved';
  return wasDone && !isDone ? 'issue_reopened' : 'issue_generic';
}
