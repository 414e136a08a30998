import { type Answer, json } from '../../../kit/answer.ts';
import { invalid, notFound } from '../../errors.ts';
import { type HeldKey, keysOf, publicJwk, rotateKeys } from '../../oauth/server-keys.ts';
import type { OktaCall } from '../../operation.ts';
import { readBody } from '../call/managed.ts';
import { iso } from '../ids.ts';
import type { Json } from '../json.ts';
import { findServer, serversPath } from './find-server.ts';

function keyShape(call: OktaCall, server: string, held: HeldKey): Json {
  const self = { href: `${call.request.origin}${serversPath}/${server}/credentials/keys/${held.kid}`, hints: { allow: ['GET'] } };
  return {
    status: held.status,
    ...publicJwk(held),
    created: iso(held.created),
    lastUpdated: iso(held.lastUpdated),
    _links: { self },
  };
}

export async function keys(call: OktaCall): Promise<Answer> {
  const { id } = findServer(call);
  return json((await keysOf(call, id)).map(held => keyShape(call, id, held)));
}

export async function key(call: OktaCall): Promise<Answer> {
  const { id } = findServer(call);
  const wanted = call.params.key ?? '';
  const held = (await keysOf(call, id)).find(one => one.kid === wanted);
  if (held === undefined) throw notFound(wanted, 'AuthorizationServerJsonWebKey');
  return json(keyShape(call, id, held));
}

export async function rotate(call: OktaCall): Promise<Answer> {
  const { id } = findServer(call);
  if (readBody(call).use !== 'sig') throw invalid('rotateKeys', "Invalid value specified for key 'use' parameter");
  return json((await rotateKeys(call, id)).map(held => keyShape(call, id, held)));
}
