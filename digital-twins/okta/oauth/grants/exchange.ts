import { OAuthRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import { type AuthServer, knowsScope } from '../auth-server.ts';
import type { ClientApp } from '../client-app.ts';
import { type Params, wordsOf } from '../form.ts';
import type { Grant } from '../mint.ts';
import { isAlive } from '../session.ts';

const accessType = 'urn:ietf:params:oauth:token-type:access_token';

/** A service exchanges a person's access token for one of its own (RFC 8693; Okta docs, on-behalf-of). Throws `OAuthRefusal`. */
export function exchangeToken(call: OktaCall, server: AuthServer, app: ClientApp, form: Params): Grant {
  if (form('subject_token_type') !== accessType)
    throw new OAuthRefusal('invalid_request', "The 'subject_token_type' is not supported.");
  const token = call.state.accessTokens.get(form('subject_token') ?? '');
  if (token === undefined || !isAlive(call, token)) throw new OAuthRefusal('invalid_grant', "The 'subject_token' is invalid.");
  const scopes = wordsOf(form('scope'));
  if (scopes.length === 0 || !scopes.every(scope => knowsScope(call.state, server.id, scope))) {
    throw new OAuthRefusal('invalid_scope', 'One or more scopes are not configured for the authorization server resource.');
  }
  const audience = form('audience');
  if (audience !== undefined && audience !== server.audience)
    throw new OAuthRefusal('invalid_target', "The 'audience' is invalid.");
  const { userId, authTime, amr, family } = token;
  return { app, userId, grantType: 'urn:ietf:params:oauth:grant-type:token-exchange', scopes, family, authTime, amr };
}
