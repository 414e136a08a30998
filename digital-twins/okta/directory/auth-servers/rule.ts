import { type Answer, empty, json } from '../../../kit/answer.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { ServerRule } from '../../state.ts';
import { readBody } from '../call/managed.ts';
import { demand } from '../documents/demand.ts';
import { iso, newId, nextSeq } from '../ids.ts';
import { asObject, asText, asTexts, dig, type Json, mergeDeep } from '../json.ts';
import { findPolicy, priorityOf, step } from './policy.ts';

export function ruleShape(call: OktaCall, row: Readonly<ServerRule>): Json {
  const { server, policy } = call.params;
  const href = `${call.request.origin}/api/v1/authorizationServers/${server}/policies/${policy}/rules/${row.id}`;
  return {
    type: 'RESOURCE_ACCESS',
    id: row.id,
    status: row.status,
    name: row.name,
    priority: row.priority,
    created: iso(row.created),
    lastUpdated: iso(row.lastUpdated),
    system: row.system,
    conditions: row.conditions,
    actions: row.actions,
    _links: {
      self: { href, hints: { allow: ['GET', 'PUT', 'DELETE'] } },
      [step(row.status)]: { href: `${href}/lifecycle/${step(row.status)}`, hints: { allow: ['POST'] } },
    },
  };
}

export function findRule(call: OktaCall): Readonly<ServerRule> {
  const policy = findPolicy(call);
  const id = call.params.rule ?? '';
  const rule = call.state.serverRules.get(id);
  if (rule === undefined || rule.policyId !== policy.id) throw notFound(id, 'OAuth2PolicyRule');
  return rule;
}

const grantTypes = [
  'authorization_code',
  'implicit',
  'password',
  'client_credentials',
  'interaction_code',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:saml2-bearer',
  'urn:openid:params:grant-type:ciba',
];

const withPeople = ['authorization_code', 'implicit', 'password'];

function readRule(given: Json): Pick<ServerRule, 'name' | 'conditions' | 'actions'> {
  demand(given, 'name');
  const conditions = asObject(given.conditions);
  const grants = asTexts(dig(conditions, 'grantTypes', 'include'));
  if (grants.length === 0) throw invalid('conditions.grantTypes', 'conditions.grantTypes: The field cannot be left blank');
  if (grants.some(grant => !grantTypes.includes(grant)))
    throw invalid('conditions.grantTypes', 'conditions.grantTypes: Invalid grant type.');
  if (asTexts(dig(conditions, 'scopes', 'include')).length === 0)
    throw invalid('conditions.scopes', 'conditions.scopes: The field cannot be left blank');
  checkPeople(conditions, grants);
  const token = asObject(dig(given, 'actions', 'token'));
  checkLifetimes(token);
  const lifetimes = { accessTokenLifetimeMinutes: 60, refreshTokenLifetimeMinutes: 0, refreshTokenWindowMinutes: 10_080 };
  return {
    name: asText(given.name) ?? '',
    conditions,
    actions: mergeDeep({ token: lifetimes }, { ...asObject(given.actions), token }),
  };
}

function checkPeople(conditions: Json, grants: string[]): void {
  const people = ['users', 'groups'].flatMap(kind => asTexts(dig(conditions, 'people', kind, 'include')));
  if (people.length > 0 || !grants.some(grant => withPeople.includes(grant))) return;
  // The doubled quotes are the service's own.
  const text =
    "conditions.people: At least one of ''conditions.people.users.include'' or ''conditions.people.groups.include'' must contain a valid user or group when ''conditions.grantTypes'' contains one or more of [authorization_code, implicit, password].";
  throw invalid('conditions.people', text);
}

function checkLifetimes(token: Json): void {
  const minutes = token.accessTokenLifetimeMinutes;
  if (minutes !== undefined && (typeof minutes !== 'number' || minutes < 5 || minutes > 1440)) {
    throw invalid(
      'actions.token.accessTokenLifetimeMinutes',
      'actions.token.accessTokenLifetimeMinutes: Access token lifetime must be between 5 minutes and 1440 minutes.',
    );
  }
}

export function createRule(call: OktaCall): Answer {
  const policy = findPolicy(call);
  const given = readBody(call);
  const now = call.clock.now();
  const row = call.state.serverRules.add({
    id: newId(call, '0pr'),
    seq: nextSeq(call),
    policyId: policy.id,
    ...readRule(given),
    status: given.status === 'INACTIVE' ? 'INACTIVE' : 'ACTIVE',
    priority: priorityOf(given, call.state.serverRules.keysBy('policy', policy.id).length + 1),
    system: false,
    created: now,
    lastUpdated: now,
  });
  return json(ruleShape(call, row), 201);
}

export function replaceRule(call: OktaCall): Answer {
  const rule = findRule(call);
  const given = readBody(call);
  const next = readRule(given);
  const changed = call.state.serverRules.edit(rule.id, row => {
    Object.assign(row, next);
    row.priority = priorityOf(given, row.priority);
    row.lastUpdated = call.clock.now();
  });
  return json(ruleShape(call, changed));
}

export function deleteRule(call: OktaCall): Answer {
  call.state.serverRules.delete(findRule(call).id);
  return empty();
}

export function setRuleStatus(call: OktaCall, status: ServerRule['status']): Answer {
  call.state.serverRules.edit(findRule(call).id, row => {
    row.status = status;
    row.lastUpdated = call.clock.now();
  });
  return empty();
}
