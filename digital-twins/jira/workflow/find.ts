import type { Workflow } from '../model/workflow.ts';
import type { JiraCall } from '../operation.ts';
import { JiraRefusal } from '../refusal.ts';

/** The workflow of a path. Throws 404. */
export function findWorkflow(call: JiraCall, id = call.params.workflow ?? ''): Readonly<Workflow> {
  const workflow = call.state.workflows.get(id);
  if (workflow === undefined) throw new JiraRefusal(404, [`The workflow with ID '${id}' was not found.`]);
  return workflow;
}

export function workflowByName({ state }: JiraCall, name: string): Readonly<Workflow> | undefined {
  return state.workflows.by('name', name.toLowerCase())[0];
}
