import { type Answer, empty, json } from '../../kit/answer.ts';
import { addTask, taskShape } from '../config/tasks.ts';
import { findProject, type JiraCall } from '../operation.ts';
import { asList, asObject, asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { moveStranded } from './apply.ts';
import {
  draftOf,
  draftShape,
  dropDraft,
  findDraft,
  findScheme,
  planOf,
  projectsOf,
  readWorkflowName,
  saveDraft,
  savePlan,
} from './scheme.ts';

export function createDraft(call: JiraCall): Answer {
  const entry = findScheme(call);
  if (draftOf(entry) !== undefined) throw new JiraRefusal(400, ['The workflow scheme already has a draft.']);
  if (projectsOf(call, entry.id).length === 0)
    throw new JiraRefusal(400, ['A draft can only be created from an active workflow scheme.']);
  return json(draftShape(call, saveDraft(call, entry.id, planOf(entry))), 201);
}

export function showDraft(call: JiraCall): Answer {
  return json(draftShape(call, findScheme(call)));
}

/** A draft that is not there yet is made; one may also be changed through the scheme with `updateDraftIfNeeded`. */
export function editDraft(call: JiraCall): Answer {
  const entry = findScheme(call);
  const body = readBody(call);
  const draft = draftOf(entry) ?? planOf(entry);
  const given = body.issueTypeMappings === undefined ? undefined : asObject(body.issueTypeMappings);
  const mappings = given === undefined ? draft.issueTypeMappings : readMappings(call, given);
  const name = body.defaultWorkflow === undefined ? draft.defaultWorkflow : readWorkflowName(call, body.defaultWorkflow);
  const plan = { issueTypeMappings: mappings, ...(name === undefined ? {} : { defaultWorkflow: name }) };
  return json(draftShape(call, saveDraft(call, entry.id, plan)));
}

function readMappings(call: JiraCall, given: Loose): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([type, name]) => [type, readWorkflowName(call, name)]));
}

export function deleteDraft(call: JiraCall): Answer {
  const entry = findScheme(call);
  findDraft(entry);
  dropDraft(call, entry.id);
  return empty();
}

/** Answers where the task can be watched. */
export function seeOther(call: JiraCall, description: string): Answer {
  const task = addTask(call, description, null);
  return json(taskShape(call, task), 303, { location: `/rest/api/${call.version}/task/${task.id}` });
}

/** `POST …/draft/publish`: the draft becomes the scheme; issues in statuses that go follow `statusMappings`. */
export function publishDraft(call: JiraCall): Answer {
  const entry = findScheme(call);
  const { at: _at, by: _by, ...plan } = findDraft(entry);
  const mappings = asList(readBody(call).statusMappings).map(asObject);
  if (call.request.query.get('validateOnly') === 'true') return empty();
  moveStranded(call, projectsOf(call, entry.id), plan, issue => {
    const found = mappings.find(one => asText(one.issueTypeId) === issue.typeId && asText(one.statusId) === issue.statusId);
    return asText(found?.newStatusId);
  });
  savePlan(call, entry.id, plan);
  dropDraft(call, entry.id);
  return seeOther(call, `Publish draft of workflow scheme ${entry.name}`);
}

/** What `mappingsByIssueTypeOverride` and its like say of one status. */
export function mappedStatus(list: unknown, typeId: string, statusId: string): string | undefined {
  const rows = asList(list).map(asObject);
  const moves = rows.filter(one => asText(one.issueTypeId) === typeId).flatMap(one => asList(one.statusMappings).map(asObject));
  return asText(moves.find(one => asText(one.oldStatusId) === statusId)?.newStatusId);
}

/** `POST /workflowscheme/project/switch`: a project with issues gets another scheme. */
export function switchScheme(call: JiraCall): Answer {
  const body = readBody(call);
  const project = findProject(call, asText(body.projectId) ?? '');
  const entry = findScheme(call, asText(body.targetSchemeId) ?? '');
  moveStranded(call, [project], planOf(entry), issue =>
    mappedStatus(body.mappingsByIssueTypeOverride, issue.typeId, issue.statusId),
  );
  call.state.projects.edit(project.id, row => {
    row.workflowSchemeId = entry.id;
  });
  return seeOther(call, `Switch workflow scheme of project ${project.key}`);
}
