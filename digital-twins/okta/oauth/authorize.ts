import type { Answer } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { OAuthRefusal } from '../errors.ts';
import type { OktaCall } from '../operation.ts';
import { beginSignIn } from '../sign-in/begin.ts';
import { errorPage } from '../sign-in/pages.ts';
import { hasSecondFactor, needsSecondFactor } from '../sign-in/policy.ts';
import type { OktaState } from '../state.ts';
import { type AuthServer, serverOperation } from './auth-server.ts';
import { checkRequest, describeRequest } from './authorize-request.ts';
import { type ClientApp, findClient } from './client-app.ts';
import { consentPage, needsConsent } from './consent.ts';
import { type Params, readParams } from './form.ts';
import { grantResponse, refuseTo } from './grant-response.ts';
import { requestParams } from './request-object.ts';
import { type StartedSession, sessionOf, sessionOfToken } from './session.ts';
import type { AuthorizeRequest } from './state.ts';

export const authorizeOperation: Operation<OktaState> = serverOperation({
  name: 'oidc.authorize',
  method: 'GET POST',
  endpoint: 'authorize',
  label: 'docs',
  run: authorize,
});

async function authorize(call: OktaCall, server: AuthServer): Promise<Answer> {
  const given = readParams(call);
  const app = findClient(call.state, given('client_id'));
  // Without a known client and address there is nowhere to send an error to: it is shown.
  if (app === undefined) return errorPage('invalid_client', "Invalid value for 'client_id' parameter.");
  const params = await requestParams(call, server, app, given);
  if (params === undefined) return errorPage('invalid_request', "The 'request_uri' parameter is invalid or has expired.");
  const redirectUri = params('redirect_uri') ?? '';
  if (!app.oauth.redirect_uris.includes(redirectUri)) return unknownRedirect(redirectUri);
  const request = describeRequest(call, server, redirectUri, params);
  try {
    checkRequest(call.state, app, request, params);
    return await decide(call, app, request, params);
  } catch (error) {
    if (error instanceof OAuthRefusal) return refuseTo(request, error);
    throw error;
  }
}

function unknownRedirect(redirectUri: string): Answer {
  const detail = `The 'redirect_uri' parameter must be a Login redirect URI in the client app settings: ${redirectUri}`;
  return errorPage('invalid_request', detail);
}

async function decide(call: OktaCall, app: ClientApp, request: AuthorizeRequest, params: Params): Promise<Answer> {
  const found = sessionFor(call, params);
  const session = found?.session;
  const isFresh = session !== undefined && isGoodFor(call, request, session.createdAt, found?.cookie !== undefined);
  if (session === undefined || !isFresh) {
    refuseSilence(request, 'login_required', 'The client specified not to prompt, but the user is not logged in.');
    return beginSignIn(call, app, request);
  }
  if (needsSecondFactor(call.state, request.acrValues) && !hasSecondFactor(session.amr)) {
    refuseSilence(
      request,
      'login_required',
      'The client specified not to prompt, but the client app requires re-authentication or MFA.',
    );
    return beginSignIn(call, app, request, session);
  }
  const answer = await finish(call, app, request, session);
  return found?.cookie === undefined ? answer : { ...answer, headers: { ...answer.headers, 'set-cookie': found.cookie } };
}

async function finish(
  call: OktaCall,
  app: ClientApp,
  request: AuthorizeRequest,
  session: StartedSession['session'],
): Promise<Answer> {
  if (needsConsent(call.state, app, request, session.userId)) {
    refuseSilence(request, 'consent_required', 'The client specified not to prompt, but the user has not given consent.');
    return consentPage(call, app, request, session.userId);
  }
  return grantResponse(call, app, request, session);
}

/** A one-time session token begins a session; without one the browser's cookie counts. */
function sessionFor(call: OktaCall, params: Params): StartedSession | undefined {
  const token = params('sessionToken');
  const started = token === undefined ? undefined : sessionOfToken(call, token);
  if (started !== undefined) return started;
  const session = sessionOf(call);
  return session === undefined ? undefined : { session };
}

function isGoodFor({ clock }: OktaCall, { prompt, maxAge }: AuthorizeRequest, since: number, isNew: boolean): boolean {
  if (isNew) return true;
  if (prompt === 'login') return false;
  return maxAge === undefined || clock.now() - since <= maxAge * 1000;
}

function refuseSilence({ prompt }: AuthorizeRequest, error: string, description: string): void {
  if (prompt === 'none') throw new OAuthRefusal(error, description);
}
