import { type Answer, empty, json } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { appParty, note } from '../directory/log/note.ts';
import { OAuthRefusal } from '../errors.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaState } from '../state.ts';
import { type AuthServer, serverOperation } from './auth-server.ts';
import { customClaims, profileClaims } from './claims.ts';
import { authenticateClient } from './client.ts';
import type { ClientApp } from './client-app.ts';
import { isProven } from './dpop.ts';
import { type Params, readForm } from './form.ts';
import { readJwt } from './jwt.ts';
import { logoutOperation } from './logout.ts';
import { keysOf } from './server-keys.ts';
import { endTokens, isAlive } from './session.ts';
import type { Token } from './state.ts';

/** What is done with tokens once they are there. */
export const tokenUseOperations: Operation<OktaState>[] = [
  serverOperation({ name: 'oidc.userinfo', method: 'GET POST', endpoint: 'userinfo', label: 'spec', run: userInfo }),
  serverOperation({ name: 'oauth.introspect', method: 'POST', endpoint: 'introspect', label: 'spec', run: introspect }),
  serverOperation({ name: 'oauth.revoke', method: 'POST', endpoint: 'revoke', label: 'spec', write: true, run: revoke }),
  logoutOperation,
];

function userInfo(call: OktaCall, server: AuthServer): Answer {
  const header = call.request.headers.authorization;
  const { body } = call.request;
  const posted = body.kind === 'form' ? body.fields.access_token : undefined;
  const [, scheme = 'Bearer', sent] = /^(Bearer|DPoP)\s+(\S+)$/i.exec(header ?? '') ?? [];
  const value = sent ?? posted;
  if (value === undefined) return refuseBearer(call, server, 401, 'invalid_request', 'An access token is required.');
  const token = liveToken(call, server, call.state.accessTokens.get(value));
  const user = call.state.users.get(token?.userId ?? '');
  const isBad = token === undefined || !isProven(call, token, scheme);
  if (!isBad && !token.scopes.includes('openid')) {
    const text = 'The access token must provide access to at least one of these scopes - profile, email, address or phone';
    return refuseBearer(call, server, 403, 'insufficient_scope', text);
  }
  if (isBad || user?.status !== 'ACTIVE') return refuseBearer(call, server, 401, 'invalid_token', 'The access token is invalid.');
  call.actAs(user.person);
  const app = call.state.apps.by('client', token.clientId)[0];
  const { scopes } = token;
  const claims = app === undefined ? {} : customClaims(call.state, server.id, 'IDENTITY', { app, user, scopes }, false);
  return json({ sub: user.id, ...profileClaims(call.state, user, scopes), ...claims }, 200, {
    'cache-control': 'no-cache, no-store',
  });
}

function refuseBearer({ request }: OktaCall, server: AuthServer, status: number, error: string, description: string): Answer {
  const challenge = [
    `Bearer authorization_uri="${server.base}/authorize"`,
    `realm="${request.origin}"`,
    'scope="openid"',
    `error="${error}"`,
    `error_description="${description}"`,
    `resource="${request.path}"`,
  ];
  return empty(status, { 'www-authenticate': challenge.join(', ') });
}

/** By both clocks: the virtual one, which tests move, and the real one, which clients read `exp` by. */
function liveToken(call: OktaCall, server: AuthServer, token: Readonly<Token> | undefined): Readonly<Token> | undefined {
  return token !== undefined && token.server === server.id && isAlive(call, token) ? token : undefined;
}

async function introspect(call: OktaCall, server: AuthServer): Promise<Answer> {
  const form = readForm(call);
  const app = await authenticateClient(call, server);
  const value = requiredToken(form);
  const hint = form('token_type_hint');
  if (hint === 'id_token') return json(await introspectId(call, server, app, value));
  const access = liveToken(call, server, call.state.accessTokens.get(value));
  if (access !== undefined) return json(describeAccess(call, server, access, app));
  const refresh = liveToken(call, server, call.state.refreshTokens.get(value));
  if (refresh === undefined || refresh.usedReal !== undefined) return json(await introspectId(call, server, app, value));
  return json(describeRefresh(call, refresh, app));
}

