import type { Answer } from '../../kit/answer.ts';
import type { ClientApp } from '../oauth/client-app.ts';
import type { AuthorizeRequest, Session } from '../oauth/state.ts';
import type { OktaCall } from '../operation.ts';
import { signInPage } from './pages.ts';
import { stepPage } from './step-page.ts';
import { beginTransaction, stepAfter } from './transaction.ts';

/** Keeps an authorization request and shows the sign-in page; somebody signed in already may need a second factor only. */
export function beginSignIn(call: OktaCall, app: ClientApp, request: AuthorizeRequest, session?: Readonly<Session>): Answer {
  const { stateToken: token } = request;
  call.state.pending.add(request);
  if (session !== undefined) {
    const { userId, amr } = session;
    const begun = beginTransaction(call, { token, request: token, userId, amr, step: { kind: 'identify' } });
    const step = stepAfter(call, begun);
    call.state.transactions.edit(token, row => {
      row.step = step;
    });
    return stepPage(call, token);
  }
  beginTransaction(call, { token, request: token, step: { kind: 'identify' } });
  return signInPage({ app: app.label, stateToken: token, username: request.loginHint ?? '' });
}

/** The sign-in page of the org itself; afterwards the browser goes to `target`, a path of this origin. */
export function beginPageSignIn(call: OktaCall, target: string): Answer {
  const { token } = beginTransaction(call, { relayState: target, step: { kind: 'identify' } });
  return signInPage({ app: call.state.org.companyName, stateToken: token, username: '' });
}
