import { type Answer, empty, json } from '../../../kit/answer.ts';
import { invalid, notFound, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Scope } from '../../state.ts';
import { readBody } from '../call/managed.ts';
import { demand } from '../documents/demand.ts';
import { newId, nextSeq } from '../ids.ts';
import { asText, type Json } from '../json.ts';
import { findServer } from './find-server.ts';

export function scopeShape({ request: { origin } }: OktaCall, { serverId, seq, ...scope }: Readonly<Scope>): Json {
  const self = {
    href: `${origin}/api/v1/authorizationServers/${serverId}/scopes/${scope.id}`,
    hints: { allow: ['GET', 'PUT', 'DELETE'] },
  };
  return { ...scope, _links: { self } };
}

export function listScopes(call: OktaCall): Answer {
  const { id } = findServer(call);
  const q = (call.request.query.get('q') ?? '').toLowerCase();
  const found = call.state.scopes.by('server', id).filter(scope => scope.name.toLowerCase().includes(q));
  return json(found.map(scope => scopeShape(call, scope)));
}

export function findScope(call: OktaCall): Readonly<Scope> {
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

export function createScope(call: OktaCall): Answer {
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

export function replaceScope(call: OktaCall): Answer {
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

export function systemRefusal(what: string): OktaRefusal {
  return new OktaRefusal(403, 'E0000006', 'You do not have permission to perform the requested action', [
    `A system ${what} cannot be deleted.`,
  ]);
}

export function deleteScope(call: OktaCall): Answer {
  const scope = findScope(call);
  if (scope.system) throw systemRefusal('scope');
  call.state.scopes.delete(scope.id);
  return empty();
}
