import { type Answer, json } from '../../../kit/answer.ts';
import { iso } from '../../directory/ids.ts';
import type { Json } from '../../directory/json.ts';
import { OAuthRefusal } from '../../errors.ts';
import { describeServer } from '../../oauth/auth-server.ts';
import { type ClientApp, findClient, isPublic } from '../../oauth/client-app.ts';
import { checkAssigned, issueCode } from '../../oauth/grant-response.ts';
import { startSession } from '../../oauth/session.ts';
import type { AuthorizeRequest, Transaction } from '../../oauth/state.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaUser } from '../../state.ts';
import { noteSignIn } from '../primary.ts';
import { personOf } from '../transaction.ts';
import { ionType, message, object } from './form.ts';
import { idxTerminal, userShape } from './idx-state.ts';

/** Somebody is in: a code for the client that began with `/interact`, else the way back for the browser. */
export function idxSuccess(call: OktaCall, tx: Readonly<Transaction>): Answer {
  const user = personOf(call, tx);
  const request = call.state.pending.get(tx.request ?? '');
  if (user === undefined || (tx.interaction !== undefined && request === undefined)) {
    return idxTerminal([message('The session has expired.', 'idx.session.expired')], 401);
  }
  if (tx.interaction === undefined || request === undefined) {
    const href = `${call.request.origin}/login/token/redirect?stateToken=${encodeURIComponent(tx.token)}`;
    return done(tx, user, { success: { name: 'success-redirect', href } });
  }
  return withCode(call, tx, user, request);
}

function withCode(
  call: OktaCall,
  tx: Readonly<Transaction>,
  user: Readonly<OktaUser>,
  request: Readonly<AuthorizeRequest>,
): Answer {
  const app = findClient(call.state, request.clientId);
  try {
    if (app === undefined) throw new OAuthRefusal('invalid_client', "Invalid value for 'client_id' parameter.");
    checkAssigned(call, app, user.id);
  } catch (error) {
    if (!(error instanceof OAuthRefusal) || app === undefined) throw error;
    return idxTerminal([message(error.message, 'idx.error.user.not.assigned')], 400);
  }
  call.state.transactions.delete(tx.token);
  call.state.pending.delete(request.stateToken);
  call.actAs(user.person);
  const { session, cookie } = startSession(call, user.id, tx.amr);
  noteSignIn(call, user, session.id);
  const code = issueCode(call, structuredClone(request), session, 'interaction');
  const answer = done(tx, user, { successWithInteractionCode: issueForm(call, app, request, code) });
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } };
}

function issueForm(call: OktaCall, app: ClientApp, { server }: Readonly<AuthorizeRequest>, code: string): Json {
  const proof = isPublic(app) ? 'code_verifier' : 'client_secret';
  return {
    rel: ['create-form'],
    name: 'issue',
    href: `${describeServer(call, server).base}/token`,
    method: 'POST',
    value: [
      { name: 'grant_type', required: true, value: 'interaction_code' },
      { name: 'interaction_code', required: true, value: code },
      { name: 'client_id', required: true, value: app.oauth.client_id },
      { name: proof, required: true },
    ],
    accepts: 'application/x-www-form-urlencoded',
  };
}

function done(tx: Readonly<Transaction>, user: Readonly<OktaUser>, more: Json): Answer {
  const head = {
    version: '1.0.0',
    stateHandle: tx.token,
    expiresAt: iso(tx.expiresAt),
    intent: 'LOGIN',
    user: object(userShape(user)),
  };
  return json({ ...head, ...more }, 200, { 'content-type': ionType, 'cache-control': 'no-cache, no-store' });
}
