import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { ApiToken, OktaState } from '../../state.ts';
import { callerOf } from '../call/authenticate.ts';
import { managed } from '../call/managed.ts';
import { iso } from '../ids.ts';
import type { Json } from '../json.ts';

const path = '/api/v1/api-tokens';

export const apiTokenOperations: Operation<OktaState>[] = [
  managed({
    name: 'apiTokens.list',
    method: 'GET',
    path,
    label: 'recorded',
    run: call => json(call.state.apiTokens.by('all', 'all').map(token => shape(call, token))),
  }),
  managed({
    name: 'apiTokens.get',
    method: 'GET',
    path: `${path}/:token`,
    label: 'recorded',
    run: call => json(shape(call, findToken(call, call.params.token ?? ''))),
  }),
  managed({
    name: 'apiTokens.revoke',
    method: 'DELETE',
    path: `${path}/:token`,
    label: 'docs',
    run: call => revoke(call, findToken(call, call.params.token ?? '')),
  }),
  managed({ name: 'apiTokens.revoke-current', method: 'DELETE', path: `${path}/current`, label: 'docs', run: revokeCurrent }),
];

function findToken(call: OktaCall, id: string): Readonly<ApiToken> {
  const token = call.state.apiTokens.get(id);
  if (token === undefined) throw notFound(id, 'Token');
  return token;
}

/** What a token is, never its value. Key set and order after recordings of a real org. */
function shape({ request: { origin } }: OktaCall, token: Readonly<ApiToken>): Json {
  const self = { href: `${origin}${path}/${token.id}`, hints: { allow: ['GET', 'DELETE'] } };
  const user = { href: `${origin}/api/v1/users/${token.userId}`, hints: { allow: ['GET'] } };
  return {
    id: token.id,
    name: token.name,
    userId: token.userId,
    clientName: 'Okta API',
    tokenWindow: 'P30D',
    network: { connection: 'ANYWHERE' },
    expiresAt: iso(token.expiresAt),
    created: iso(token.created),
    lastUpdated: iso(token.lastUpdated),
    _links: { self, user },
  };
}

function revoke(call: OktaCall, token: Readonly<ApiToken>): Answer {
  call.state.apiTokens.delete(token.id);
  return empty();
}

function revokeCurrent(call: OktaCall): Answer {
  const caller = callerOf(call);
  if (caller?.kind !== 'api-token') throw notFound('current', 'Token');
  return revoke(call, caller.token);
}
