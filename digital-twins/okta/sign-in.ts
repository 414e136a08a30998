import type { Answer } from '../kit/answer.ts';
import type { Operation } from '../kit/plugin.ts';
import { bodyFields } from '../kit/request.ts';
import { OAuthRefusal } from './errors.ts';
import { grantCode, respond } from './grant-code.ts';
import { type OktaCall, operation } from './operation.ts';
import { errorPage, signInPage } from './pages.ts';
import { startSession } from './session.ts';
import type { OktaState, OktaUser } from './state.ts';

/** Wrong passwords in a row that lock an account. */
const lockAfter = 10;
/** ms a sign-in page stays good. */
const pageLife = 60 * 60 * 1000;

/** Where the sign-in page posts to. The page is the twin's own, so is this address. */
export const signInOperation: Operation<OktaState> = operation({
  name: 'page.sign-in',
  method: 'POST',
  path: '/signin',
  label: 'guess',
  write: true,
  run: signIn,
});

function signIn(call: OktaCall): Answer {
  const fields = bodyFields(call.request.body);
  const stateToken = String(fields.stateToken ?? '');
  const username = String(fields.username ?? '');
  const pending = call.state.pending.get(stateToken);
  const app = call.state.apps.get(pending?.clientId ?? '');
  if (pending === undefined || app === undefined || call.clock.now() - pending.createdAt > pageLife) {
    return errorPage(
      'invalid_session',
      'You have been logged out due to inactivity. Return to the application and sign in again.',
    );
  }
  const checked = checkPassword(call.state, username, String(fields.password ?? ''));
  if (checked.outcome === 'refused') {
    return { ...signInPage({ app: app.label, stateToken, username, error: checked.message }), ok: false };
  }
  call.state.pending.delete(stateToken);
  call.actAs(checked.user.person);
  const { session, cookie } = startSession(call, checked.user);
  const answer = finish(
    () => grantCode(call, app, pending, session),
    refused => respond(pending, refused),
  );
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } };
}

function finish(grant: () => Answer, refuse: (values: Record<string, string>) => Answer): Answer {
  try {
    return grant();
  } catch (error) {
    if (error instanceof OAuthRefusal) return refuse({ error: error.error, error_description: error.message });
    throw error;
  }
}

type Checked = { outcome: 'good'; user: OktaUser } | { outcome: 'refused'; message: string };

/** Never says whether the name or the password was wrong, nor that an account is deactivated. */
function checkPassword(state: OktaState, username: string, password: string): Checked {
  const refused: Checked = { outcome: 'refused', message: 'Unable to sign in' };
  const user = findByLogin(state, username);
  if (user === undefined) return refused;
  if (user.status === 'LOCKED_OUT') return refused;
  const isRight = user.password !== undefined && user.password === password;
  if (isRight && user.status === 'ACTIVE') {
    user.failedSignIns = 0;
    return { outcome: 'good', user };
  }
  if (!isRight && user.status === 'ACTIVE') {
    user.failedSignIns += 1;
    if (user.failedSignIns >= lockAfter) user.status = 'LOCKED_OUT';
  }
  return refused;
}

/** By full login, or by what stands before the @ when only one person has it, as Okta allows. */
export function findByLogin(state: OktaState, username: string): OktaUser | undefined {
  const wanted = username.trim().toLowerCase();
  if (wanted === '') return undefined;
  const users = [...state.users.values()];
  const exact = users.find(user => user.login.toLowerCase() === wanted);
  const short = users.filter(user => user.login.toLowerCase().split('@')[0] === wanted);
  return exact ?? (short.length === 1 ? short[0] : undefined);
}
