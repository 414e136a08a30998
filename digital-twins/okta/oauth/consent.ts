import { type Answer, redirect } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { bodyFields } from '../../kit/request.ts';
import { OAuthRefusal } from '../errors.ts';
import { operation } from '../open-operation.ts';
import type { OktaCall } from '../operation.ts';
import { askConsent, errorPage } from '../sign-in/pages.ts';
import type { OktaState } from '../state.ts';
import { type ClientApp, findClient } from './client-app.ts';
import { grantResponse, refuseTo } from './grant-response.ts';
import { sessionOf } from './session.ts';
import type { AuthorizeRequest } from './state.ts';

/** Whether the person has yet to allow what the client asks for (Okta docs, user consent). */
export function needsConsent(state: OktaState, app: ClientApp, request: AuthorizeRequest, userId: string): boolean {
  if (request.prompt?.includes('consent') === true) return true;
  if (app.oauth.consent_method !== 'REQUIRED') return false;
  const rows = state.scopes.by('server', request.server);
  const wanted = request.scopes.filter(scope => rows.some(row => row.name === scope && row.consent === 'REQUIRED'));
  const given = state.consents.get(`${userId} ${app.id}`)?.scopes ?? [];
  return wanted.some(scope => !given.includes(scope));
}

/** Keeps the request and asks. */
export function consentPage(call: OktaCall, app: ClientApp, request: AuthorizeRequest, userId: string): Answer {
  if (!call.state.pending.has(request.stateToken)) call.state.pending.add(request);
  const login = call.state.users.get(userId)?.profile.login ?? '';
  return askConsent({ app: app.label, login, stateToken: request.stateToken, scopes: request.scopes });
}

export const consentOperation: Operation<OktaState> = operation({
  name: 'page.consent',
  method: 'POST',
  path: '/signin/consent',
  label: 'guess',
  write: true,
  run: async call => {
    const fields = bodyFields(call.request.body);
    const request = call.state.pending.get(String(fields.stateToken));
    const app = findClient(call.state, request?.clientId);
    const session = sessionOf(call);
    if (request === undefined || app === undefined || session === undefined) return redirect('/');
    call.state.pending.delete(request.stateToken);
    if (fields.answer !== 'allow') {
      return refuseTo(
        request,
        new OAuthRefusal('access_denied', 'The resource owner or authorization server denied the request.'),
      );
    }
    remember(call.state, session.userId, app, request.scopes);
    try {
      return await grantResponse(call, app, request, session);
    } catch (error) {
      if (error instanceof OAuthRefusal) return refuseTo(request, error);
      return errorPage('server_error', 'The request could not be finished.');
    }
  },
});

function remember(state: OktaState, userId: string, { id, oauth }: ClientApp, scopes: string[]): void {
  const key = `${userId} ${id}`;
  if (!state.consents.has(key)) state.consents.add({ key, userId, clientId: oauth.client_id, scopes: [] });
  state.consents.edit(key, row => {
    row.scopes = [...new Set([...row.scopes, ...scopes])];
  });
}
