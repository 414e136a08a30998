import { type Answer, json } from '../kit/answer.ts';
import type { Operation } from '../kit/plugin.ts';
import { authenticateClient, readForm } from './client.ts';
import { OAuthRefusal } from './errors.ts';
import { challengeOf } from './jwt.ts';
import { type Grant, mintTokens } from './mint.ts';
import { type AuthServer, type OktaCall, serverOperation } from './operation.ts';
import type { App, OktaState, Token } from './state.ts';

/** ms a code is good for. */
const codeLife = 5 * 60 * 1000;

type Form = (name: string) => string | undefined;

export const tokenOperation: Operation<OktaState> = serverOperation({
  name: 'oidc.token',
  method: 'POST',
  endpoint: 'token',
  label: 'spec',
  write: true,
  run: async (call, server) => {
    const form = readForm(call);
    const app = authenticateClient(call);
    return tokenAnswer(await mintTokens(call, server, readGrant(call, server, app, form)));
  },
});

function tokenAnswer(tokens: Record<string, unknown>): Answer {
  return json(tokens, 200, { 'cache-control': 'no-cache, no-store', pragma: 'no-cache' });
}

function readGrant(call: OktaCall, server: AuthServer, app: App, form: Form): Grant {
  const type = form('grant_type');
  if (type === undefined) throw new OAuthRefusal('invalid_request', "The token request must specify a 'grant_type'.");
  const known = ['authorization_code', 'refresh_token', 'client_credentials'];
  if (!known.includes(type))
    throw new OAuthRefusal('unsupported_grant_type', 'The grant type is not supported by the authorization server.');
  if (!app.grantTypes.includes(type)) {
    throw new OAuthRefusal(
      'unauthorized_client',
      `The client is not authorized to use the provided grant type. Configured grant types: [${app.grantTypes.join(', ')}].`,
    );
  }
  if (type === 'authorization_code') return redeemCode(call, server, app, form);
  if (type === 'refresh_token') return refresh(call, server, app, form);
  return serviceGrant(call, app, form);
}

function redeemCode(call: OktaCall, server: AuthServer, app: App, form: Form): Grant {
  const key = form('code') ?? '';
  const code = call.state.codes.get(key);
  // A code is used up by the first attempt, whether that succeeds or not.
  call.state.codes.delete(key);
  const isGood = code !== undefined && code.clientId === app.clientId && code.server === server.id;
  if (!isGood || call.clock.now() - code.createdAt > codeLife) {
    throw new OAuthRefusal('invalid_grant', 'The authorization code is invalid or has expired.');
  }
  if (form('redirect_uri') !== code.redirectUri) {
    throw new OAuthRefusal(
      'invalid_grant',
      "The 'redirect_uri' does not match the redirection URI used in the authorization request.",
    );
  }
  const verifier = form('code_verifier');
  const isProven = code.challenge === undefined ? verifier === undefined : challengeOf(verifier ?? '') === code.challenge;
  if (!isProven) throw new OAuthRefusal('invalid_grant', 'PKCE verification failed.');
  return {
    app,
    userId: code.userId,
    scopes: code.scopes,
    family: call.secrets.token(12),
    authTime: code.authTime,
    ...(code.nonce === undefined ? {} : { nonce: code.nonce }),
  };
}

/** Public clients get a new refresh token each time; using an old one again ends the whole family. */
function refresh(call: OktaCall, server: AuthServer, app: App, form: Form): Grant {
  const key = form('refresh_token') ?? '';
  const token = call.state.refreshTokens.get(key);
  const isOurs = token !== undefined && token.clientId === app.clientId && token.server === server.id;
  if (!isOurs || token.expiresAt < call.clock.now()) throw badRefresh();
  if (token.isUsed === true) {
    endFamily(call.state, token.family);
    throw badRefresh();
  }
  const asked = form('scope')?.split(' ');
  if (asked?.some(scope => !token.scopes.includes(scope))) {
    throw new OAuthRefusal('invalid_scope', 'The requested scope is invalid, unknown, malformed or exceeds the granted scope.');
  }
  const isPublic = app.clientSecret === undefined;
  if (isPublic) token.isUsed = true;
  const { userId, family, authTime } = token;
  const scopes = asked ?? token.scopes;
  return { app, userId, scopes, family, authTime, ...(isPublic ? {} : { refreshToken: key }) };
}

function badRefresh(): OAuthRefusal {
  return new OAuthRefusal('invalid_grant', 'The refresh token is invalid or expired.');
}

export function endFamily(state: OktaState, family: string): void {
  const stores: Map<string, Token>[] = [state.accessTokens, state.refreshTokens];
  for (const store of stores) for (const [key, token] of store) if (token.family === family) store.delete(key);
}

function serviceGrant(call: OktaCall, app: App, form: Form): Grant {
  const scopes = (form('scope') ?? '').split(' ').filter(scope => scope !== '');
  if (scopes.length === 0) throw new OAuthRefusal('invalid_scope', "The token request must specify a 'scope'.");
  return { app, userId: null, scopes, family: call.secrets.token(12), authTime: 0 };
}
