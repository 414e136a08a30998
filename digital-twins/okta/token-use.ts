import { type Answer, empty, json, redirect } from '../kit/answer.ts';
import type { Operation } from '../kit/plugin.ts';
import { authenticateClient, readForm } from './client.ts';
import { readJwt } from './jwt.ts';
import { groupsOf } from './mint.ts';
import { type AuthServer, type OktaCall, serverOperation } from './operation.ts';
import { errorPage, signedOutPage } from './pages.ts';
import type { OktaState, OktaUser, Token } from './state.ts';
import { endFamily } from './token.ts';

/** What is done with tokens once they are there. */
export const tokenUseOperations: Operation<OktaState>[] = [
  serverOperation({ name: 'oidc.userinfo', method: 'GET POST', endpoint: 'userinfo', label: 'spec', run: userInfo }),
  serverOperation({ name: 'oauth.introspect', method: 'POST', endpoint: 'introspect', label: 'spec', run: introspect }),
  serverOperation({ name: 'oauth.revoke', method: 'POST', endpoint: 'revoke', label: 'spec', write: true, run: revoke }),
  serverOperation({ name: 'oidc.logout', method: 'GET POST', endpoint: 'logout', label: 'spec', write: true, run: logout }),
];

function userInfo(call: OktaCall, server: AuthServer): Answer {
  const value = /^Bearer\s+(\S+)$/i.exec(call.request.headers.authorization ?? '')?.[1];
  const token = liveToken(call, server, call.state.accessTokens.get(value ?? ''));
  const user = call.state.users.get(token?.userId ?? '');
  if (token === undefined || user === undefined) return refuseBearer(401, 'invalid_token', 'The access token is invalid.');
  if (!token.scopes.includes('openid')) {
    return refuseBearer(
      403,
      'insufficient_scope',
      'The access token must provide access to at least one of these scopes - openid',
    );
  }
  call.actAs(user.person);
  return json(userClaims(call, user, token.scopes));
}

function refuseBearer(status: number, error: string, description: string): Answer {
  const challenge = `Bearer authorization_uri="", realm="", scope="openid", error="${error}", error_description="${description}"`;
  return empty(status, { 'www-authenticate': challenge });
}

function liveToken(call: OktaCall, server: AuthServer, token: Token | undefined): Token | undefined {
  return token !== undefined && token.server === server.id && token.expiresAt > call.clock.now() ? token : undefined;
}

function userClaims(call: OktaCall, user: OktaUser, scopes: string[]): Record<string, unknown> {
  const profile = {
    name: `${user.firstName} ${user.lastName}`,
    locale: 'en_US',
    preferred_username: user.login,
    given_name: user.firstName,
    family_name: user.lastName,
    zoneinfo: user.timezone,
    updated_at: Math.floor(user.lastUpdated / 1000),
  };
  return {
    sub: user.id,
    ...(scopes.includes('profile') ? profile : {}),
    ...(scopes.includes('email') ? { email: user.email, email_verified: true } : {}),
    ...(scopes.includes('groups') ? { groups: groupsOf(call, user) } : {}),
  };
}

function introspect(call: OktaCall, server: AuthServer): Answer {
  const form = readForm(call);
  const app = authenticateClient(call);
  const value = form('token') ?? '';
  const token = liveToken(call, server, call.state.accessTokens.get(value) ?? call.state.refreshTokens.get(value));
  const isUsable = token !== undefined && token.clientId === app.clientId && token.isUsed !== true;
  if (!isUsable) return json({ active: false });
  const user = call.state.users.get(token.userId ?? '');
  return json({
    active: true,
    scope: token.scopes.join(' '),
    username: user?.login ?? app.clientId,
    // Real time, as inside the token itself.
    exp: Math.floor((Date.now() + token.expiresAt - call.clock.now()) / 1000),
    sub: user?.login ?? app.clientId,
    device_id: null,
    client_id: app.clientId,
    token_type: 'Bearer',
    iss: server.issuer,
    aud: server.audience,
    ...(user === undefined ? {} : { uid: user.id }),
  });
}

function revoke(call: OktaCall): Answer {
  const form = readForm(call);
  const app = authenticateClient(call);
  const value = form('token') ?? '';
  const refreshToken = call.state.refreshTokens.get(value);
  if (refreshToken?.clientId === app.clientId) endFamily(call.state, refreshToken.family);
  if (call.state.accessTokens.get(value)?.clientId === app.clientId) call.state.accessTokens.delete(value);
  return empty(200);
}

/** Ends the session of the browser, and sends it where the app may send it. */
async function logout(call: OktaCall, server: AuthServer): Promise<Answer> {
  const param = (name: string) =>
    call.request.query.get(name) ?? (call.request.body.kind === 'form' ? call.request.body.fields[name] : undefined);
  const claims = readJwt(param('id_token_hint') ?? '', await call.secrets.signingKey(`okta.${server.id}`));
  const app = call.state.apps.get(String(claims?.aud ?? ''));
  if (app === undefined) return errorPage('invalid_client', "A valid 'id_token_hint' is required to sign out.");
  const target = param('post_logout_redirect_uri');
  if (target !== undefined && !app.postLogoutRedirectUris.includes(target)) {
    return errorPage(
      'invalid_request',
      "The 'post_logout_redirect_uri' parameter must be a Logout redirect URI in the client app settings.",
    );
  }
  const cookie = { 'set-cookie': 'sid=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax' };
  call.state.sessions.delete(call.request.cookies.sid ?? '');
  if (target === undefined) return { ...signedOutPage(), headers: { ...signedOutPage().headers, ...cookie } };
  const url = new URL(target);
  const state = param('state');
  if (state !== undefined && state !== null) url.searchParams.set('state', state);
  return redirect(url.href, cookie);
}
