import { type Answer, empty, json } from '../../../kit/answer.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Claim } from '../../state.ts';
import { readBody } from '../call/managed.ts';
import { demand, demandOneOf } from '../documents/demand.ts';
import { newId, nextSeq } from '../ids.ts';
import { asText, asTexts, dig, type Json } from '../json.ts';
import { findServer } from './find-server.ts';
import { systemRefusal } from './scopes.ts';

export function claimShape({ request: { origin } }: OktaCall, claim: Readonly<Claim>): Json {
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

export function listClaims(call: OktaCall): Answer {
  return json(call.state.claims.by('server', findServer(call).id).map(claim => claimShape(call, claim)));
}

export function findClaim(call: OktaCall): Readonly<Claim> {
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

export function createClaim(call: OktaCall): Answer {
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

export function replaceClaim(call: OktaCall): Answer {
  const claim = findClaim(call);
  const given = readClaim(call, claim.serverId, readBody(call), claim);
  return json(
    claimShape(
      call,
      call.state.claims.edit(claim.id, row => void Object.assign(row, given)),
    ),
  );
}

export function deleteClaim(call: OktaCall): Answer {
  const claim = findClaim(call);
  if (claim.system) throw systemRefusal('claim');
  call.state.claims.delete(claim.id);
  return empty();
}
