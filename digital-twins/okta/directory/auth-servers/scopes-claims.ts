import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Claim, OktaState, Scope } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { demand, demandOneOf } from '../documents/demand.ts';
import { newId, nextSeq } from '../ids.ts';
import { asText, asTexts, dig, type Json } from '../json.ts';
import { findServer } from './servers.ts';

const base = '/api/v1/authorizationServers/:server';

export const scopeAndClaimOperations: Operation<OktaState>[] = [
  managed({ name: 'authorizationServers.scopes', method: 'GET', path: `${base}/scopes`, label: 'spec', run: listScopes }),
  managed({ name: 'authorizationServers.create-scope', method: 'POST', path: `${base}/scopes`, label: 'spec', run: createScope }),
  managed({
    name: 'authorizationServers.scope',
    method: 'GET',
    path: `${base}/scopes/:scope`,
    label: 'spec',
    run: call => json(scopeShape(call, findScope(call))),
  }),
  managed({
    name: 'authorizationServers.replace-scope',
    method: 'PUT',
    path: `${base}/scopes/:scope`,
    label: 'spec',
    run: replaceScope,
  }),
  managed({
    name: 'authorizationServers.delete-scope',
    method: 'DELETE',
    path: `${base}/scopes/:scope`,
    label: 'spec',
    run: deleteScope,
  }),
  managed({ name: 'authorizationServers.claims', method: 'GET', path: `${base}/claims`, label: 'spec', run: listClaims }),
  managed({ name: 'authorizationServers.create-claim', method: 'POST', path: `${base}/claims`, label: 'spec', run: createClaim }),
  managed({
    name: 'authorizationServers.claim',
    method: 'GET',
    path: `${base}/claims/:claim`,
    label: 'spec',
    run: call => json(claimShape(call, findClaim(call))),
  }),
  managed({
    name: 'authorizationServers.replace-claim',
    method: 'PUT',
    path: `${base}/claims/:claim`,
    label: 'spec',
    run: replaceClaim,
  }),
  managed({
    name: 'authorizationServers.delete-claim',
    method: 'DELETE',
    path: `${base}/claims/:claim`,
    label: 'spec',
    run: deleteClaim,
  }),
];

function scopeShape({ request: { origin } }: OktaCall, { serverId, seq, ...scope }: Readonly<Scope>): Json {
  const self = {
    href: `${origin}/api/v1/authorizationServers/${serverId}/scopes/${scope.id}`,
    hints: { allow: ['GET', 'PUT', 'DELETE'] },
  };
  return { ...scope, _links: { self } };
}

function listScopes(call: OktaCall): Answer {
  const { id } = findServer(call);
  const q = (call.request.query.get('q') ?? '').toLowerCase();
  const found = call.state.scopes.by('server', id).filter(scope => scope.name.toLowerCase().includes(q));
  return json(found.map(scope => scopeShape(call, scope)));
}

function findScope(call: OktaCall): Readonly<Scope> {
  const server = findServer(call);
  const id = call.params.scope ?? '';
  const scope = call.state.scopes.get(id);
  if (scope === undefined || scope.serverId !== server.id) throw notFound(id, 'OAuth2Scope');
  return scope;
}

function readScope(
  call: OktaCall,
  serverId: string,
  given: Json,
  self?: Readonly<Scope>,
): Omit<Scope, 'id' | 'seq' | 'serverId' | 'system'> {
  demand(given, 'name');
  const name = asText(given.name) ?? '';
  if (!/^[\x21\x23-\x5b\x5d-\x7e]{1,255}$/.test(name)) throw invalid('name', 'name: Invalid scope name.');
  const other = call.state.scopes.by('server', serverId).find(scope => scope.name === name && scope.id !== self?.id);
  if (other !== undefined) throw invalid('name', 'name: An object with this field already exists in the current organization');
  return {
    name,
    displayName: asText(given.displayName) ?? null,
    description: asText(given.description) ?? null,
    default: given.default === true,
    consent: asText(given.consent) ?? 'IMPLICIT',
    metadataPublish: asText(given.metadataPublish) ?? 'NO_CLIENTS',
    optional: given.optional === true,
  };
}

function createScope(call: OktaCall): Answer {
  const { id } = findServer(call);
  const given = readScope(call, id, readBody(call));
  return json(
    scopeShape(
      call,
      call.state.scopes.add({ id: newId(call, 'scp'), seq: nextSeq(call), serverId: id, system: false, ...given }),
    ),
    201,
  );
}

