import { note, type Party, userParty } from '../directory/log/note.ts';
import { changeStatus } from '../directory/users/change-status.ts';
import { findByLogin } from '../directory/users/find-user.ts';
import { fitsPassword } from '../directory/users/password.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaUser } from '../state.ts';
import { lockoutOf } from './policy.ts';

/** What came of a name and a password. */
type Checked =
  | { outcome: 'good'; user: Readonly<OktaUser> }
  /** Right, but it has to be changed first. */
  | { outcome: 'password-expired'; user: Readonly<OktaUser> }
  | { outcome: 'locked'; user: Readonly<OktaUser> }
  | { outcome: 'refused' };

/** Checks a person's password, counts wrong ones, and locks the account when there are too many. */
export function checkPrimary(call: OktaCall, username: string, password: string): Checked {
  const user = findByLogin(call.state, username);
  if (user === undefined) return refuse(call, unknownParty(username));
  if (user.status === 'LOCKED_OUT') {
    refuse(call, userParty(user), 'LOCKED_OUT');
    return { outcome: 'locked', user };
  }
  const isRight = fitsPassword(user, password);
  if (user.status !== 'ACTIVE' && user.status !== 'PASSWORD_EXPIRED') return refuse(call, userParty(user));
  if (!isRight) return countWrong(call, user);
  call.actAs(user.person);
  if (user.failedSignIns > 0) setFailures(call, user, 0);
  return { outcome: user.status === 'ACTIVE' ? 'good' : 'password-expired', user };
}

function countWrong(call: OktaCall, user: Readonly<OktaUser>): Checked {
  const failures = user.failedSignIns + 1;
  setFailures(call, user, failures);
  refuse(call, userParty(user));
  const { maxAttempts } = lockoutOf(call.state);
  if (maxAttempts === 0 || failures < maxAttempts) return { outcome: 'refused' };
  const locked = changeStatus(call, user, 'LOCKED_OUT');
  const actor = userParty(user);
  note(call, {
    eventType: 'user.account.lock',
    message: 'Max sign in attempts exceeded',
    result: 'FAILURE',
    reason: 'LOCKED_OUT',
    actor,
    target: [actor],
  });
  return { outcome: 'locked', user: locked };
}

function setFailures({ state }: OktaCall, { id }: Readonly<OktaUser>, count: number): void {
  state.users.edit(id, row => {
    row.failedSignIns = count;
  });
}

function refuse(call: OktaCall, actor: Party, reason = 'INVALID_CREDENTIALS'): Checked {
  note(call, { eventType: 'user.session.start', message: 'User login to Okta', result: 'FAILURE', reason, actor });
  return { outcome: 'refused' };
}

function unknownParty(username: string): Party {
  return { id: 'unknown', type: 'User', alternateId: username.slice(0, 100), displayName: 'unknown' };
}

/** Tells the log that somebody came in. */
export function noteSignIn(call: OktaCall, user: Readonly<OktaUser>, sessionId: string): void {
  const actor = userParty(user);
  const authenticationContext = { externalSessionId: sessionId, rootSessionId: sessionId };
  note(call, {
    eventType: 'user.session.start',
    message: 'User login to Okta',
    actor,
    target: [{ ...actor, type: 'AppUser' }],
    authenticationContext,
  });
}
