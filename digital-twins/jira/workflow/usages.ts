import { type Answer, json } from '../../kit/answer.ts';
import type { Workflow } from '../model/workflow.ts';
import { findProject, type JiraCall } from '../operation.ts';
import { asObject } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { findWorkflow } from './find.ts';
import { workflowOf } from './of.ts';

/** Ids of the workflow schemes that name a workflow. */
function schemesNaming({ state }: JiraCall, name: string): string[] {
  return state.entries
    .by('kind', 'workflowScheme')
    .filter(
      scheme => scheme.defaultWorkflow === name || Object.values(asObject(scheme.issueTypeMappings)).some(one => one === name),
    )
    .map(({ id }) => id);
}

/** Whether a project follows a workflow, or a scheme names it. */
export function isInUse(call: JiraCall, id: string): boolean {
  const { name } = findWorkflow(call, id);
  return schemesNaming(call, name).length > 0 || [...call.state.projects.values()].some(one => one.workflowId === id);
}

export function workflowSchemesOf(call: JiraCall): Answer {
  const { id, name } = findWorkflow(call);
  return json({ workflowId: id, workflowSchemes: { values: schemesNaming(call, name).map(one => ({ id: one })) } });
}

function typesFor(call: JiraCall, isMeant: (workflow: Readonly<Workflow>) => boolean): { id: string }[] {
  const project = findProject(call);
  return project.issueTypes.filter(type => isMeant(workflowOf(call.state, project, type))).map(id => ({ id }));
}

/** The issue types of a project that follow a workflow. */
export function typesOfWorkflow(call: JiraCall): Answer {
  const { id } = findWorkflow(call);
  const values = typesFor(call, workflow => workflow.id === id);
  return json({ workflowId: id, projectId: findProject(call).id, issueTypes: { values } });
}

/** The issue types of a project whose workflows have a status. */
export function typesOfStatus(call: JiraCall): Answer {
  const id = call.params.status ?? '';
  if (!call.state.statuses.has(id)) throw new JiraRefusal(404, [`The status with ID '${id}' was not found.`]);
  const values = typesFor(call, workflow => workflow.statuses.includes(id));
  return json({ statusId: id, projectId: findProject(call).id, issueTypes: { values } });
}
