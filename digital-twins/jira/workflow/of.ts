import type { Project } from '../model/project.ts';
import type { Workflow } from '../model/workflow.ts';
import type { JiraState } from '../state.ts';

/** The workflow that issues of a type follow in a project. */
export function workflowOf(state: JiraState, project: Readonly<Project>, typeId: string): Readonly<Workflow> {
  const scheme = project.workflowSchemeId === null ? undefined : state.entries.get(`workflowScheme:${project.workflowSchemeId}`);
  const mappings = (scheme?.issueTypeMappings ?? {}) as Record<string, string>;
  const name = mappings[typeId] ?? (scheme?.defaultWorkflow as string | undefined);
  const named = name === undefined ? undefined : state.workflows.by('name', name.toLowerCase())[0];
  const workflow = named ?? state.workflows.get(project.workflowId);
  if (workflow === undefined) throw new Error(`project ${project.key} has no workflow`);
  return workflow;
}
