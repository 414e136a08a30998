import { can, canSee } from '../access/can.ts';
import { emit } from '../emit.ts';
import { contextFor } from '../field/context.ts';
import { readCustom } from '../field/read.ts';
import type { Issue } from '../model/issue.ts';
import type { Project } from '../model/project.ts';
import type { Transition } from '../model/workflow.ts';
import { demand, type JiraCall, projectOf } from '../operation.ts';
import { asObject, asText, type Loose } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { demandValid } from '../workflow/rules/validator.ts';
import { applyTransition, findTransition } from '../workflow/transition.ts';
import { changeIssue } from './change.ts';
import { applyExtras, checkExtras, type Extras } from './extras.ts';
import { FieldError } from './field-error.ts';
import { subtasksOf } from './fields.ts';
import { newIssue } from './new.ts';
import { readIssue } from './read.ts';
import { defaultAssignee } from './read-value.ts';
import { emptiedFields, missingFields } from './required.ts';
import { ruleOf, type Target } from './rules.ts';

/** Creates an issue from a body. Throws one `JiraRefusal` 400 that names every field that is missing or wrong. */
export function createFrom(call: JiraCall, body: Loose): Readonly<Issue> {
  const { project: projectRef, ...fields } = asObject(body.fields);
  const update = asObject(body.update);
  const project = readProject(call, projectRef);
  const draft: Target = { call, project, typeId: '' };
  const { typeId, error } = readTypeId(draft, fields.issuetype);
  const target = { ...draft, typeId };
  const errors = {
    ...(error === undefined ? {} : { issuetype: error }),
    ...missingParent(call, typeId, { ...fields, ...update }),
    ...missingFields(target, fields, update),
  };
  const { issuetype: _type, ...others } = fields;
  const { patch, extras } = readIssue(
    target,
    { ...('summary' in update ? {} : { summary: undefined }), ...others },
    update,
    errors,
  );
  demandHierarchy(call, project, typeId, patch.parentId);
  const { summary = '', fields: custom = {}, ...rest } = patch;
  const transition = body.transition === undefined ? undefined : (asText(asObject(body.transition).id) ?? '');
  const assignee = 'assignee' in patch ? {} : { assignee: componentLead(call, rest.componentIds) ?? defaultAssignee(project) };
  const creator = call.user.accountId;
  const values = { ...defaults(target), ...custom };
  const kept = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const issue = newIssue(call.state, call, project, {
    ...assignee,
    ...rest,
    creator,
    typeId,
    summary,
    fields: kept,
    watchers: [creator],
  });
  const step = readRest(call, issue, extras, transition);
  for (const { key, value } of (Array.isArray(body.properties) ? body.properties : []).map(asObject)) {
    const property = { entity: 'issue' as const, entityId: issue.id, key: String(key), value };
    call.state.properties.delete(`issue:${issue.id}:${property.key}`);
    call.state.properties.add(property);
  }
  emit(call, { kind: 'issue', event: 'jira:issue_created', type: 'issue_created', issue });
  applyExtras(call, issue.id, extras);
  if (step !== undefined) applyTransition(call, issue, step);
  return call.state.issues.get(issue.id) ?? issue;
}

/** What a new issue is to go through at once. When that is refused, there is no issue either. */
function readRest(
  call: JiraCall,
  issue: Readonly<Issue>,
  extras: Extras,
  transitionId: string | undefined,
): Transition | undefined {
  try {
    checkExtras(call, issue, extras);
    const step = transitionId === undefined ? undefined : findTransition(call, issue, transitionId);
    if (step !== undefined) demandValid(call, issue, {}, step);
    return step;
  } catch (error) {
    call.state.issues.delete(issue.id);
    throw error;
  }
}

function readProject(call: JiraCall, value: unknown): Readonly<Project> {
  const { id, key } = asObject(value);
  const { state, user } = call;
  const project = id === undefined ? state.projects.by('key', asText(key) ?? '')[0] : state.projects.get(asText(id) ?? '');
  if (project === undefined || !canSee(state, user, project) || project.archived !== null) {
    throw new JiraRefusal(400, [], { project: 'Specify a valid project ID or key' });
  }
  if (!can(state, user, 'CREATE_ISSUES', project)) {
    throw new JiraRefusal(400, [], { project: 'You do not have permission to create issues in this project.' });
  }
  return project;
}

function readTypeId(target: Target, value: unknown): { typeId: string; error?: string } {
  try {
    return { typeId: ruleOf(target, 'issuetype')?.set(target, value).typeId ?? '' };
  } catch (error) {
    if (error instanceof FieldError) return { typeId: '', error: error.message };
    throw error;
  }
}

function missingParent(call: JiraCall, typeId: string, given: Loose): Record<string, string> {
  const isSubtask = call.state.issueTypes.get(typeId)?.isSubtask === true;
  return isSubtask && (given.parent === undefined || given.parent === null)
    ? { parent: 'Issue type is a sub-task but parent issue key or id not specified.' }
    : {};
}

