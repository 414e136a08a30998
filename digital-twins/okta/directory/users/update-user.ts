import { type Answer, json } from '../../../kit/answer.ts';
import { invalid } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaUser, Profile } from '../../state.ts';
import { readBody } from '../call/managed.ts';
import { runRules } from '../groups/run-rules.ts';
import { asObject, dig, type Json } from '../json.ts';
import { note, userParty } from '../log/note.ts';
import { pushUser } from '../provision.ts';
import { readQuestion } from './create-user.ts';
import { findUser } from './find-user.ts';
import { checkNewPassword, putPassword, readPassword } from './password.ts';
import { readProfile } from './profile.ts';
import { userShape } from './user-shape.ts';

/** POST changes what it names; PUT replaces the whole profile, so what it leaves out is gone. */
export function updateUser(call: OktaCall, mode: 'merge' | 'replace'): Answer {
  const user = findUser(call);
  const body = readBody(call);
  if (user.status === 'DEPROVISIONED') {
    throw invalid('user', 'Deactivated users cannot be updated.');
  }
  const profile = newProfile(call, user, body, mode);
  const credentials = asObject(body.credentials);
  const given = dig(credentials, 'password', 'value');
  // An admin may set any password that is good enough; only `strict` looks at the earlier ones.
  if (typeof given === 'string' && call.request.query.get('strict') === 'true')
    checkNewPassword(call.state, { ...user, profile }, given);
  const password = readPassword(call.state, credentials.password, profile.login);
  const question = readQuestion(credentials.recovery_question);
  const now = call.clock.now();
  const changed = call.state.users.edit(user.id, row => {
    row.profile = profile;
    row.lastUpdated = now;
    if (question !== undefined) row.recoveryQuestion = question;
    if (password !== undefined) putPassword(row, password, now);
  });
  finish(call, changed, password !== undefined);
  return json(userShape(call.state, changed, call.request.origin, 'full'));
}

function newProfile(call: OktaCall, user: Readonly<OktaUser>, body: Json, mode: 'merge' | 'replace'): Profile {
  if (body.profile === undefined && mode === 'merge') return user.profile;
  const given = asObject(body.profile);
  const base = mode === 'merge' ? { ...user.profile, ...given } : given;
  return readProfile(call.state, base, user.typeId, user);
}

function finish(call: OktaCall, user: Readonly<OktaUser>, isNewPassword: boolean): void {
  runRules(call, user);
  pushUser(call, user);
  note(call, { eventType: 'user.account.update_profile', message: 'Update user profile for Okta', target: [userParty(user)] });
  if (isNewPassword) {
    note(call, {
      eventType: 'user.account.update_password',
      message: 'User update password for Okta',
      target: [userParty(user)],
    });
  }
}
