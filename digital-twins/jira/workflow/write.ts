import { type Answer, json } from '../../kit/answer.ts';
import { hexAlphabet } from '../../kit/ids.ts';
import { noteAudit } from '../config/audit.ts';
import { addTask } from '../config/tasks.ts';
import type { Workflow } from '../model/workflow.ts';
import type { JiraCall } from '../operation.ts';
import { asList, asObject, asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { checkWorkflows } from './check.ts';
import { categoryOf, readWorkflow, statusDocuments, workflowDocument } from './document.ts';
import { migrate, unmapped } from './migrate.ts';

/** Throws 400 with everything wrong with a request. */
export function demandSound(call: JiraCall, body: Loose, isNew: boolean): void {
  const errors = checkWorkflows(call, body, isNew);
  if (errors.length > 0)
    throw new JiraRefusal(
      400,
      errors.map(({ message }) => message),
    );
}

/** `POST /workflows/create`: workflows with the statuses they need. */
export function createWorkflows(call: JiraCall): Answer {
  const body = readBody(call);
  demandSound(call, body, true);
  const projectId = asText(asObject(asObject(body.scope).project).id) ?? null;
  const ids = ensureStatuses(call, body, projectId);
  const workflows = asList(body.workflows).map(given => addWorkflow(call, asObject(given), ids, projectId));
  return json({ statuses: statusDocuments(call.state, workflows), workflows: workflows.map(one => workflowDocument(one)) });
}

/** The id each status reference stands for; statuses that are not there yet are made, others follow the request. */
function ensureStatuses(call: JiraCall, body: Loose, projectId: string | null): Map<string, string> {
  const { statuses } = call.state;
  return new Map(
    asList(body.statuses)
      .map(asObject)
      .map(({ id, name, description, statusCategory, statusReference }) => {
        const given = {
          name: String(name).trim(),
          description: asText(description) ?? '',
          category: categoryOf[String(statusCategory)] ?? 'new',
        };
        const known = asText(id);
        const status =
          known === undefined
            ? statuses.add({ id: String(call.ids.number('jira.status', 10_000)), projectId, ...given })
            : statuses.edit(known, row => Object.assign(row, given));
        return [String(statusReference), status.id];
      }),
  );
}

export function addWorkflow(call: JiraCall, body: Loose, ids: Map<string, string>, projectId: string | null): Readonly<Workflow> {
  const { description, ...given } = readWorkflow(body, reference => ids.get(reference) ?? reference);
  const name = String(body.name).trim();
  const place = call.ids.number('jira.workflow', 1);
  const hex = call.ids.named('jira.workflow', `${name}:${place}`, { prefix: '', length: 32, alphabet: hexAlphabet });
  const now = call.clock.now();
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  noteAudit(call, 'Workflow created', 'workflows', { id, name, type: 'WORKFLOW' });
  return call.state.workflows.add({
    id,
    name,
    description: description ?? '',
    ...given,
    created: now,
    updated: now,
    version: 0,
    isDefault: false,
    projectId,
  });
}

/** `POST /workflows/update`: replaces workflows; issues in statuses that go are moved as the mappings say. */
export function updateWorkflows(call: JiraCall): Answer {
  const body = readBody(call);
  demandSound(call, body, false);
  const given = asList(body.workflows).map(asObject);
  for (const one of given) demandCurrent(call, one);
  const ids = ensureStatuses(call, body, null);
  const missing = given.flatMap(one => unmapped(call, one, reference => ids.get(reference) ?? reference));
  if (missing.length > 0) throw new JiraRefusal(400, missing);
  let moved = 0;
  const workflows = given.map(one => {
    moved += migrate(call, one, reference => ids.get(reference) ?? reference);
    return replaceWorkflow(call, one, ids);
  });
  const taskId = moved === 0 ? null : addTask(call, 'Workflow update', null).id;
  return json({
    statuses: statusDocuments(call.state, workflows),
    taskId,
    workflows: workflows.map(one => workflowDocument(one)),
  });
}

function demandCurrent(call: JiraCall, { id, version }: Loose): void {
  const workflow = call.state.workflows.get(asText(id) ?? '');
  if (workflow === undefined) throw new JiraRefusal(400, [`The workflow with ID ${String(id)} does not exist.`]);
  if (workflow.isDefault) throw new JiraRefusal(400, ['The default workflow cannot be edited.']);
  const { versionNumber } = asObject(version);
  if (versionNumber !== workflow.version)
    throw new JiraRefusal(409, ['The workflow has been changed since the version that was given.']);
}

function replaceWorkflow(call: JiraCall, body: Loose, ids: Map<string, string>): Readonly<Workflow> {
  const { description, ...given } = readWorkflow(body, reference => ids.get(reference) ?? reference);
  const now = call.clock.now();
  return call.state.workflows.edit(String(body.id), row => {
    Object.assign(row, given, { version: row.version + 1, updated: now });
    if (description !== undefined) row.description = description;
  });
}
