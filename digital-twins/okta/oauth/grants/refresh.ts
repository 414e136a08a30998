import { appParty, note } from '../../directory/log/note.ts';
import { OAuthRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { AuthServer } from '../auth-server.ts';
import type { ClientApp } from '../client-app.ts';
import { type Params, wordsOf } from '../form.ts';
import type { Grant } from '../mint.ts';
import { endTokens } from '../session.ts';
import type { Token } from '../state.ts';

/**
 * Goes on with a refresh token. Where tokens rotate each is good once, apart from the client's leeway; using an old one
 * again ends the whole family (Okta docs, refresh token rotation and reuse detection). Throws `OAuthRefusal`.
 */
export function refresh(call: OktaCall, server: AuthServer, app: ClientApp, form: Params): Grant {
  const value = form('refresh_token');
  if (value === undefined) throw new OAuthRefusal('invalid_request', "The token request must specify a 'refresh_token'.");
  const token = call.state.refreshTokens.get(value);
  const isOurs = token !== undefined && token.clientId === app.oauth.client_id && token.server === server.id;
  if (!isOurs || token.expiresAt <= call.clock.now()) throw bad();
  const { rotation_type: rotation = 'STATIC', leeway = 0 } = app.oauth.refresh_token ?? {};
  if (isReused(token, leeway)) throw reused(call, app, token);
  const scopes = narrowed(token, form);
  if (rotation === 'ROTATE' && token.usedReal === undefined) {
    call.state.refreshTokens.edit(value, row => {
      row.usedReal = Date.now() / 1000;
    });
  }
  const { userId, family, authTime, amr, nonce } = token;
  const kept = rotation === 'ROTATE' ? {} : { refreshToken: value };
  return {
    app,
    userId,
    grantType: 'refresh_token',
    scopes,
    family,
    authTime,
    amr,
    ...(nonce === undefined ? {} : { nonce }),
    ...kept,
  };
}

function bad(): OAuthRefusal {
  return new OAuthRefusal('invalid_grant', 'The refresh token is invalid or expired.');
}

function isReused({ usedReal }: Readonly<Token>, leeway: number): boolean {
  return usedReal !== undefined && Date.now() / 1000 - usedReal >= leeway;
}

function reused(call: OktaCall, app: ClientApp, { family }: Readonly<Token>): OAuthRefusal {
  endTokens(call.state, 'family', family);
  const eventType = 'app.oauth2.token.detect_reuse';
  note(call, {
    eventType,
    message: 'OAuth2 refresh token reuse detected',
    result: 'FAILURE',
    reason: 'invalid_grant',
    target: [appParty(app)],
  });
  return bad();
}

function narrowed(token: Readonly<Token>, form: Params): string[] {
  const asked = wordsOf(form('scope'));
  if (asked.some(scope => !token.scopes.includes(scope))) {
    throw new OAuthRefusal('invalid_scope', 'The requested scope is invalid, unknown, malformed or exceeds the granted scope.');
  }
  return asked.length === 0 ? token.scopes : asked;
}
