import { OAuthRefusal } from '../errors.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaState } from '../state.ts';
import { type AuthServer, knowsScope, openIdScopes } from './auth-server.ts';
import type { ClientApp } from './client-app.ts';
import { type Params, wordsOf } from './form.ts';
import type { AuthorizeRequest, ResponseMode } from './state.ts';

const modes: readonly string[] = ['query', 'fragment', 'form_post', 'okta_post_message'];

/** An authorization request as it was sent; `checkRequest` says whether it is a good one. */
export function describeRequest(call: OktaCall, server: AuthServer, redirectUri: string, params: Params): AuthorizeRequest {
  const optional = {
    state: params('state'),
    nonce: params('nonce'),
    challenge: params('code_challenge'),
    prompt: params('prompt'),
    acrValues: params('acr_values'),
    loginHint: params('login_hint'),
  };
  const responseTypes = wordsOf(params('response_type'));
  const maxAge = Number(params('max_age') ?? Number.NaN);
  return {
    stateToken: call.secrets.token(32),
    server: server.id,
    clientId: params('client_id') ?? '',
    redirectUri,
    responseTypes,
    responseMode: modeOf(params('response_mode'), responseTypes),
    scopes: [...new Set(wordsOf(params('scope')))],
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    ...(Number.isFinite(maxAge) && maxAge >= 0 ? { maxAge } : {}),
    createdAt: call.clock.now(),
  };
}

/** Tokens never stand in a query: they go into the fragment unless something else was asked for. */
function modeOf(asked: string | undefined, types: string[]): ResponseMode {
  const isPlain = types.every(type => type === 'code');
  if (asked !== undefined && modes.includes(asked) && (asked !== 'query' || isPlain)) return asked as ResponseMode;
  return isPlain ? 'query' : 'fragment';
}

/** Throws `OAuthRefusal` for what Okta tells the client at its redirect address. */
export function checkRequest(state: OktaState, app: ClientApp, request: AuthorizeRequest, params: Params): void {
  checkResponse(app, request, params);
  if (request.state === undefined) throw invalid('state');
  if (request.responseTypes.includes('id_token') && request.nonce === undefined) throw invalid('nonce');
  checkPrompt(request, params);
  checkScopes(state, request);
  checkPkce(app, request, params);
}

function invalid(name: string): OAuthRefusal {
  return new OAuthRefusal('invalid_request', `The authentication request has an invalid '${name}' parameter.`);
}

const known = ['code', 'token', 'id_token'];

function checkResponse({ oauth }: ClientApp, { responseTypes }: AuthorizeRequest, params: Params): void {
  if (responseTypes.length === 0) throw invalid('response_type');
  const mode = params('response_mode');
  const isPlain = responseTypes.every(type => type === 'code');
  if (!responseTypes.every(type => known.includes(type))) {
    const text =
      'The response type is not supported by the authorization server. Configured response types: [code, token, id_token]';
    throw new OAuthRefusal('unsupported_response_type', text);
  }
  if (mode !== undefined && (!modes.includes(mode) || (mode === 'query' && !isPlain))) {
    const text =
      'The response mode is not supported by the authorization server. Valid response modes: [query, fragment, form_post, okta_post_message].';
    throw new OAuthRefusal('unsupported_response_mode', text);
  }
  const needed = [
    ...(responseTypes.includes('code') ? ['authorization_code', 'interaction_code'] : []),
    ...(isPlain ? [] : ['implicit']),
  ];
  const isAllowed = isPlain ? needed.some(type => oauth.grant_types.includes(type)) : oauth.grant_types.includes('implicit');
  if (!isAllowed) throw wrongGrant(oauth.grant_types);
}

/** Whatever a client asks for that its settings do not list. */
export function wrongGrant(grantTypes: string[]): OAuthRefusal {
  const text = `The client is not authorized to use the provided grant type. Configured grant types: [${grantTypes.join(', ')}].`;
  return new OAuthRefusal('unauthorized_client', text);
}

function checkPrompt({ prompt, maxAge }: AuthorizeRequest, params: Params): void {
  const prompts = ['none', 'login', 'consent', 'login consent', 'consent login', 'enroll_authenticator', 'select_account'];
  if (prompt !== undefined && !prompts.includes(prompt)) throw invalid('prompt');
  if (params('max_age') !== undefined && maxAge === undefined) throw invalid('max_age');
}

function checkScopes(state: OktaState, { scopes, server, responseTypes }: AuthorizeRequest): void {
  if (scopes.length === 0) throw invalid('scope');
  if (!scopes.every(scope => knowsScope(state, server, scope))) {
    throw new OAuthRefusal('invalid_scope', 'One or more scopes are not configured for the authorization server resource.');
  }
  const needsOpenId =
    responseTypes.includes('id_token') || scopes.some(scope => openIdScopes.includes(scope) && scope !== 'device_sso');
  if (needsOpenId && !scopes.includes('openid')) {
    throw new OAuthRefusal(
      'invalid_scope',
      "Requests for ID tokens or access tokens with OpenID scopes require the 'openid' scope.",
    );
  }
}

/** S256 only; a public client and one that is set so must prove possession (Okta docs, PKCE). */
function checkPkce({ oauth }: ClientApp, { challenge, responseTypes }: AuthorizeRequest, params: Params): void {
  if (!responseTypes.includes('code')) return;
  if (challenge === undefined) {
    if (oauth.token_endpoint_auth_method === 'none') {
      throw new OAuthRefusal(
        'invalid_request',
        "PKCE code challenge is required when the token endpoint authentication method is 'NONE'.",
      );
    }
    if (oauth.pkce_required) throw new OAuthRefusal('invalid_request', 'PKCE code challenge is required by the application.');
    return;
  }
  if (params('code_challenge_method') !== 'S256') {
    throw new OAuthRefusal('invalid_request', "The 'code_challenge_method' parameter must be 'S256'.");
  }
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(challenge))
    throw new OAuthRefusal('invalid_request', "The 'code_challenge' is not valid.");
}
