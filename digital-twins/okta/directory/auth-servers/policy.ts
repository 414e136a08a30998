import { type Answer, empty, json } from '../../../kit/answer.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { ServerPolicy } from '../../state.ts';
import { readBody } from '../call/managed.ts';
import { demand } from '../documents/demand.ts';
import { iso, newId, nextSeq } from '../ids.ts';
import { asText, asTexts, dig, type Json } from '../json.ts';
import { findServer } from './find-server.ts';

export function policyShape({ request: { origin } }: OktaCall, row: Readonly<ServerPolicy>): Json {
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

export function findPolicy(call: OktaCall): Readonly<ServerPolicy> {
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

export function createPolicy(call: OktaCall): Answer {
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

export function priorityOf(given: Json, otherwise: number): number {
  return typeof given.priority === 'number' && Number.isInteger(given.priority) && given.priority > 0
    ? given.priority
    : otherwise;
}

export function replacePolicy(call: OktaCall): Answer {
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

export function deletePolicy(call: OktaCall): Answer {
  const policy = findPolicy(call);
  for (const { id } of call.state.serverRules.by('policy', policy.id)) call.state.serverRules.delete(id);
  call.state.serverPolicies.delete(policy.id);
  return empty();
}

export function setPolicyStatus(call: OktaCall, status: ServerPolicy['status']): Answer {
  call.state.serverPolicies.edit(findPolicy(call).id, row => {
    row.status = status;
    row.lastUpdated = call.clock.now();
  });
  return empty();
}

export function step(status: string): 'activate' | 'deactivate' {
  return status === 'ACTIVE' ? 'deactivate' : 'activate';
}
