import { OAuthRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import { needsSecondFactor } from '../../sign-in/policy.ts';
import { checkPrimary } from '../../sign-in/primary.ts';
import { type AuthServer, knowsScope } from '../auth-server.ts';
import type { ClientApp } from '../client-app.ts';
import { type Params, wordsOf } from '../form.ts';
import { checkAssigned } from '../grant-response.ts';
import type { Grant } from '../mint.ts';

/** A person's name and password straight from the client (Okta docs, resource owner password). Throws `OAuthRefusal`. */
export function passwordGrant(call: OktaCall, server: AuthServer, app: ClientApp, form: Params): Grant {
  const [username, password] = [form('username'), form('password')];
  if (username === undefined) throw new OAuthRefusal('invalid_request', "The token request must specify a 'username'.");
  if (password === undefined) throw new OAuthRefusal('invalid_request', "The token request must specify a 'password'.");
  const scopes = wordsOf(form('scope'));
  if (!scopes.every(scope => knowsScope(call.state, server.id, scope)) || scopes.length === 0) {
    throw new OAuthRefusal('invalid_scope', 'One or more scopes are not configured for the authorization server resource.');
  }
  const checked = checkPrimary(call, username, password);
  if (checked.outcome !== 'good') throw new OAuthRefusal('invalid_grant', 'The credentials provided were invalid.');
  if (needsSecondFactor(call.state)) {
    throw new OAuthRefusal('invalid_grant', 'Authentication failed: the sign-on policy requires a second factor.');
  }
  checkAssigned(call, app, checked.user.id);
  const authTime = Math.floor(Date.now() / 1000);
  return { app, userId: checked.user.id, grantType: 'password', scopes, family: call.secrets.token(12), authTime, amr: ['pwd'] };
}
