import type { Patch } from '../../issue/patch.ts';
import { ruleOf, type Target } from '../../issue/rules.ts';
import type { Issue } from '../../model/issue.ts';
import type { Transition } from '../../model/workflow.ts';
import { type JiraCall, projectOf } from '../../operation.ts';
import { asList, asObject, asText, type Loose } from '../../reading.ts';

/** What the actions of a transition change about the issue that takes it. */
export function actionsPatch(call: JiraCall, issue: Readonly<Issue>, transition: Transition): Patch {
  let patch: Patch = {};
  for (const { ruleKey, parameters } of asList(transition.rules.actions).map(asObject)) {
    const given = asObject(parameters);
    if (ruleKey === 'system:change-assignee') patch = { ...patch, ...assigneePatch(call, issue, given) };
    if (ruleKey === 'system:update-field') patch = merged(patch, fieldPatch(call, issue, given));
  }
  return patch;
}

function merged(patch: Patch, next: Patch): Patch {
  return { ...patch, ...next, ...(next.fields === undefined ? {} : { fields: { ...patch.fields, ...next.fields } }) };
}

function assigneePatch(call: JiraCall, issue: Readonly<Issue>, { type, accountId }: Loose): Patch {
  switch (type) {
    case 'to-unassigned':
      return { assignee: null };
    case 'to-current-user':
      return { assignee: call.user.accountId };
    case 'to-default-user': {
      const project = projectOf(call.state, issue);
      return { assignee: project.assigneeType === 'PROJECT_LEAD' ? project.lead : null };
    }
    default:
      return { assignee: asText(accountId) ?? null };
  }
}

/** Values are texts: an id for what has one, otherwise the value itself. */
function fieldPatch(call: JiraCall, issue: Readonly<Issue>, { field, value }: Loose): Patch {
  const id = asText(field) ?? '';
  const text = asText(value) ?? '';
  const target: Target = { call, project: projectOf(call.state, issue), typeId: issue.typeId, issue, anyField: true };
  const rule = ruleOf(target, id);
  if (rule === undefined) return {};
  return rule.set(target, text === '' ? null : written(call, id, text));
}

function written(call: JiraCall, id: string, text: string): unknown {
  const kind = call.state.customFields.get(id)?.kind;
  if (['priority', 'resolution', 'security'].includes(id) || kind === 'select') return { id: text };
  if (['assignee', 'reporter'].includes(id) || kind === 'user') return { accountId: text };
  if (id === 'labels' || kind === 'labels') return text.split(/[ ,]+/);
  return kind === 'number' ? Number(text) : text;
}
