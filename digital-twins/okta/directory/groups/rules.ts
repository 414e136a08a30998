import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { GroupRule, OktaState } from '../../state.ts';
import { managed, readBody, readOptionalBody } from '../call/managed.ts';
import { pageBySeq, walk } from '../call/page.ts';
import { parseExpression } from '../expression/parse.ts';
import { ExpressionError } from '../expression/tokens.ts';
import { iso, newId, nextSeq } from '../ids.ts';
import { asText, asTexts, dig, type Json } from '../json.ts';
import { note } from '../log/note.ts';
import { leaveRule } from './membership.ts';
import { runRule } from './run-rules.ts';

const path = '/api/v1/groups/rules';

export const ruleOperations: Operation<OktaState>[] = [
  managed({ name: 'groupRules.list', method: 'GET', path, label: 'recorded', run: list }),
  managed({ name: 'groupRules.create', method: 'POST', path, label: 'recorded', run: create }),
  managed({
    name: 'groupRules.get',
    method: 'GET',
    path: `${path}/:rule`,
    label: 'spec',
    run: call => json(shape(findRule(call))),
  }),
  managed({ name: 'groupRules.replace', method: 'PUT', path: `${path}/:rule`, label: 'recorded', run: replace }),
  managed({ name: 'groupRules.delete', method: 'DELETE', path: `${path}/:rule`, label: 'recorded', run: remove }),
  managed({
    name: 'groupRules.activate',
    method: 'POST',
    path: `${path}/:rule/lifecycle/activate`,
    label: 'recorded',
    run: activate,
  }),
  managed({
    name: 'groupRules.deactivate',
    method: 'POST',
    path: `${path}/:rule/lifecycle/deactivate`,
    label: 'recorded',
    run: deactivate,
  }),
];

function findRule(call: OktaCall): Readonly<GroupRule> {
  const id = call.params.rule ?? '';
  const rule = call.state.groupRules.get(id);
  if (rule === undefined) throw notFound(id, 'GroupRule');
  return rule;
}

/** Key set and order after recordings of a real org. */
function shape(rule: Readonly<GroupRule>): Json {
  const hasPeople = rule.excludedUsers.length > 0 || rule.excludedGroups.length > 0;
  const people = { users: { exclude: rule.excludedUsers }, groups: { exclude: rule.excludedGroups } };
  return {
    type: 'group_rule',
    id: rule.id,
    status: rule.status,
    name: rule.name,
    created: iso(rule.created),
    lastUpdated: iso(rule.lastUpdated),
    conditions: {
      ...(hasPeople ? { people } : {}),
      expression: { value: rule.expression, type: 'urn:okta:expression:1.0' },
    },
    actions: { assignUserToGroups: { groupIds: rule.groupIds } },
  };
}

function list(call: OktaCall): Answer {
  const words = (call.request.query.get('search') ?? '').toLowerCase();
  const fits = (rule: Readonly<GroupRule>) =>
    rule.name.toLowerCase().includes(words) || rule.expression.toLowerCase().includes(words);
  const page = { list: 'rules', limit: 50, most: 200, showLimit: true, shape };
  return pageBySeq(
    call,
    page,
    from => walk(call.state.groupRules, 'all', 'all', from, fits),
    id => call.state.groupRules.get(id)?.seq,
  );
}

function create(call: OktaCall): Answer {
  const now = call.clock.now();
  const content = readContent(call, readBody(call));
  const rule = call.state.groupRules.add({
    id: newId(call, '0pr'),
    seq: nextSeq(call),
    status: 'INACTIVE',
    ...content,
    created: now,
    lastUpdated: now,
  });
  tell(call, rule, 'group.rule.create', 'Create group rule');
  return json(shape(rule));
}

type Content = Pick<GroupRule, 'name' | 'expression' | 'groupIds' | 'excludedUsers' | 'excludedGroups'>;

