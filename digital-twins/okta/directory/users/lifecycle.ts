import { type Answer, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState, OktaUser, UserStatus } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { deleteFactors } from '../factors/delete-factors.ts';
import { note, userParty } from '../log/note.ts';
import { pushDeactivation, pushUser } from '../provision.ts';
import { changeStatus } from './change-status.ts';
import { deleteUser } from './delete-user.ts';
import { findUser } from './find-user.ts';
import { putPassword } from './password.ts';
import { issueRecoveryToken } from './recovery-token.ts';
import { userShape } from './user-shape.ts';

/** What the log says about a step. */
const events: Record<string, [eventType: string, message: string]> = {
  activate: ['user.lifecycle.activate', 'Activate Okta user'],
  reactivate: ['user.lifecycle.reactivate', 'Reactivate Okta user'],
  deactivate: ['user.lifecycle.deactivate', 'Deactivate Okta user'],
  suspend: ['user.lifecycle.suspend', 'Suspend Okta user'],
  unsuspend: ['user.lifecycle.unsuspend', 'Unsuspend Okta user'],
  unlock: ['user.account.unlock_by_admin', 'Unlock user account'],
  expire_password: ['user.account.expire_password', 'Expire password for Okta user'],
  expire_password_with_temp_password: ['user.account.expire_password', 'Expire password for Okta user'],
  reset_password: ['user.account.reset_password', 'Reset password for Okta user'],
  reset_factors: ['user.mfa.factor.reset_all', 'Reset all factors for user'],
};

type Step = (call: OktaCall, user: Readonly<OktaUser>) => Answer;

const steps: Record<string, Step> = {
  activate,
  reactivate,
  deactivate: (call, user) => {
    deactivate(call, user);
    return json({});
  },
  suspend: (call, user) => {
    if (user.status !== 'ACTIVE' && user.status !== 'PASSWORD_EXPIRED' && user.status !== 'RECOVERY') {
      throw new OktaRefusal(400, 'E0000001', 'Api validation failed: suspendUser', ['Cannot suspend a user that is not active']);
    }
    changeStatus(call, user, 'SUSPENDED');
    return json({});
  },
  unsuspend: (call, user) => {
    if (user.status !== 'SUSPENDED') {
      throw new OktaRefusal(400, 'E0000001', 'Api validation failed: unsuspendUser', [
        'Cannot unsuspend a user that is not suspended',
      ]);
    }
    changeStatus(call, user, user.statusBefore ?? 'ACTIVE');
    return json({});
  },
  unlock: (call, user) => {
    if (user.status !== 'LOCKED_OUT') {
      throw new OktaRefusal(403, 'E0000032', 'Unlock is not allowed for this user.', ['The user is not locked out.']);
    }
    changeStatus(call, user, 'ACTIVE');
    return json({});
  },
  expire_password: (call, user) => {
    if (call.request.query.get('tempPassword') === 'true') return expireWithTempPassword(call, user);
    return json(userShape(call.state, expire(call, user), call.request.origin, 'full'));
  },
  expire_password_with_temp_password: expireWithTempPassword,
  reset_password: resetPassword,
  reset_factors: (call, user) => {
    deleteFactors(call, user.id);
    return json({});
  },
};

export const lifecycleOperations: Operation<OktaState>[] = [
  ...Object.entries(steps).map(([name, run]) =>
    managed({
      name: `users.${name}`,
      method: 'POST',
      path: `/api/v1/users/:user/lifecycle/${name}`,
      label: name === 'unlock' || name === 'reactivate' ? 'docs' : 'recorded',
      run: call => {
        const user = findUser(call);
        const answer = run(call, user);
        const [eventType, message] = events[name] ?? ['', ''];
        note(call, { eventType, message, target: [userParty(user)] });
        return answer;
      },
    }),
  ),
  managed({
    name: 'users.delete',
    method: 'DELETE',
    path: '/api/v1/users/:user',
    label: 'recorded',
    run: call => deleteUser(call, findUser(call), user => deactivate(call, user)),
  }),
];

function notAllowed(): OktaRefusal {
  return new OktaRefusal(403, 'E0000038', "This operation is not allowed in the user's current status.");
}

/** With a password a person is active at once; without one they get a link to set it. */
function activate(call: OktaCall, user: Readonly<OktaUser>): Answer {
  if (user.status !== 'STAGED' && user.status !== 'DEPROVISIONED') {
    throw new OktaRefusal(403, 'E0000016', 'Activation failed because the user is already active');
  }
  const isFederated = user.provider.type !== 'OKTA' && user.provider.type !== 'IMPORT';
  // A deactivated person's password was taken away with the account.
  const hasPassword = user.password !== undefined && user.status === 'STAGED';
  const isReady = hasPassword || isFederated;
  const changed = changeStatus(call, user, isReady ? 'ACTIVE' : 'PROVISIONED');
  call.state.users.edit(user.id, row => {
    row.activated = call.clock.now();
    if (!isReady) delete row.password;
  });
  pushUser(call, changed);
  if (isReady) return json({});
  return activationAnswer(call, changed);
}

function activationAnswer(call: OktaCall, user: Readonly<OktaUser>): Answer {
  const activationToken = issueRecoveryToken(call, user, 'activation');
  if (call.request.query.get('sendEmail') !== 'false') return json({});
  return json({ activationUrl: `${call.request.origin}/welcome/${activationToken}`, activationToken });
}

function reactivate(call: OktaCall, user: Readonly<OktaUser>): Answer {
  if (user.status !== 'PROVISIONED' && user.status !== 'RECOVERY') throw notAllowed();
  return activationAnswer(call, user);
}

function deactivate(call: OktaCall, user: Readonly<OktaUser>): void {
  if (user.status === 'DEPROVISIONED') {
    throw new OktaRefusal(400, 'E0000001', 'Api validation failed: deactivateUser', [
      'Cannot deactivate a user that is already deactivated',
    ]);
  }
  const changed = changeStatus(call, user, 'DEPROVISIONED');
  for (const row of call.state.recoveryTokens.by('user', user.id)) call.state.recoveryTokens.delete(row.token);
  pushDeactivation(call, changed);
}

function expire(call: OktaCall, user: Readonly<OktaUser>): Readonly<OktaUser> {
  const allowed: UserStatus[] = ['ACTIVE', 'PASSWORD_EXPIRED', 'PROVISIONED', 'RECOVERY', 'LOCKED_OUT', 'STAGED'];
  if (!allowed.includes(user.status) || user.status === 'STAGED') throw notAllowed();
  return changeStatus(call, user, 'PASSWORD_EXPIRED');
}

function expireWithTempPassword(call: OktaCall, user: Readonly<OktaUser>): Answer {
  expire(call, user);
  // Twelve characters with a bit of everything, so that any policy takes it.
  const tempPassword = `${call.secrets.token(9).replace(/[-_]/g, 'x').slice(0, 9)}Aa1`;
  call.state.users.edit(user.id, row => putPassword(row, { kind: 'plain', value: tempPassword }, call.clock.now()));
  return json({ tempPassword });
}

function resetPassword(call: OktaCall, user: Readonly<OktaUser>): Answer {
  if (['STAGED', 'SUSPENDED', 'DEPROVISIONED'].includes(user.status)) throw notAllowed();
  if (call.request.query.get('revokeSessions') !== 'false' || user.status !== 'RECOVERY') changeStatus(call, user, 'RECOVERY');
  const token = issueRecoveryToken(call, user, 'password');
  if (call.request.query.get('sendEmail') === 'true') return json({});
  return json({ resetPasswordUrl: `${call.request.origin}/reset_password/${token}` });
}
