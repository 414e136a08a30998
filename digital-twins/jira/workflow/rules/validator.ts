import { can } from '../../access/can.ts';
import { nameOf } from '../../field/shape.ts';
import { heldValue } from '../../issue/held-value.ts';
import type { Patch } from '../../issue/patch.ts';
import type { Issue } from '../../model/issue.ts';
import type { Transition } from '../../model/workflow.ts';
import { type JiraCall, projectOf } from '../../operation.ts';
import { asList, asObject, asText, type Loose } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';
import { listed } from './condition.ts';

/** Throws 400 with what the validators of a transition find wrong with an issue as it will be. */
export function demandValid(call: JiraCall, issue: Readonly<Issue>, patch: Patch, transition: Transition): void {
  const after = { ...issue, ...patch, fields: { ...issue.fields, ...patch.fields } };
  for (const { ruleKey, parameters } of asList(transition.rules.validators).map(asObject)) {
    const given = asObject(parameters);
    if (ruleKey === 'system:validate-field-value') demandFields(call, { before: issue, after }, given);
    if (ruleKey === 'system:check-permission-validator') demandPermission(call, issue, given);
    if (ruleKey === 'system:parent-or-child-blocking-validator') demandParent(call, issue, given);
  }
}

function demandFields(call: JiraCall, { before, after }: { before: Readonly<Issue>; after: Issue }, given: Loose): void {
  const { state } = call;
  const said = asText(given.errorMessage) ?? '';
  if (given.ruleType === 'fieldRequired') {
    const missing = listed(given.fieldsRequired).filter(id => isEmpty(heldValue(after, id)));
    if (missing.length === 0) return;
    if (said !== '') throw new JiraRefusal(400, [said]);
    throw new JiraRefusal(400, [], Object.fromEntries(missing.map(id => [id, `${nameOf(state, id)} is required.`])));
  }
  const id = asText(given.fieldKey) ?? '';
  if (given.ruleType === 'fieldChanged' && JSON.stringify(heldValue(before, id)) === JSON.stringify(heldValue(after, id)))
    throw new JiraRefusal(400, [said === '' ? `${nameOf(state, id)} must be changed.` : said]);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function demandPermission(call: JiraCall, issue: Readonly<Issue>, { permissionKey }: Loose): void {
  if (can(call.state, call.user, asText(permissionKey) ?? '', projectOf(call.state, issue), issue)) return;
  throw new JiraRefusal(400, ['You do not have permission to perform this transition.']);
}

function demandParent(call: JiraCall, issue: Readonly<Issue>, { statusIds }: Loose): void {
  const parent = call.state.issues.get(issue.parentId ?? '');
  if (parent === undefined || listed(statusIds).includes(parent.statusId)) return;
  throw new JiraRefusal(400, ['The parent work item is not in a status that allows this transition.']);
}