function replaceScope(call: OktaCall): Answer {
  const scope = findScope(call);
  const given = readScope(call, scope.serverId, readBody(call), scope);
  if (scope.system && given.name !== scope.name) throw invalid('name', 'name: The name of a system scope cannot be changed.');
  return json(
    scopeShape(
      call,
      call.state.scopes.edit(scope.id, row => void Object.assign(row, given)),
    ),
  );
}

function systemRefusal(what: string): OktaRefusal {
  return new OktaRefusal(403, 'E0000006', 'You do not have permission to perform the requested action', [
    `A system ${what} cannot be deleted.`,
  ]);
}

function deleteScope(call: OktaCall): Answer {
  const scope = findScope(call);
  if (scope.system) throw systemRefusal('scope');
  call.state.scopes.delete(scope.id);
  return empty();
}

function claimShape({ request: { origin } }: OktaCall, claim: Readonly<Claim>): Json {
  const self = {
    href: `${origin}/api/v1/authorizationServers/${claim.serverId}/claims/${claim.id}`,
    hints: { allow: ['GET', 'PUT', 'DELETE'] },
  };
  return {
    id: claim.id,
    name: claim.name,
    status: claim.status,
    claimType: claim.claimType,
    valueType: claim.valueType,
    value: claim.value,
    conditions: { scopes: claim.scopes },
    system: claim.system,
    alwaysIncludeInToken: claim.alwaysIncludeInToken,
    apiResourceId: null,
    ...(claim.groupFilterType === undefined ? {} : { group_filter_type: claim.groupFilterType }),
    _links: { self },
  };
}

function listClaims(call: OktaCall): Answer {
  return json(call.state.claims.by('server', findServer(call).id).map(claim => claimShape(call, claim)));
}

function findClaim(call: OktaCall): Readonly<Claim> {
  const server = findServer(call);
  const id = call.params.claim ?? '';
  const claim = call.state.claims.get(id);
  if (claim === undefined || claim.serverId !== server.id) throw notFound(id, 'OAuth2Claim');
  return claim;
}

const filterTypes = ['STARTS_WITH', 'EQUALS', 'CONTAINS', 'REGEX'] as const;

function readClaim(
  call: OktaCall,
  serverId: string,
  given: Json,
  self?: Readonly<Claim>,
): Omit<Claim, 'id' | 'seq' | 'serverId' | 'system'> {
  demand(given, 'name', 'claimType', 'valueType', 'value');
  demandOneOf(given, 'claimType', ['RESOURCE', 'IDENTITY']);
  demandOneOf(given, 'valueType', ['EXPRESSION', 'GROUPS', 'SYSTEM']);
  const name = asText(given.name) ?? '';
  const other = call.state.claims
    .by('server', serverId)
    .find(claim => claim.name === name && claim.claimType === given.claimType && claim.id !== self?.id);
  if (other !== undefined) throw invalid('name', 'name: An object with this field already exists in the current organization');
  const filter = filterTypes.find(type => type === given.group_filter_type);
  if (given.valueType === 'GROUPS' && filter === undefined)
    throw invalid('group_filter_type', 'group_filter_type: The field cannot be left blank');
  return {
    name,
    status: given.status === 'INACTIVE' ? 'INACTIVE' : 'ACTIVE',
    claimType: given.claimType as Claim['claimType'],
    valueType: given.valueType as Claim['valueType'],
    value: String(given.value),
    ...(filter === undefined ? {} : { groupFilterType: filter }),
    alwaysIncludeInToken: given.alwaysIncludeInToken !== false,
    scopes: asTexts(dig(given, 'conditions', 'scopes')),
  };
}

function createClaim(call: OktaCall): Answer {
  const { id } = findServer(call);
  const given = readClaim(call, id, readBody(call));
  return json(
    claimShape(
      call,
      call.state.claims.add({ id: newId(call, 'ocl'), seq: nextSeq(call), serverId: id, system: false, ...given }),
    ),
    201,
  );
}

function replaceClaim(call: OktaCall): Answer {
  const claim = findClaim(call);
  const given = readClaim(call, claim.serverId, readBody(call), claim);
  return json(
    claimShape(
      call,
      call.state.claims.edit(claim.id, row => void Object.assign(row, given)),
    ),
  );
}

function deleteClaim(call: OktaCall): Answer {
  const claim = findClaim(call);
  if (claim.system) throw systemRefusal('claim');
  call.state.claims.delete(claim.id);
  return empty();
}
