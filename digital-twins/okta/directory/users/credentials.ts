import { type Answer, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, OktaRefusal } from '../../errors.ts';
import { endAccess } from '../../oauth/session.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState, OktaUser } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { asText, dig } from '../json.ts';
import { note, userParty } from '../log/note.ts';
import { changeStatus } from './change-status.ts';
import { readQuestion } from './create-user.ts';
import { findUser } from './find-user.ts';
import { checkNewPassword, fitsPassword, putPassword } from './password.ts';
import { issueRecoveryToken } from './recovery-token.ts';
import { credentialsShape } from './user-shape.ts';

export const credentialOperations: Operation<OktaState>[] = [
  credential('change_password', changePassword),
  credential('change_recovery_question', changeQuestion),
  credential('forgot_password', forgotPassword),
  credential('forgot_password_recovery_question', forgotByQuestion),
];

function credential(name: string, run: (call: OktaCall, user: Readonly<OktaUser>) => Answer): Operation<OktaState> {
  const path = `/api/v1/users/:user/credentials/${name}`;
  return managed({ name: `users.${name}`, method: 'POST', path, label: 'recorded', run: call => run(call, findUser(call)) });
}

function wrongCredentials(): OktaRefusal {
  return new OktaRefusal(403, 'E0000014', 'Update of credentials failed', ['Old Password is not correct']);
}

function notAllowed(): OktaRefusal {
  return new OktaRefusal(403, 'E0000038', "This operation is not allowed in the user's current status.");
}

function changePassword(call: OktaCall, user: Readonly<OktaUser>): Answer {
  const body = readBody(call);
  const [before, after] = [asText(dig(body, 'oldPassword', 'value')) ?? '', asText(dig(body, 'newPassword', 'value'))];
  if (['STAGED', 'PROVISIONED', 'SUSPENDED', 'DEPROVISIONED', 'LOCKED_OUT'].includes(user.status)) throw notAllowed();
  if (!fitsPassword(user, before)) throw wrongCredentials();
  if (after === undefined) throw invalid('password', 'password: The field cannot be left blank');
  checkNewPassword(call.state, user, after);
  setPassword(call, user, after);
  if (body.revokeSessions === true) endAccess(call.state, user.id);
  return json(credentialsShape(call.state.users.get(user.id) ?? user, false));
}

function setPassword(call: OktaCall, user: Readonly<OktaUser>, value: string): void {
  call.state.users.edit(user.id, row => putPassword(row, { kind: 'plain', value }, call.clock.now()));
  if (user.status !== 'ACTIVE') changeStatus(call, user, 'ACTIVE');
  note(call, { eventType: 'user.account.update_password', message: 'User update password for Okta', target: [userParty(user)] });
}

function changeQuestion(call: OktaCall, user: Readonly<OktaUser>): Answer {
  const body = readBody(call);
  if (['STAGED', 'PROVISIONED', 'SUSPENDED', 'DEPROVISIONED', 'LOCKED_OUT'].includes(user.status)) throw notAllowed();
  const question = readQuestion(body.recovery_question);
  if (question === undefined) throw invalid('recovery_question', 'recovery_question: The field cannot be left blank');
  if (!fitsPassword(user, asText(dig(body, 'password', 'value')) ?? '')) {
    throw new OktaRefusal(403, 'E0000014', 'Update of credentials failed', ['Password is not correct']);
  }
  const changed = call.state.users.edit(user.id, row => {
    row.recoveryQuestion = question;
    row.lastUpdated = call.clock.now();
  });
  note(call, {
    eventType: 'user.account.update_secondary_email',
    message: 'Update recovery question',
    target: [userParty(user)],
  });
  return json(credentialsShape(changed, false));
}

function forgotPassword(call: OktaCall, user: Readonly<OktaUser>): Answer {
  if (user.status !== 'ACTIVE' && user.status !== 'PASSWORD_EXPIRED' && user.status !== 'RECOVERY') throw notAllowed();
  const given = call.request.body.kind === 'json' ? readBody(call) : {};
  if (asText(dig(given, 'recovery_question', 'answer')) !== undefined) return forgotByQuestion(call, user);
  const token = issueRecoveryToken(call, user, 'password');
  note(call, {
    eventType: 'user.account.reset_password',
    message: "Fired when the user's Okta password is reset",
    target: [userParty(user)],
  });
  if (call.request.query.get('sendEmail') !== 'false') return json({});
  return json({ resetPasswordUrl: `${call.request.origin}/signin/reset-password/${token}` });
}

function forgotByQuestion(call: OktaCall, user: Readonly<OktaUser>): Answer {
  const body = readBody(call);
  const answer = asText(dig(body, 'recovery_question', 'answer')) ?? '';
  const password = asText(dig(body, 'password', 'value'));
  if (user.recoveryQuestion === undefined || user.recoveryQuestion.answer.toLowerCase() !== answer.toLowerCase()) {
    throw new OktaRefusal(403, 'E0000034', 'Forgot password not allowed on specified user.', [
      'The recovery question answer did not match our records.',
    ]);
  }
  if (password === undefined) throw invalid('password', 'password: The field cannot be left blank');
  checkNewPassword(call.state, user, password);
  setPassword(call, user, password);
  return json(credentialsShape(call.state.users.get(user.id) ?? user, false));
}
