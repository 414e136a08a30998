import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState, ServerPolicy, ServerRule } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { demand } from '../documents/demand.ts';
import { iso, newId, nextSeq } from '../ids.ts';
import { asObject, asText, asTexts, dig, type Json, mergeDeep } from '../json.ts';
import { findServer } from './servers.ts';

const base = '/api/v1/authorizationServers/:server/policies';
const rules = `${base}/:policy/rules`;

export const serverPolicyOperations: Operation<OktaState>[] = [
  managed({
    name: 'authorizationServers.policies',
    method: 'GET',
    path: base,
    label: 'spec',
    run: call => json(call.state.serverPolicies.by('server', findServer(call).id).map(row => policyShape(call, row))),
  }),
  managed({ name: 'authorizationServers.create-policy', method: 'POST', path: base, label: 'spec', run: createPolicy }),
  managed({
    name: 'authorizationServers.policy',
    method: 'GET',
    path: `${base}/:policy`,
    label: 'spec',
    run: call => json(policyShape(call, findPolicy(call))),
  }),
  managed({
    name: 'authorizationServers.replace-policy',
    method: 'PUT',
    path: `${base}/:policy`,
    label: 'spec',
    run: replacePolicy,
  }),
  managed({
    name: 'authorizationServers.delete-policy',
    method: 'DELETE',
    path: `${base}/:policy`,
    label: 'spec',
    run: deletePolicy,
  }),
  managed({
    name: 'authorizationServers.activate-policy',
    method: 'POST',
    path: `${base}/:policy/lifecycle/activate`,
    label: 'spec',
    run: call => setPolicyStatus(call, 'ACTIVE'),
  }),
  managed({
    name: 'authorizationServers.deactivate-policy',
    method: 'POST',
    path: `${base}/:policy/lifecycle/deactivate`,
    label: 'spec',
    run: call => setPolicyStatus(call, 'INACTIVE'),
  }),
  managed({
    name: 'authorizationServers.rules',
    method: 'GET',
    path: rules,
    label: 'spec',
    run: call => json(call.state.serverRules.by('policy', findPolicy(call).id).map(row => ruleShape(call, row))),
  }),
  managed({ name: 'authorizationServers.create-rule', method: 'POST', path: rules, label: 'spec', run: createRule }),
  managed({
    name: 'authorizationServers.rule',
    method: 'GET',
    path: `${rules}/:rule`,
    label: 'spec',
    run: call => json(ruleShape(call, findRule(call))),
  }),
  managed({ name: 'authorizationServers.replace-rule', method: 'PUT', path: `${rules}/:rule`, label: 'spec', run: replaceRule }),
  managed({ name: 'authorizationServers.delete-rule', method: 'DELETE', path: `${rules}/:rule`, label: 'spec', run: deleteRule }),
  managed({
    name: 'authorizationServers.activate-rule',
    method: 'POST',
    path: `${rules}/:rule/lifecycle/activate`,
    label: 'spec',
    run: call => setRuleStatus(call, 'ACTIVE'),
  }),
  managed({
    name: 'authorizationServers.deactivate-rule',
    method: 'POST',
    path: `${rules}/:rule/lifecycle/deactivate`,
    label: 'spec',
    run: call => setRuleStatus(call, 'INACTIVE'),
  }),
];

function step(status: string): 'activate' | 'deactivate' {
  return status === 'ACTIVE' ? 'deactivate' : 'activate';
}

function policyShape({ request: { origin } }: OktaCall, row: Readonly<ServerPolicy>): Json {
  const href = `${origin}/api/v1/authorizationServers/${row.serverId}/policies/${row.id}`;
  return {
    type: 'OAUTH_AUTHORIZATION_POLICY',
    id: row.id,
    status: row.status,
    name: row.name,
    description: row.description,
    priority: row.priority,
    system: row.system,
    conditions: { clients: { include: row.clients } },
    created: iso(row.created),
    lastUpdated: iso(row.lastUpdated),
    _links: {
      self: { href, hints: { allow: ['GET', 'PUT', 'DELETE'] } },
      [step(row.status)]: { href: `${href}/lifecycle/${step(row.status)}`, hints: { allow: ['POST'] } },
      rules: { href: `${href}/rules`, hints: { allow: ['GET', 'POST'] } },
    },
  };
}

function findPolicy(call: OktaCall): Readonly<ServerPolicy> {
  const server = findServer(call);
  const id = call.params.policy ?? '';
  const policy = call.state.serverPolicies.get(id);
  if (policy === undefined || policy.serverId !== server.id) throw notFound(id, 'OAuth2Policy');
  return policy;
}

function readPolicy(given: Json): Pick<ServerPolicy, 'name' | 'description' | 'clients'> {
  demand(given, 'name');
  const clients = asTexts(dig(given, 'conditions', 'clients', 'include'));
  if (clients.length === 0)
    throw invalid('conditions.clients.include', 'conditions.clients.include: The field cannot be left blank');
  return { name: asText(given.name) ?? '', description: asText(given.description) ?? '', clients };
}

function createPolicy(call: OktaCall): Answer {
  const server = findServer(call);
  const given = readBody(call);
  const now = call.clock.now();
  const row = call.state.serverPolicies.add({
    id: newId(call, '00p'),
    seq: nextSeq(call),
    serverId: server.id,
    ...readPolicy(given),
    status: given.status === 'INACTIVE' ? 'INACTIVE' : 'ACTIVE',
    priority: priorityOf(given, call.state.serverPolicies.keysBy('server', server.id).length + 1),
    system: false,
    created: now,
    lastUpdated: now,
  });
  return json(policyShape(call, row), 201);
}

function priorityOf(given: Json, otherwise: number): number {
  return typeof given.priority === 'number' && Number.isInteger(given.priority) && given.priority > 0
    ? given.priority
    : otherwise;
}

function replacePolicy(call: OktaCall): Answer {
  const policy = findPolicy(call);
  const given = readBody(call);
  const next = readPolicy(given);
  const changed = call.state.serverPolicies.edit(policy.id, row => {
    Object.assign(row, next);
    row.priority = priorityOf(given, row.priority);
    row.lastUpdated = call.clock.now();
  });
  return json(policyShape(call, changed));
}

function deletePolicy(call: OktaCall): Answer {
  const policy = findPolicy(call);
  for (const { id } of call.state.serverRules.by('policy', policy.id)) call.state.serverRules.delete(id);
  call.state.serverPolicies.delete(policy.id);
  return empty();
}

function setPolicyStatus(call: OktaCall, status: ServerPolicy['status']): Answer {
  call.state.serverPolicies.edit(findPolicy(call).id, row => {
    row.status = status;
    row.lastUpdated = call.clock.now();
  });
  return empty();
}

function ruleShape(call: OktaCall, row: Readonly<ServerRule>): Json {
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

function findRule(call: OktaCall): Readonly<ServerRule> {
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

function createRule(call: OktaCall): Answer {
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

function replaceRule(call: OktaCall): Answer {
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

function deleteRule(call: OktaCall): Answer {
  call.state.serverRules.delete(findRule(call).id);
  return empty();
}

function setRuleStatus(call: OktaCall, status: ServerRule['status']): Answer {
  call.state.serverRules.edit(findRule(call).id, row => {
    row.status = status;
    row.lastUpdated = call.clock.now();
  });
  return empty();
}
