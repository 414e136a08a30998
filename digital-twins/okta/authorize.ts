import type { Answer } from '../kit/answer.ts';
import type { Operation } from '../kit/plugin.ts';
import { bodyFields } from '../kit/request.ts';
import { supportedScopes } from './discovery.ts';
import { OAuthRefusal } from './errors.ts';
import { grantCode, respond } from './grant-code.ts';
import { type AuthServer, type OktaCall, serverOperation } from './operation.ts';
import { errorPage, signInPage } from './pages.ts';
import { sessionOf } from './session.ts';
import type { App, AuthorizeRequest, OktaState } from './state.ts';

export const authorizeOperation: Operation<OktaState> = serverOperation({
  name: 'oidc.authorize',
  method: 'GET POST',
  endpoint: 'authorize',
  label: 'spec',
  run: authorize,
});

type Params = (name: string) => string | undefined;

function authorize(call: OktaCall, server: AuthServer): Answer {
  const params = readParams(call);
  const app = call.state.apps.get(params('client_id') ?? '');
  const redirectUri = params('redirect_uri') ?? '';
  // Without a known client and address there is nowhere to send an error to: it is shown.
  if (app === undefined) return errorPage('invalid_client', "Invalid value for 'client_id' parameter.");
  if (!app.redirectUris.includes(redirectUri)) {
    const detail = `The 'redirect_uri' parameter must be a Login redirect URI in the client app settings: ${redirectUri}`;
    return errorPage('invalid_request', detail);
  }
  const request = describeRequest(call, server, redirectUri, params);
  try {
    checkRequest(app, request, params);
    return decide(call, app, request, params);
  } catch (error) {
    if (error instanceof OAuthRefusal) {
      return respond(request, { error: error.error, error_description: error.message });
    }
    throw error;
  }
}

function readParams(call: OktaCall): Params {
  const fields = bodyFields(call.request.body);
  return name => {
    const value = call.request.query.get(name) ?? fields[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
}

function describeRequest(call: OktaCall, server: AuthServer, redirectUri: string, params: Params): AuthorizeRequest {
  const optional = { state: params('state'), nonce: params('nonce'), challenge: params('code_challenge') };
  const mode = params('response_mode');
  return {
    server: server.id,
    clientId: params('client_id') ?? '',
    redirectUri,
    responseMode: mode === 'form_post' || mode === 'fragment' ? mode : 'query',
    scopes: (params('scope') ?? '').split(' ').filter(scope => scope !== ''),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    createdAt: call.clock.now(),
  };
}

function checkRequest(app: App, { scopes }: AuthorizeRequest, params: Params): void {
  const mode = params('response_mode') ?? 'query';
  if (params('state') === undefined)
    throw new OAuthRefusal('invalid_request', "The authentication request has an invalid 'state' parameter.");
  if (params('response_type') !== 'code') {
    throw new OAuthRefusal(
      'unsupported_response_type',
      'The response type is not supported by the authorization server. Configured response types: [code]',
    );
  }
  if (!['query', 'fragment', 'form_post'].includes(mode)) {
    throw new OAuthRefusal('unsupported_response_mode', 'The requested response mode is not supported.');
  }
  if (scopes.length === 0)
    throw new OAuthRefusal('invalid_scope', "The authentication request has an invalid 'scope' parameter.");
  if (scopes.some(scope => !supportedScopes.includes(scope))) {
    throw new OAuthRefusal('invalid_scope', 'One or more scopes are not configured for the authorization server resource.');
  }
  checkPkce(app, params);
}

function checkPkce(app: App, params: Params): void {
  const challenge = params('code_challenge');
  const isPublic = app.clientSecret === undefined;
  if (challenge === undefined && (app.pkceRequired || isPublic)) {
    throw new OAuthRefusal(
      'invalid_request',
      "PKCE code challenge is required when the token endpoint authentication method is 'NONE'.",
    );
  }
  if (challenge === undefined) return;
  if (params('code_challenge_method') !== 'S256') {
    throw new OAuthRefusal('invalid_request', "The 'code_challenge_method' parameter must be 'S256'.");
  }
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(challenge))
    throw new OAuthRefusal('invalid_request', "The 'code_challenge' is not valid.");
}

function decide(call: OktaCall, app: App, request: AuthorizeRequest, params: Params): Answer {
  const prompt = params('prompt') ?? '';
  const maxAge = params('max_age');
  const session = sessionOf(call);
  const isTooOld = session !== undefined && maxAge !== undefined && call.clock.now() - session.createdAt > Number(maxAge) * 1000;
  if (session !== undefined && prompt !== 'login' && !isTooOld) return grantCode(call, app, request, session);
  if (prompt === 'none')
    throw new OAuthRefusal('login_required', 'The client specified not to prompt, but the user is not logged in.');
  const stateToken = call.secrets.token(32);
  call.state.pending.set(stateToken, request);
  return signInPage({ app: app.label, stateToken, username: params('login_hint') ?? '' });
}
