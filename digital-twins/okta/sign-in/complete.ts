import { type Answer, redirect } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { OAuthRefusal } from '../errors.ts';
import { findClient } from '../oauth/client-app.ts';
import { consentPage, needsConsent } from '../oauth/consent.ts';
import { grantResponse, refuseTo } from '../oauth/grant-response.ts';
import { startSession } from '../oauth/session.ts';
import type { AuthorizeRequest, Session, Transaction } from '../oauth/state.ts';
import { operation } from '../open-operation.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaState } from '../state.ts';
import { noteSignIn } from './primary.ts';
import { stepPage } from './step-page.ts';
import { findTransaction, personOf } from './transaction.ts';

/** Where the Sign-In Widget sends the browser when a sign-in that began with a page is done. */
export const tokenRedirectOperation: Operation<OktaState> = operation({
  name: 'page.token-redirect',
  method: 'GET',
  path: '/login/token/redirect',
  label: 'docs',
  write: true,
  run: call => {
    const token = call.request.query.get('stateToken') ?? '';
    const tx = findTransaction(call, token);
    return tx?.step.kind === 'success' ? complete(call, tx) : stepPage(call, token);
  },
});

/** Starts the session and sends the browser where it wanted to go. */
export async function complete(call: OktaCall, tx: Readonly<Transaction>): Promise<Answer> {
  const user = personOf(call, tx);
  if (user === undefined) return stepPage(call, tx.token, 'Unable to sign in');
  call.state.transactions.delete(tx.token);
  call.actAs(user.person);
  const { session, cookie } = startSession(call, user.id, tx.amr);
  noteSignIn(call, user, session.id);
  const request = call.state.pending.get(tx.request ?? '');
  const answer = request === undefined ? redirect(tx.relayState ?? '/') : await finish(call, request, session);
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } };
}

async function finish(call: OktaCall, request: AuthorizeRequest, session: Readonly<Session>): Promise<Answer> {
  const app = findClient(call.state, request.clientId);
  call.state.pending.delete(request.stateToken);
  try {
    if (app === undefined) throw new OAuthRefusal('invalid_client', "Invalid value for 'client_id' parameter.");
    if (needsConsent(call.state, app, request, session.userId)) return consentPage(call, app, request, session.userId);
    return await grantResponse(call, app, request, session);
  } catch (error) {
    if (error instanceof OAuthRefusal) return refuseTo(request, error);
    throw error;
  }
}
