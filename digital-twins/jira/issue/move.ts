import { can } from '../access/can.ts';
import type { Issue } from '../model/issue.ts';
import type { Project } from '../model/project.ts';
import type { JiraCall } from '../operation.ts';
import { JiraRefusal } from '../refusal.ts';
import { workflowOf } from '../workflow/of.ts';
import { changeIssue } from './change.ts';
import { subtasksOf } from './fields.ts';

/** Moves an issue with its subtasks to a project and type; it gets a new key, and its old key goes on finding it. */
export function moveIssue(call: JiraCall, issue: Readonly<Issue>, project: Readonly<Project>, typeId: string): void {
  const { state } = call;
  if (!project.issueTypes.includes(typeId)) throw new JiraRefusal(400, ['The issue type is not valid for the project.']);
  const from = state.projects.get(issue.projectId);
  if (
    from === undefined ||
    !can(state, call.user, 'MOVE_ISSUES', from, issue) ||
    !can(state, call.user, 'CREATE_ISSUES', project)
  ) {
    throw new JiraRefusal(403, ['You do not have permission to move this issue.']);
  }
  const children = subtasksOf(call, issue);
  const workflow = workflowOf(state, project, typeId);
  const statusId = workflow.statuses.includes(issue.statusId) ? issue.statusId : workflow.initial;
  const isElsewhere = project.id !== issue.projectId;
  const place = isElsewhere ? nextPlace(call, issue, project) : {};
  changeIssue(call, issue.id, { typeId, statusId, ...place }, { type: 'issue_moved' });
  if (isElsewhere) for (const child of children) moveIssue(call, child, project, child.typeId);
}

/** What belongs to a project stays there: components, versions and sprints. */
function nextPlace(call: JiraCall, issue: Readonly<Issue>, project: Readonly<Project>): Partial<Issue> {
  const { state } = call;
  const { lastNumber } = state.projects.edit(project.id, row => {
    row.lastNumber += 1;
  });
  if (!state.movedKeys.has(issue.key)) state.movedKeys.add({ key: issue.key, issueId: issue.id });
  const none = { componentIds: [], fixVersionIds: [], affectedVersionIds: [], securityId: null };
  return { projectId: project.id, key: `${project.key}-${lastNumber}`, number: lastNumber, ...none };
}