function requiredToken(form: Params): string {
  const token = form('token');
  if (token === undefined) throw new OAuthRefusal('invalid_request', "The 'token' parameter is required.");
  return token;
}

const inactive = { active: false };

/** Only whose it is may look into a token, and only while its person may sign in. */
function isUsable({ state }: OktaCall, { clientId, userId }: Readonly<Token>, app: ClientApp): boolean {
  return clientId === app.oauth.client_id && (userId === null || state.users.get(userId)?.status === 'ACTIVE');
}

function describeAccess(call: OktaCall, server: AuthServer, token: Readonly<Token>, app: ClientApp): Record<string, unknown> {
  if (!isUsable(call, token, app)) return inactive;
  const issued = parseIssued(token);
  return {
    active: true,
    scope: token.scopes.join(' '),
    username: loginOf(call, token),
    exp: token.expiresReal,
    iat: issued,
    sub: loginOf(call, token),
    aud: token.audience,
    iss: server.issuer,
    jti: token.id,
    token_type: 'Bearer',
    client_id: token.clientId,
    ...(token.userId === null ? {} : { uid: token.userId }),
  };
}

function describeRefresh(call: OktaCall, token: Readonly<Token>, app: ClientApp): Record<string, unknown> {
  if (!isUsable(call, token, app)) return inactive;
  const { scopes, expiresReal, clientId, userId, id } = token;
  const login = loginOf(call, token);
  const common = {
    active: true,
    scope: scopes.join(' '),
    username: login,
    exp: expiresReal,
    iat: parseIssued(token),
    sub: login,
  };
  return { ...common, jti: id, token_type: 'Bearer', client_id: clientId, ...(userId === null ? {} : { uid: userId }) };
}

function loginOf({ state }: OktaCall, { userId, clientId }: Readonly<Token>): string {
  return state.users.get(userId ?? '')?.profile.login ?? clientId;
}

/** When it was issued, s of real time: its life is the same by both clocks. */
function parseIssued({ createdAt, expiresAt, expiresReal }: Readonly<Token>): number {
  return expiresReal - Math.round((expiresAt - createdAt) / 1000);
}

async function introspectId(call: OktaCall, server: AuthServer, app: ClientApp, value: string): Promise<Record<string, unknown>> {
  const claims = readJwt(value, await keysOf(call, server.id));
  const isGood = claims !== undefined && claims.aud === app.oauth.client_id && Number(claims.exp) > Date.now() / 1000;
  if (!isGood) return inactive;
  const { jti, iss, sub, aud, iat, exp, auth_time, amr, idp, nonce, preferred_username } = claims;
  return {
    active: true,
    token_type: 'Bearer',
    username: preferred_username,
    client_id: aud,
    jti,
    iss,
    sub,
    aud,
    iat,
    exp,
    auth_time,
    amr,
    idp,
    nonce,
  };
}

async function revoke(call: OktaCall, server: AuthServer): Promise<Answer> {
  const form = readForm(call);
  const app = await authenticateClient(call, server);
  const value = requiredToken(form);
  const { accessTokens, refreshTokens } = call.state;
  const found = refreshTokens.get(value) ?? accessTokens.get(value);
  // Nobody learns by revoking whether a token exists (RFC 7009, section 2.2).
  if (found === undefined || found.clientId !== app.oauth.client_id || found.server !== server.id) return empty(200);
  if (refreshTokens.has(value)) endTokens(call.state, 'family', found.family);
  else accessTokens.delete(value);
  note(call, { eventType: 'app.oauth2.token.revoke', message: 'OAuth2 token revocation request', target: [appParty(app)] });
  return empty(200, { 'cache-control': 'no-cache, no-store' });
}
