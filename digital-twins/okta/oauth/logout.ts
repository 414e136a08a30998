import { type Answer, redirect } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { note, userParty } from '../directory/log/note.ts';
import type { OktaCall } from '../operation.ts';
import { errorPage, messagePage } from '../sign-in/pages.ts';
import type { OktaState } from '../state.ts';
import { type AuthServer, serverOperation } from './auth-server.ts';
import { findClient } from './client-app.ts';
import { readParams } from './form.ts';
import { readJwt } from './jwt.ts';
import { keysOf } from './server-keys.ts';
import { forgetSession, sessionOf } from './session.ts';

/** Ends the session of the browser, and sends it where the app may send it (OpenID Connect RP-Initiated Logout). */
export const logoutOperation: Operation<OktaState> = serverOperation({
  name: 'oidc.logout',
  method: 'GET POST',
  endpoint: 'logout',
  label: 'docs',
  write: true,
  run: logout,
});

async function logout(call: OktaCall, server: AuthServer): Promise<Answer> {
  const params = readParams(call);
  const hint = params('id_token_hint');
  if (hint === undefined && params('client_id') === undefined) {
    return errorPage('invalid_request', "The 'id_token_hint' parameter is required.");
  }
  const claims = readJwt(hint ?? '', await keysOf(call, server.id));
  if (hint !== undefined && claims?.iss !== server.issuer) return errorPage('invalid_token', 'The id token is invalid.');
  const app = findClient(call.state, String(claims?.aud ?? params('client_id')));
  if (app === undefined) return errorPage('invalid_client', "Invalid value for 'client_id' parameter.");
  const target = params('post_logout_redirect_uri');
  if (target !== undefined && !app.oauth.post_logout_redirect_uris.includes(target)) {
    const text = "The 'post_logout_redirect_uri' parameter must be a Logout redirect URI in the client app settings.";
    return errorPage('invalid_request', text);
  }
  // A hint of somebody else leaves this browser's session alone.
  const session = sessionOf(call);
  if (session !== undefined && (claims === undefined || claims.sub === session.userId))
    endSession(call, session.sid, session.userId);
  if (target === undefined) return forgetting(messagePage('You have been signed out', 'You can close this page.'));
  const url = new URL(target);
  const state = params('state');
  if (state !== undefined) url.searchParams.set('state', state);
  return forgetting(redirect(url.href));
}

function endSession(call: OktaCall, sid: string, userId: string): void {
  call.state.sessions.delete(sid);
  const user = call.state.users.get(userId);
  if (user === undefined) return;
  const actor = userParty(user);
  note(call, { eventType: 'user.session.end', message: 'User logout from Okta', actor, target: [{ ...actor, type: 'AppUser' }] });
}

function forgetting(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'set-cookie': forgetSession } };
}
