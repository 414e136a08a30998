import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound } from '../../errors.ts';
import type { Token } from '../../oauth/state.ts';
import type { OktaCall } from '../../operation.ts';
import type { App, OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { iso } from '../ids.ts';
import type { Json } from '../json.ts';
import { findServer } from './find-server.ts';

const path = '/api/v1/authorizationServers/:server/clients';

export const serverClientOperations: Operation<OktaState>[] = [
  managed({ name: 'authorizationServers.clients', method: 'GET', path, label: 'recorded', run: clients }),
  managed({ name: 'authorizationServers.tokens', method: 'GET', path: `${path}/:client/tokens`, label: 'docs', run: tokens }),
  managed({
    name: 'authorizationServers.revoke-tokens',
    method: 'DELETE',
    path: `${path}/:client/tokens`,
    label: 'docs',
    run: revokeAll,
  }),
  managed({
    name: 'authorizationServers.token',
    method: 'GET',
    path: `${path}/:client/tokens/:token`,
    label: 'docs',
    run: call => json(shape(call, findToken(call))),
  }),
  managed({
    name: 'authorizationServers.revoke-token',
    method: 'DELETE',
    path: `${path}/:client/tokens/:token`,
    label: 'docs',
    run: revoke,
  }),
];

function clients(call: OktaCall): Answer {
  const server = findServer(call);
  const ids = new Set(
    [...call.state.refreshTokens.values()].filter(token => token.server === server.id).map(token => token.clientId),
  );
  const apps = [...ids].map(id => call.state.apps.by('client', id)[0]).filter(app => app !== undefined);
  return json(apps.map(app => clientShape(call, app)));
}

/** A client as lists of grants show it. */
export function clientShape(call: OktaCall, { oauth, label }: Readonly<App>): Json {
  const { origin } = call.request;
  return {
    client_id: oauth?.client_id,
    client_name: label,
    client_uri: oauth?.client_uri ?? null,
    logo_uri: oauth?.logo_uri ?? null,
    _links: {
      client: { href: `${origin}/oauth2/v1/clients/${oauth?.client_id}` },
      tokens: { href: `${origin}/oauth2/v1/clients/${oauth?.client_id}/tokens` },
    },
  };
}

function tokensOf(call: OktaCall): Readonly<Token>[] {
  const server = findServer(call);
  const client = call.params.client ?? '';
  if (call.state.apps.keysBy('client', client).length === 0) throw notFound(client, 'PublicClientApp');
  return call.state.refreshTokens.by('client', client).filter(token => token.server === server.id);
}

function findToken(call: OktaCall): Readonly<Token> {
  const id = call.params.token ?? '';
  const token = tokensOf(call).find(one => one.id === id);
  if (token === undefined) throw notFound(id, 'OAuth2RefreshTokenTx');
  return token;
}

function shape(call: OktaCall, token: Readonly<Token>): Json {
  return tokenShape(
    call,
    token,
    `${call.request.origin}/api/v1/authorizationServers/${token.server}/clients/${token.clientId}/tokens/${token.id}`,
  );
}

/** A refresh token as the management API shows it: never its value. */
export function tokenShape({ request: { origin } }: OktaCall, token: Readonly<Token>, self: string): Json {
  const issuer = token.server === 'org' ? origin : `${origin}/oauth2/${token.server}`;
  return {
    id: token.id,
    status: 'ACTIVE',
    created: iso(token.createdAt),
    lastUpdated: iso(token.createdAt),
    expiresAt: iso(token.expiresAt),
    issuer,
    clientId: token.clientId,
    userId: token.userId,
    scopes: token.scopes,
    _links: {
      self: { href: self, hints: { allow: ['GET', 'DELETE'] } },
      client: { href: `${origin}/oauth2/v1/clients/${token.clientId}` },
      user: { href: `${origin}/api/v1/users/${token.userId}` },
      authorizationServer: { href: issuer },
    },
  };
}

function tokens(call: OktaCall): Answer {
  return json(tokensOf(call).map(token => shape(call, token)));
}

function revokeAll(call: OktaCall): Answer {
  for (const token of tokensOf(call)) call.state.refreshTokens.delete(token.value);
  return empty();
}

function revoke(call: OktaCall): Answer {
  call.state.refreshTokens.delete(findToken(call).value);
  return empty();
}
