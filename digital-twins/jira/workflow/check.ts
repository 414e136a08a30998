import type { JiraCall } from '../operation.ts';
import { asList, asObject, asText, type Loose } from '../reading.ts';
import { categoryOf, sourcesOf, targetOf } from './document.ts';
import { type RuleType, ruleType } from './rules/system-rules.ts';

/** What is wrong with a workflow, as `/workflows/create/validation` says it (Jira docs, "Validate create workflows"). */
interface WorkflowError {
  code: string;
  level: 'ERROR';
  message: string;
  type: 'RULE' | 'STATUS' | 'WORKFLOW' | 'TRANSITION' | 'SCOPE' | 'STATUS_MAPPING';
  elementReference?: Loose;
}

function wrong(type: WorkflowError['type'], code: string, message: string, elementReference?: Loose): WorkflowError {
  return { code, level: 'ERROR', message, type, ...(elementReference === undefined ? {} : { elementReference }) };
}

/** Everything wrong with a request that creates (`isNew`) or updates workflows. */
export function checkWorkflows(call: JiraCall, body: Loose, isNew: boolean): WorkflowError[] {
  const statuses = asList(body.statuses).map(asObject);
  const references = new Set(statuses.map(({ statusReference }) => String(statusReference)));
  const workflows = asList(body.workflows).map(asObject);
  return [
    ...scopeErrors(call, body, isNew),
    ...statusErrors(call, statuses),
    ...(workflows.length === 0 ? [wrong('WORKFLOW', 'NO_WORKFLOWS', 'You must provide at least one workflow.')] : []),
    ...(isNew ? nameErrors(call, workflows) : []),
    ...workflows.flatMap(one => workflowErrors(one, references)),
  ];
}

function scopeErrors(call: JiraCall, { scope }: Loose, isNew: boolean): WorkflowError[] {
  if (!isNew) return [];
  const { type, project } = asObject(scope);
  if (type === 'GLOBAL') return [];
  if (type === 'PROJECT' && call.state.projects.has(asText(asObject(project).id) ?? '')) return [];
  return [wrong('SCOPE', 'INVALID_SCOPE', 'You must provide a valid scope.')];
}

function statusErrors(call: JiraCall, statuses: Loose[]): WorkflowError[] {
  const names = new Set<string>();
  return statuses.flatMap(({ id, name, statusCategory, statusReference }) => {
    const at = { statusReference };
    const text = asText(name)?.trim() ?? '';
    const known = call.state.statuses.by('name', text.toLowerCase())[0];
    const isTaken = names.has(text.toLowerCase()) || (known !== undefined && known.id !== asText(id));
    names.add(text.toLowerCase());
    if (text === '') return [wrong('STATUS', 'STATUS_NAME_REQUIRED', 'You must provide a name for the status.', at)];
    if (text.length > 60)
      return [wrong('STATUS', 'STATUS_NAME_TOO_LONG', 'The name of a status must not exceed 60 characters.', at)];
    if (id !== undefined && id !== null && !call.state.statuses.has(String(id)))
      return [wrong('STATUS', 'NON_EXISTENT_STATUS', 'The status does not exist.', at)];
    if (isTaken) return [wrong('STATUS', 'NON_UNIQUE_STATUS_NAME', 'You must use a unique status name.', at)];
    if (categoryOf[String(statusCategory)] === undefined)
      return [wrong('STATUS', 'INVALID_STATUS_CATEGORY', 'You must provide a valid status category.', at)];
    return [];
  });
}

function nameErrors(call: JiraCall, workflows: Loose[]): WorkflowError[] {
  return workflows.flatMap(({ name }, place) => {
    const text = asText(name)?.trim() ?? '';
    if (text === '') return [wrong('WORKFLOW', 'WORKFLOW_NAME_REQUIRED', 'You must provide a name for the workflow.')];
    if (text.length > 255)
      return [wrong('WORKFLOW', 'WORKFLOW_NAME_TOO_LONG', 'The name of a workflow must not exceed 255 characters.')];
    const isTwice = workflows.slice(0, place).some(other => other.name === name);
    if (isTwice || call.state.workflows.by('name', text.toLowerCase()).length > 0)
      return [wrong('WORKFLOW', 'NON_UNIQUE_WORKFLOW_NAME', 'You must use a unique workflow name.')];
    return [];
  });
}

