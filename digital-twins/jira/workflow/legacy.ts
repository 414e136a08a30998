import { type Answer, json } from '../../kit/answer.ts';
import type { JiraCall } from '../operation.ts';
import { asList, asObject, asText, type Loose, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { statusDocument } from './document.ts';
import { addWorkflow, demandSound } from './write.ts';

/** `GET /workflow`, the oldest list. */
export function listLegacyWorkflows(call: JiraCall): Answer {
  const names = readList(call, 'workflowName');
  const found = [...call.state.workflows.values()].filter(({ name }) => names.length === 0 || names.includes(name));
  return json(
    found.map(({ name, description, statuses, isDefault }) => ({
      name,
      description,
      steps: statuses.length,
      default: isDefault,
    })),
  );
}

/** `POST /workflow`: the older writing, put into the present one (Jira docs, "Create workflow"). */
export function createLegacyWorkflow(call: JiraCall): Answer {
  const body = readBody(call);
  const ids = asList(body.statuses).map(one => asText(asObject(one).id) ?? '');
  const statuses = ids.flatMap(id => call.state.statuses.get(id) ?? []).map(statusDocument);
  if (statuses.length !== ids.length) throw new JiraRefusal(400, ['The workflow refers to a status that does not exist.']);
  const workflow = {
    name: body.name,
    description: body.description,
    statuses: asList(body.statuses)
      .map(asObject)
      .map(({ id, properties }) => ({ statusReference: asText(id), properties: properties ?? {} })),
    transitions: asList(body.transitions).map((one, place) => modern(asObject(one), place)),
  };
  demandSound(call, { scope: { type: 'GLOBAL' }, statuses, workflows: [workflow] }, true);
  const { id, name } = addWorkflow(call, workflow, new Map(), null);
  return json({ name, entityId: id }, 201);
}

function modern({ name, description, from, to, type, rules, screen, properties }: Loose, place: number): Loose {
  const kind = String(type).toUpperCase();
  const { conditions, validators, postFunctions } = asObject(rules);
  const screenId = asText(asObject(screen).id);
  return {
    ...(kind === 'INITIAL' ? { id: '1' } : { id: String(1 + place * 10) }),
    name,
    description,
    type: kind,
    toStatusReference: asText(to),
    links: asList(from).map(one => ({ fromStatusReference: asText(one) })),
    properties: properties ?? {},
    validators: asList(validators).map(one => validatorOf(asObject(one))),
    actions: asList(postFunctions).flatMap(one => actionsOf(asObject(one))),
    ...(conditions === undefined || conditions === null ? {} : { conditions: groupOf(asObject(conditions)) }),
    ...(screenId === undefined ? {} : { transitionScreen: { ruleKey: 'system:transition-screen', parameters: { screenId } } }),
  };
}

const unknownRule = (type: unknown) => new JiraRefusal(400, [`The transition rule ${String(type)} is not available.`]);

/** A condition or a tree of them as one group. */
function groupOf(given: Loose): Loose {
  if (given.conditions === undefined) return { operation: 'ALL', conditions: [restriction(given)] };
  const parts = asList(given.conditions).map(asObject);
  return { operation: given.operator === 'OR' ? 'ANY' : 'ALL', conditions: [], conditionGroups: parts.map(groupOf) };
}

function restriction({ type, configuration }: Loose): Loose {
  const given = asObject(configuration);
  const idsOf = (list: unknown) => asList(list).map(one => asText(asObject(one).id) ?? asText(one) ?? '');
  const known: Record<string, Loose> = {
    AllowOnlyAssignee: { accountIds: 'allow-assignee' },
    AllowOnlyReporter: { accountIds: 'allow-reporter' },
    PermissionCondition: { permissionKeys: asText(given.permissionKey) ?? '' },
    UserInAnyProjectRoleCondition: { roleIds: idsOf(given.projectRoles).join(',') },
    InProjectRoleCondition: { roleIds: idsOf([given.projectRole]).join(',') },
  };
  const parameters = known[String(type)];
  if (parameters === undefined) throw unknownRule(type);
  return { ruleKey: 'system:restrict-issue-transition', parameters };
}

function validatorOf({ type, configuration }: Loose): Loose {
  const given = asObject(configuration);
  if (type === 'PermissionValidator')
    return { ruleKey: 'system:check-permission-validator', parameters: { permissionKey: asText(given.permissionKey) ?? '' } };
  if (type !== 'FieldRequiredValidator') throw unknownRule(type);
  const parameters = {
    ruleType: 'fieldRequired',
    fieldsRequired: asList(given.fieldIds).map(String).join(','),
    errorMessage: asText(given.errorMessage) ?? '',
  };
  return { ruleKey: 'system:validate-field-value', parameters };
}

/** These happen with every transition anyhow. */
const always = new Set([
  'FireIssueEventFunction',
  'UpdateIssueStatusFunction',
  'CreateCommentFunction',
  'IssueStoreFunction',
  'GenerateChangeHistoryFunction',
  'IssueReindexFunction',
  'IssueCreateFunction',
]);

function actionsOf({ type, configuration }: Loose): Loose[] {
  if (always.has(String(type))) return [];
  const assign: Record<string, string> = {
    AssignToCurrentUserFunction: 'to-current-user',
    AssignToLeadFunction: 'to-default-user',
  };
  const to = assign[String(type)];
  if (to !== undefined) return [{ ruleKey: 'system:change-assignee', parameters: { type: to } }];
  if (type !== 'UpdateIssueFieldFunction') throw unknownRule(type);
  const { fieldId, fieldValue } = asObject(configuration);
  return [{ ruleKey: 'system:update-field', parameters: { field: asText(fieldId) ?? '', value: asText(fieldValue) ?? '' } }];
}
