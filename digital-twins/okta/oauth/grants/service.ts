import { OAuthRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import { type AuthServer, knowsScope, openIdScopes } from '../auth-server.ts';
import type { ClientApp } from '../client-app.ts';
import { type Params, wordsOf } from '../form.ts';
import type { Grant } from '../mint.ts';

/**
 * A service acts for itself. The org server gives `okta.*` scopes only, only those an admin granted, and only to
 * `private_key_jwt` (Okta docs, OAuth for Okta). Throws `OAuthRefusal`.
 */
export function serviceGrant(call: OktaCall, server: AuthServer, app: ClientApp, form: Params): Grant {
  const asked = wordsOf(form('scope'));
  const scopes = asked.length > 0 ? asked : defaultScopes(call, server);
  if (scopes.length === 0) throw new OAuthRefusal('invalid_scope', "The token request must specify a 'scope'.");
  if (server.id === 'org') checkOrgScopes(call, app, scopes);
  else checkScopes(call, server, scopes);
  return { app, userId: null, grantType: 'client_credentials', scopes, family: call.secrets.token(12), authTime: 0, amr: [] };
}

function defaultScopes({ state }: OktaCall, server: AuthServer): string[] {
  return state.scopes
    .by('server', server.id)
    .filter(row => row.default && !row.system)
    .map(row => row.name);
}

function unknown(): OAuthRefusal {
  return new OAuthRefusal('invalid_scope', 'One or more scopes are not configured for the authorization server resource.');
}

function checkScopes({ state }: OktaCall, server: AuthServer, scopes: string[]): void {
  const known = state.scopes.by('server', server.id).map(row => row.name);
  // There is no person whose identity could be told.
  if (scopes.some(scope => !known.includes(scope) || openIdScopes.includes(scope))) throw unknown();
}

function checkOrgScopes({ state }: OktaCall, app: ClientApp, scopes: string[]): void {
  if (app.oauth.token_endpoint_auth_method !== 'private_key_jwt') {
    const text =
      'Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.';
    throw new OAuthRefusal('invalid_client', text, 401);
  }
  const granted = state.documents.by('parent', `grants:${app.id}`).map(doc => doc.body.scopeId);
  if (scopes.some(scope => !knowsScope(state, 'org', scope) || openIdScopes.includes(scope))) throw unknown();
  if (scopes.some(scope => !granted.includes(scope))) {
    throw new OAuthRefusal('consent_required', 'You are not allowed any of the requested scopes.');
  }
}