function workflowErrors(workflow: Loose, references: ReadonlySet<string>): WorkflowError[] {
  const own = new Set(asList(workflow.statuses).map(one => String(asObject(one).statusReference)));
  const transitions = asList(workflow.transitions).map(asObject);
  const initial = transitions.filter(({ type }) => type === 'INITIAL');
  const strange = [...own].filter(one => !references.has(one));
  return [
    ...(own.size === 0 ? [wrong('WORKFLOW', 'NO_STATUSES', 'A workflow must have at least one status.')] : []),
    ...strange.map(statusReference =>
      wrong('STATUS', 'INVALID_STATUS_REFERENCE', 'The status reference is not valid.', { statusReference }),
    ),
    ...(initial.length === 1
      ? []
      : [wrong('WORKFLOW', 'INVALID_INITIAL_TRANSITION', 'A workflow must have exactly one initial transition.')]),
    ...idErrors(transitions),
    ...transitions.flatMap(one => transitionErrors(one, own)),
  ];
}

function idErrors(transitions: Loose[]): WorkflowError[] {
  const ids = transitions.map(({ id }) => asText(id)).filter(id => id !== undefined);
  const twice = new Set(ids.filter((id, place) => ids.indexOf(id) !== place));
  return [...twice].map(transitionId =>
    wrong('TRANSITION', 'NON_UNIQUE_TRANSITION_ID', 'You must use a unique transition ID.', { transitionId }),
  );
}

function transitionErrors(transition: Loose, own: ReadonlySet<string>): WorkflowError[] {
  const at = { transitionId: asText(transition.id) ?? '' };
  const sources = sourcesOf(transition);
  const errors: WorkflowError[] = [];
  if (!['INITIAL', 'GLOBAL', 'DIRECTED'].includes(String(transition.type)))
    errors.push(wrong('TRANSITION', 'INVALID_TRANSITION_TYPE', 'You must provide a valid transition type.', at));
  if ((asText(transition.name) ?? '').trim() === '')
    errors.push(wrong('TRANSITION', 'TRANSITION_NAME_REQUIRED', 'You must provide a name for the transition.', at));
  if (!own.has(targetOf(transition)) || sources.some(one => !own.has(one)))
    errors.push(
      wrong('TRANSITION', 'INVALID_STATUS_REFERENCE', 'The transition refers to a status that the workflow does not have.', at),
    );
  if (transition.type === 'DIRECTED' && sources.length === 0)
    errors.push(wrong('TRANSITION', 'NO_SOURCE_STATUS', 'A directed transition must start from at least one status.', at));
  return [...errors, ...ruleErrors(transition, at)];
}

function ruleErrors(transition: Loose, at: Loose): WorkflowError[] {
  const screen = transition.transitionScreen;
  const used: [unknown, RuleType][] = [
    ...asList(transition.validators).map((one): [unknown, RuleType] => [one, 'Validator']),
    ...asList(transition.actions).map((one): [unknown, RuleType] => [one, 'Function']),
    ...conditionsIn(asObject(transition.conditions)).map((one): [unknown, RuleType] => [one, 'Condition']),
    ...(screen === undefined || screen === null ? [] : ([[screen, 'Screen']] as [unknown, RuleType][])),
  ];
  const strange = used.filter(([one, type]) => ruleType(asObject(one).ruleKey) !== type);
  const triggers = asList(transition.triggers).length === 0 ? [] : [String(asObject(asList(transition.triggers)[0]).ruleKey)];
  return [...strange.map(([one]) => String(asObject(one).ruleKey)), ...triggers].map(key =>
    wrong('RULE', 'INVALID_RULE_KEY', `The rule key ${key} is not available.`, at),
  );
}

function conditionsIn(group: Loose): unknown[] {
  return [...asList(group.conditions), ...asList(group.conditionGroups).flatMap(one => conditionsIn(asObject(one)))];
}
