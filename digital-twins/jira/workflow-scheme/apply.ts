import { changeIssue } from '../issue/change.ts';
import type { Issue } from '../model/issue.ts';
import type { Project } from '../model/project.ts';
import type { Workflow } from '../model/workflow.ts';
import type { JiraCall } from '../operation.ts';
import { JiraRefusal } from '../refusal.ts';
import type { JiraState } from '../state.ts';
import type { Plan } from './scheme.ts';

/** The workflow issues of a type follow in a project under a plan. */
export function plannedWorkflow(
  state: JiraState,
  project: Readonly<Project>,
  typeId: string,
  plan: Plan,
): Readonly<Workflow> | undefined {
  const name = plan.issueTypeMappings[typeId] ?? plan.defaultWorkflow;
  const named = name === undefined ? undefined : state.workflows.by('name', name.toLowerCase())[0];
  return named ?? state.workflows.get(project.workflowId);
}

/** Issues whose status their workflow under a plan does not have. */
export function strandedBy(state: JiraState, projects: readonly Readonly<Project>[], plan: Plan): Readonly<Issue>[] {
  return projects.flatMap(project =>
    state.issues
      .by('project', project.id)
      .filter(issue => plannedWorkflow(state, project, issue.typeId, plan)?.statuses.includes(issue.statusId) !== true),
  );
}

/** Moves issues to the statuses a request maps theirs to. Throws 400 while one has none. */
export function moveStranded(
  call: JiraCall,
  projects: readonly Readonly<Project>[],
  plan: Plan,
  targetOf: (issue: Readonly<Issue>) => string | undefined,
): void {
  const moves = strandedBy(call.state, projects, plan).map(issue => ({ issue, statusId: targetOf(issue) }));
  for (const { issue, statusId } of moves) {
    const project = projects.find(({ id }) => id === issue.projectId);
    const workflow = project === undefined ? undefined : plannedWorkflow(call.state, project, issue.typeId, plan);
    if (statusId === undefined || workflow?.statuses.includes(statusId) !== true) throw unmapped(call, issue);
  }
  for (const { issue, statusId = '' } of moves)
    changeIssue(call, issue.id, { statusId, statusChanged: call.clock.now() }, { type: 'issue_generic' });
}

function unmapped({ state }: JiraCall, { typeId, statusId }: Readonly<Issue>): JiraRefusal {
  const [type, status] = [state.issueTypes.get(typeId)?.name ?? typeId, state.statuses.get(statusId)?.name ?? statusId];
  return new JiraRefusal(400, [`You must provide a status mapping for the status ${status} of the issue type ${type}.`]);
}
