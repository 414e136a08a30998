import type { Answer } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { bodyFields } from '../../kit/request.ts';
import { appsOf } from '../directory/provision.ts';
import { findByLogin } from '../directory/users/find-user.ts';
import { issueRecoveryToken } from '../directory/users/recovery-token.ts';
import { aliveUser, sessionOf } from '../oauth/session.ts';
import { operation } from '../open-operation.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaState } from '../state.ts';
import { beginByToken } from './authn/recovery.ts';
import { beginPageSignIn } from './begin.ts';
import { errorPage, forgotPage, homePage, messagePage } from './pages.ts';
import { stepPage } from './step-page.ts';
import { moveTo } from './transaction.ts';

/** Pages that mails lead to, and the org's own front door. */
export const recoveryPageOperations: Operation<OktaState>[] = [
  operation({ name: 'page.home', method: 'GET', path: '/ /app/UserHome', label: 'guess', run: home }),
  operation({ name: 'page.login', method: 'GET', path: '/login/login.htm /login/default', label: 'guess', run: signInHere }),
  operation({
    name: 'page.forgot-password',
    method: 'GET',
    path: '/signin/forgot-password',
    label: 'guess',
    run: () => forgotPage(),
  }),
  operation({
    name: 'page.send-recovery',
    method: 'POST',
    path: '/signin/forgot-password',
    label: 'guess',
    write: true,
    run: sendMail,
  }),
  operation({
    name: 'page.recovery-link',
    method: 'GET',
    path: '/signin/reset-password/:token /reset_password/:token /welcome/:token /tokens/:token/verify',
    label: 'guess',
    write: true,
    run: openLink,
  }),
];

function home(call: OktaCall): Answer {
  const session = sessionOf(call);
  const user = session === undefined ? undefined : aliveUser(call.state, session, call.clock.now());
  if (user === undefined) return signInHere(call);
  const apps = appsOf(call.state, user.id).filter(app => app.status === 'ACTIVE');
  return homePage(
    user.profile.login,
    apps.map(app => ({ label: app.label, ...hrefOf(app.oauth?.initiate_login_uri) })),
  );
}

function hrefOf(value: unknown): { href?: string } {
  return typeof value === 'string' && /^https?:\/\//.test(value) ? { href: value } : {};
}

function signInHere(call: OktaCall): Answer {
  const target = URL.parse(call.request.query.get('fromURI') ?? '/', call.request.origin);
  return beginPageSignIn(call, target?.origin === call.request.origin ? `${target.pathname}${target.search}` : '/');
}

function sendMail(call: OktaCall): Answer {
  const user = findByLogin(call.state, String(bodyFields(call.request.body).username ?? ''));
  if (user?.status === 'ACTIVE') issueRecoveryToken(call, user, 'password');
  // The same for a name nobody has.
  return messagePage(
    'Email sent!',
    'If the account exists, an email has been sent with instructions on resetting your password.',
  );
}

function openLink(call: OktaCall): Answer {
  const tx = beginByToken(call, call.params.token ?? '');
  if (tx === undefined) return { ...errorPage('invalid_token', 'This link has expired or was used already.'), ok: false };
  if (tx.step.kind !== 'recovery') return stepPage(call, tx.token);
  // The page asks for no question: the mail was proof enough.
  return stepPage(call, moveTo(call, tx.token, { kind: 'password-reset' }).token);
}