/** A parent stands one level above its child, and a subtask in the project of its parent. */
function demandHierarchy(call: JiraCall, project: Readonly<Project>, typeId: string, parentId: string | null | undefined): void {
  const parent = parentId === null || parentId === undefined ? undefined : call.state.issues.get(parentId);
  if (parent === undefined) return;
  const levelOf = (id: string) => call.state.issueTypes.get(id)?.level ?? 0;
  const isAtHome = levelOf(typeId) >= 0 || parent.projectId === project.id;
  if (isAtHome && levelOf(parent.typeId) === levelOf(typeId) + 1) return;
  throw new JiraRefusal(400, [], { parentId: 'Given parent work item does not belong to appropriate hierarchy.' });
}

function componentLead({ state }: JiraCall, ids: readonly string[] = []): string | undefined {
  const component = ids.map(id => state.components.get(id)).find(one => one?.assigneeType === 'COMPONENT_LEAD');
  return component?.lead ?? undefined;
}

/** What the contexts of custom fields say a new issue has. */
function defaults(target: Target): Record<string, unknown> {
  const { state } = target.call;
  const values: Record<string, unknown> = {};
  for (const field of state.customFields.values()) {
    const given = contextFor(state, field.id, target.project.id, target.typeId)?.defaultValue;
    const value = given === undefined || given === null ? undefined : defaultOf(given);
    if (value !== undefined && field.trashed === null) values[field.id] = readCustom(target, field, value);
  }
  return values;
}

/** A context's default in the form a request would give the value (Jira docs, `CustomFieldContextDefaultValue`). */
function defaultOf(given: Loose): unknown {
  if (given.optionIds !== undefined) return (given.optionIds as unknown[]).map(id => ({ id }));
  if (given.optionId !== undefined)
    return { id: given.optionId, ...(given.cascadingOptionId === undefined ? {} : { child: { id: given.cascadingOptionId } }) };
  if (given.accountId !== undefined) return { accountId: given.accountId };
  return given.number ?? given.text ?? given.url ?? given.date ?? given.dateTime ?? given.labels;
}

/** Edits an issue with `fields` and `update` of a body. */
export function editFrom(call: JiraCall, issue: Readonly<Issue>, body: Loose): Readonly<Issue> {
  const { state } = call;
  const project = projectOf(state, issue);
  if (issue.archived !== null || project.archived !== null) throw new JiraRefusal(400, ['You cannot edit an archived issue.']);
  demand(call, 'EDIT_ISSUES', issue, 'You do not have permission to edit issues in this project.');
  const { project: _project, ...fields } = asObject(body.fields);
  const update = asObject(body.update);
  if (Object.keys(fields).length + Object.keys(update).length === 0 && !Array.isArray(body.properties)) {
    throw new JiraRefusal(400, ["one of 'fields' or 'update' required"]);
  }
  const target: Target = { call, project, typeId: issue.typeId, issue };
  const { patch, extras } = readIssue(target, fields, update, emptiedFields(target, fields));
  demandHierarchy(call, project, patch.typeId ?? issue.typeId, patch.parentId);
  if (patch.resolutionId !== undefined)
    patch.resolved = patch.resolutionId === null ? null : (issue.resolved ?? call.clock.now());
  checkExtras(call, issue, extras);
  const edited = changeIssue(call, issue.id, patch);
  applyExtras(call, issue.id, extras);
  return edited;
}

/** Deletes an issue with all that hangs on it. Throws 400 while it has subtasks that may not go with it. */
export function deleteIssue(call: JiraCall, issue: Readonly<Issue>, withSubtasks: boolean): void {
  demand(call, 'DELETE_ISSUES', issue, 'You do not have permission to delete issues in this project.');
  const subtasks = subtasksOf(call, issue);
  if (subtasks.length > 0 && !withSubtasks) {
    const message = `The issue '${issue.key}' has subtasks.  You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.`;
    throw new JiraRefusal(400, [message]);
  }
  for (const one of [...subtasks, issue]) removeIssue(call, one);
}

/** Takes an issue out of the state, whoever asks. */
export function removeIssue(call: JiraCall, issue: Readonly<Issue>): void {
  const { state } = call;
  for (const child of state.issues.by('parent', issue.id))
    state.issues.edit(child.id, row => {
      row.parentId = null;
    });
  for (const table of [state.comments, state.worklogs, state.attachments, state.remoteLinks, state.changes]) {
    for (const { id } of table.by('issue', issue.id)) table.delete(id);
  }
  for (const { id } of state.links.by('issue', issue.id)) state.links.delete(id);
  for (const { key } of state.properties.by('owner', `issue:${issue.id}`)) state.properties.delete(`issue:${issue.id}:${key}`);
  state.issues.delete(issue.id);
  emit(call, { kind: 'issue', event: 'jira:issue_deleted', type: 'issue_deleted', issue });
}
