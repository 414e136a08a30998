import { type Answer, json } from '../../kit/answer.ts';
import type { Stored } from '../config/resource.ts';
import type { Workflow } from '../model/workflow.ts';
import { findProject, type JiraCall } from '../operation.ts';
import { asList, asObject, asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { statusDocument } from '../workflow/document.ts';
import { findWorkflow, workflowByName } from '../workflow/find.ts';
import { moveStranded, plannedWorkflow, strandedBy } from './apply.ts';
import { mappedStatus, seeOther } from './drafts.ts';
import { findScheme, type Plan, planOf, projectsOf, savePlan, schemeKind } from './scheme.ts';

function workflowPart({ id, name, description, version }: Readonly<Workflow>): Loose {
  return { id, name, description, version: { id, versionNumber: version } };
}

const versionOf = (entry: Stored) => (entry.version as number | undefined) ?? 0;

function shape(call: JiraCall, entry: Stored): Loose {
  const { defaultWorkflow, issueTypeMappings } = planOf(entry);
  const fallback = [...call.state.workflows.values()].find(({ isDefault }) => isDefault);
  const byDefault = (defaultWorkflow === undefined ? undefined : workflowByName(call, defaultWorkflow)) ?? fallback;
  const names = [...new Set(Object.values(issueTypeMappings))];
  return {
    id: entry.id,
    name: entry.name,
    description: entry.description,
    scope: { type: 'GLOBAL' },
    version: { id: entry.id, versionNumber: versionOf(entry) },
    ...(byDefault === undefined ? {} : { defaultWorkflow: workflowPart(byDefault) }),
    workflowsForIssueTypes: names.flatMap(name => {
      const workflow = workflowByName(call, name) ?? fallback;
      const issueTypeIds = Object.entries(issueTypeMappings).filter(([, one]) => one === name);
      return workflow === undefined
        ? []
        : [{ issueTypeIds: issueTypeIds.map(([type]) => type), workflow: workflowPart(workflow) }];
    }),
  };
}

/** `POST /workflowscheme/read`: schemes by their ids and by their projects. */
export function readSchemes(call: JiraCall): Answer {
  const body = readBody(call);
  const ofProjects = asList(body.projectIds).map(id => findProject(call, asText(id) ?? '').workflowSchemeId);
  const ids = new Set([...asList(body.workflowSchemeIds).map(String), ...ofProjects.filter(id => id !== null)]);
  const found = [...ids].flatMap(id => call.state.entries.get(`${schemeKind.kind}:${id}`) ?? []);
  return json(found.map(entry => shape(call, entry)));
}

function readPlan(call: JiraCall, { defaultWorkflowId, workflowsForIssueTypes }: Loose, before: Plan): Plan {
  const rows = asList(workflowsForIssueTypes).map(asObject);
  const issueTypeMappings = Object.fromEntries(
    rows.flatMap(({ issueTypeIds, workflowId }) => {
      const { name } = findWorkflow(call, asText(workflowId) ?? '');
      return asList(issueTypeIds).map(type => [String(type), name]);
    }),
  );
  const defaultWorkflow =
    defaultWorkflowId === undefined ? before.defaultWorkflow : findWorkflow(call, asText(defaultWorkflowId) ?? '').name;
  return { issueTypeMappings, ...(defaultWorkflow === undefined ? {} : { defaultWorkflow }) };
}

/** `POST /workflowscheme/update`: 200 where nothing had to be moved, otherwise a task. */
export function updateScheme(call: JiraCall): Answer {
  const body = readBody(call);
  const entry = findScheme(call, asText(body.id) ?? '');
  if (asObject(body.version).versionNumber !== versionOf(entry))
    throw new JiraRefusal(409, ['The workflow scheme has been changed since the version that was given.']);
  const plan = readPlan(call, body, planOf(entry));
  const projects = projectsOf(call, entry.id);
  const isMoving = strandedBy(call.state, projects, plan).length > 0;
  moveStranded(
    call,
    projects,
    plan,
    ({ typeId, statusId }) =>
      mappedStatus(body.statusMappingsByIssueTypeOverride, typeId, statusId) ??
      mappedByWorkflow(body.statusMappingsByWorkflows, statusId),
  );
  savePlan(call, entry.id, plan);
  call.state.entries.edit(`${schemeKind.kind}:${entry.id}`, row => {
    row.name = asText(body.name) ?? row.name;
    row.description = asText(body.description) ?? row.description;
    row.version = versionOf(entry) + 1;
  });
  return isMoving ? seeOther(call, `Update workflow scheme ${entry.name}`) : json({});
}

function mappedByWorkflow(list: unknown, statusId: string): string | undefined {
  const moves = asList(list).flatMap(one => asList(asObject(one).statusMappings).map(asObject));
  return asText(moves.find(one => asText(one.oldStatusId) === statusId)?.newStatusId);
}

/** `POST /workflowscheme/update/mappings`: what an update would have to map. */
export function requiredMappings(call: JiraCall): Answer {
  const body = readBody(call);
  const { state } = call;
  const entry = findScheme(call, asText(body.id) ?? '');
  const plan = readPlan(call, body, planOf(entry));
  const projects = projectsOf(call, entry.id);
  const lost = strandedBy(state, projects, plan);
  const types = [...new Set(lost.map(({ typeId }) => typeId))];
  const planned = projects.flatMap(project => types.flatMap(type => plannedWorkflow(state, project, type, plan) ?? []));
  const workflows = [...new Map(planned.map(one => [one.id, one])).values()];
  const statusIds = new Set([...lost.map(({ statusId }) => statusId), ...workflows.flatMap(({ statuses }) => statuses)]);
  return json({
    statusMappingsByIssueTypes: types.map(issueTypeId => ({
      issueTypeId,
      statusIds: [...new Set(lost.filter(({ typeId }) => typeId === issueTypeId).map(({ statusId }) => statusId))],
    })),
    statusMappingsByWorkflows: [],
    statuses: [...statusIds]
      .flatMap(id => state.statuses.get(id) ?? [])
      .map(statusDocument)
      .map(({ id, name, statusCategory }) => ({ id, name, category: statusCategory })),
    statusesPerWorkflow: workflows.map(({ id, initial, statuses }) => ({
      workflowId: id,
      initialStatusId: initial,
      statuses: [...statuses],
    })),
  });
}
