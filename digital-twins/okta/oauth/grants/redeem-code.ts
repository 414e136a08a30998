import { OAuthRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { AuthServer } from '../auth-server.ts';
import type { ClientApp } from '../client-app.ts';
import type { Params } from '../form.ts';
import { challengeOf } from '../jwt.ts';
import type { Grant } from '../mint.ts';
import { endTokens } from '../session.ts';
import type { Code } from '../state.ts';

/** ms a code is good for (Okta docs, authorization code). */
const codeLife = 5 * 60 * 1000;

const spent = () => new OAuthRefusal('invalid_grant', 'The authorization code is invalid or has expired.');

/** Exchanges a code, which is good once; using it again takes back what it gave. Throws `OAuthRefusal`. */
export function redeemCode(call: OktaCall, server: AuthServer, app: ClientApp, form: Params): Grant {
  const kind = form('grant_type') === 'interaction_code' ? 'interaction' : 'authorization';
  const given = form(kind === 'interaction' ? 'interaction_code' : 'code');
  if (given === undefined) {
    const name = kind === 'interaction' ? 'interaction_code' : 'code';
    throw new OAuthRefusal('invalid_request', `The token request must specify a '${name}'.`);
  }
  const code = call.state.codes.get(given);
  if (code === undefined || code.kind !== kind || code.server !== server.id) throw spent();
  if (code.isUsed) {
    endTokens(call.state, 'family', code.family);
    throw spent();
  }
  checkCode(call, app, code, form);
  call.state.codes.edit(given, row => {
    row.isUsed = true;
  });
  return grantOf(app, code);
}

function checkCode({ clock, state }: OktaCall, app: ClientApp, code: Readonly<Code>, form: Params): void {
  if (code.clientId !== app.oauth.client_id) {
    const text =
      "The grant was issued to another client. Ensure that the 'client_id' matches the one used at the authorize request.";
    throw new OAuthRefusal('invalid_grant', text);
  }
  if (clock.now() - code.createdAt > codeLife) throw spent();
  const uri = form('redirect_uri');
  const isRightUri = uri === code.redirectUri || (code.kind === 'interaction' && uri === undefined);
  if (!isRightUri) {
    const text = "The 'redirect_uri' does not match the redirection URI used in the authorization request.";
    throw new OAuthRefusal('invalid_grant', text);
  }
  const verifier = form('code_verifier');
  const isProven = code.challenge === undefined ? verifier === undefined : challengeOf(verifier ?? '') === code.challenge;
  if (isProven) return;
  // Nobody may try out verifiers on one code.
  state.codes.delete(code.code);
  throw new OAuthRefusal('invalid_grant', 'PKCE verification failed.');
}

function grantOf(app: ClientApp, { userId, scopes, family, authTime, amr, nonce, kind }: Readonly<Code>): Grant {
  const grantType = kind === 'interaction' ? 'interaction_code' : 'authorization_code';
  return { app, userId, grantType, scopes, family, authTime, amr, ...(nonce === undefined ? {} : { nonce }) };
}