function readContent(call: OktaCall, body: Json, self?: Readonly<GroupRule>): Content {
  const name = asText(body.name) ?? '';
  if (name === '' || name.length > 50) throw invalid('name', 'name: Must be between 1 and 50 characters');
  const other = call.state.groupRules.by('name', name.toLowerCase()).find(rule => rule.id !== self?.id);
  if (other !== undefined) throw invalid('name', 'name: An object with this field already exists in the current organization');
  const expression = asText(dig(body, 'conditions', 'expression', 'value')) ?? '';
  checkExpression(expression);
  const groupIds = asTexts(dig(body, 'actions', 'assignUserToGroups', 'groupIds'));
  checkTargets(call, groupIds);
  return {
    name,
    expression,
    groupIds,
    excludedUsers: asTexts(dig(body, 'conditions', 'people', 'users', 'exclude')),
    excludedGroups: asTexts(dig(body, 'conditions', 'people', 'groups', 'exclude')),
  };
}

function checkExpression(expression: string): void {
  try {
    parseExpression(expression);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw invalid('groupCondition', `groupCondition: Invalid expression: ${error.message}`);
  }
}

function checkTargets(call: OktaCall, groupIds: string[]): void {
  if (groupIds.length === 0) throw invalid('groupIds', 'groupIds: The field cannot be left blank');
  for (const id of groupIds) {
    const group = call.state.groups.get(id);
    if (group === undefined) throw notFound(id, 'UserGroup');
    if (group.type !== 'OKTA_GROUP')
      throw invalid('groupIds', 'groupIds: Only groups of type OKTA_GROUP can be the target of a group rule');
  }
}

function replace(call: OktaCall): Answer {
  const rule = findRule(call);
  if (rule.status === 'ACTIVE')
    throw new OktaRefusal(400, 'E0000001', 'Api validation failed: groupRule', ['Cannot update a group rule that is active']);
  const content = readContent(call, readBody(call), rule);
  const changed = call.state.groupRules.edit(rule.id, row => {
    Object.assign(row, content);
    row.status = 'INACTIVE';
    row.lastUpdated = call.clock.now();
  });
  tell(call, changed, 'group.rule.update', 'Update group rule');
  return json(shape(changed));
}

/** Answers 202: at Okta the memberships go in the background; `removeUsers=false` leaves them. */
function remove(call: OktaCall): Answer {
  const rule = findRule(call);
  const keeps = call.request.query.get('removeUsers') === 'false';
  if (!keeps) takeBack(call, rule);
  call.state.groupRules.delete(rule.id);
  tell(call, rule, 'group.rule.delete', 'Delete group rule');
  return json({}, 202);
}

function takeBack(call: OktaCall, rule: Readonly<GroupRule>): void {
  for (const groupId of rule.groupIds) {
    for (const { userId } of call.state.memberships.by('group', groupId)) leaveRule(call, userId, groupId, rule.id);
  }
}

function activate(call: OktaCall): Answer {
  readOptionalBody(call);
  const rule = findRule(call);
  if (rule.status === 'INVALID') throw invalid('groupRule', 'Cannot activate a group rule that is invalid');
  const changed = setStatus(call, rule, 'ACTIVE');
  for (const user of call.state.users.values()) runRule(call, changed, user);
  tell(call, changed, 'group.rule.activate', 'Activate group rule');
  return empty();
}

/** What an inactive rule gave stays, until the rule is deleted. */
function deactivate(call: OktaCall): Answer {
  const rule = findRule(call);
  tell(call, setStatus(call, rule, 'INACTIVE'), 'group.rule.deactivate', 'Deactivate group rule');
  return empty();
}

function setStatus(call: OktaCall, rule: Readonly<GroupRule>, status: GroupRule['status']): Readonly<GroupRule> {
  return call.state.groupRules.edit(rule.id, row => {
    row.status = status;
    row.lastUpdated = call.clock.now();
  });
}

function tell(call: OktaCall, rule: Readonly<GroupRule>, eventType: string, message: string): void {
  note(call, { eventType, message, target: [{ id: rule.id, type: 'Rule', alternateId: 'unknown', displayName: rule.name }] });
}
