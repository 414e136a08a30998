import { type Answer, json } from '../../kit/answer.ts';
import type { Workflow } from '../model/workflow.ts';
import { findProject, type JiraCall } from '../operation.ts';
import { asList, asObject, asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { statusDocuments, workflowDocument } from './document.ts';
import { workflowByName } from './find.ts';
import { workflowOf } from './of.ts';

function named(call: JiraCall, body: Loose): Readonly<Workflow>[] {
  const { workflows } = call.state;
  const byId = asList(body.workflowIds).flatMap(id => workflows.get(String(id)) ?? []);
  const byName = asList(body.workflowNames).flatMap(name => workflowByName(call, String(name)) ?? []);
  return [...byId, ...byName];
}

/** `POST /workflows`: those of the ids, names and places asked for; what is not there is left out. */
export function readWorkflows(call: JiraCall): Answer {
  const body = readBody(call);
  const placed = asList(body.projectAndIssueTypes)
    .map(asObject)
    .map(({ projectId, issueTypeId }) =>
      workflowOf(call.state, findProject(call, asText(projectId) ?? ''), asText(issueTypeId) ?? ''),
    );
  const found = [...new Map([...named(call, body), ...placed].map(one => [one.id, one])).values()];
  return json({ statuses: statusDocuments(call.state, found), workflows: found.map(one => workflowDocument(one)) });
}

/** `POST /workflows/preview`: the workflows of one project, for those who may see the project. */
export function previewWorkflows(call: JiraCall): Answer {
  const body = readBody(call);
  const project = findProject(call, asText(body.projectId) ?? '');
  const typesOf = (id: string) => project.issueTypes.filter(type => workflowOf(call.state, project, type).id === id);
  const typed = asList(body.issueTypeIds).map(type => workflowOf(call.state, project, String(type)));
  const wanted = [...new Map([...named(call, body), ...typed].map(one => [one.id, one])).values()];
  const found = wanted.filter(({ id }) => typesOf(id).length > 0);
  if (found.length === 0) throw new JiraRefusal(404, ['No workflow previews were found.']);
  return json({
    statuses: statusDocuments(call.state, found).map(one => ({ ...one, rawName: one.name })),
    workflows: found.map(one => previewShape(one, { project: [project.id], issueTypes: typesOf(one.id) })),
  });
}

function previewShape(workflow: Readonly<Workflow>, queryContext: Loose): Loose {
  const { isEditable: _e, taskId: _t, created: _c, updated: _u, ...rest } = workflowDocument(workflow);
  const transitions = asList(rest.transitions)
    .map(asObject)
    .map(({ properties: _p, ...one }) => one);
  const statuses = asList(rest.statuses)
    .map(asObject)
    .map(({ properties: _p, ...one }) => one);
  return { ...rest, statuses, transitions, queryContext: [queryContext] };
}
