import { type Answer, empty, json } from '../../../kit/answer.ts';
import { findProject, type JiraCall } from '../../operation.ts';
import { asObject, asText, readBody, readList } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';
import { api, viewOf } from '../../shapes.ts';
import { findEntry, type Resource } from '../resource.ts';
import { numbered } from './shapes.ts';

export const workflowScheme: Resource = {
  kind: 'workflowScheme',
  path: '/workflowscheme',
  noun: 'workflow scheme',
  from: 10_001,
  list: 'page',
  edited: 'shape',
  shape: (call, entry) => ({
    ...numbered(entry),
    defaultWorkflow: entry.defaultWorkflow ?? 'jira',
    issueTypeMappings: entry.issueTypeMappings ?? {},
    draft: false,
    self: `${api(viewOf(call))}/workflowscheme/${entry.id}`,
  }),
  read: (call, body, known) => {
    const defaultWorkflow = asText(body.defaultWorkflow) ?? known?.defaultWorkflow;
    const issueTypeMappings = asObject(body.issueTypeMappings ?? known?.issueTypeMappings);
    for (const name of [defaultWorkflow, ...Object.values(issueTypeMappings)]) {
      if (typeof name === 'string' && name !== 'jira' && call.state.workflows.by('name', name.toLowerCase()).length === 0) {
        throw new JiraRefusal(400, [`The workflow '${name}' was not found.`]);
      }
    }
    return { issueTypeMappings, ...(defaultWorkflow === undefined ? {} : { defaultWorkflow }) };
  },
};

export function workflowSchemeProjects(call: JiraCall): Answer {
  const projects = readList(call, 'projectId').map(id => findProject(call, id));
  const schemes = [...new Set(projects.map(project => project.workflowSchemeId))];
  return json({
    values: schemes.map(id => ({
      projectIds: projects.filter(project => project.workflowSchemeId === id).map(project => project.id),
      workflowScheme:
        id === null
          ? { name: 'Default Workflow Scheme', defaultWorkflow: 'jira', issueTypeMappings: {}, draft: false }
          : workflowScheme.shape(call, findEntry(call, workflowScheme, id)),
    })),
  });
}

export function assignWorkflows(call: JiraCall): Answer {
  const { workflowSchemeId, projectId } = readBody(call);
  const project = findProject(call, asText(projectId) ?? '');
  const id =
    workflowSchemeId === null || workflowSchemeId === undefined
      ? null
      : findEntry(call, workflowScheme, asText(workflowSchemeId) ?? '').id;
  if (call.state.issues.keysBy('project', project.id).length > 0)
    throw new JiraRefusal(400, ['The project has issues: its workflow scheme cannot be changed this way.']);
  call.state.projects.edit(project.id, row => {
    row.workflowSchemeId = id;
  });
  return empty();
}
