import { type Answer, json } from '../../../kit/answer.ts';
import { fixedCode } from '../../directory/factors/codes.ts';
import { iso } from '../../directory/ids.ts';
import { asText, type Json } from '../../directory/json.ts';
import { note, userParty } from '../../directory/log/note.ts';
import { changeStatus } from '../../directory/users/change-status.ts';
import { findByLogin } from '../../directory/users/find-user.ts';
import { issueRecoveryToken } from '../../directory/users/recovery-token.ts';
import { invalid, OktaRefusal } from '../../errors.ts';
import type { Transaction } from '../../oauth/state.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaUser } from '../../state.ts';
import { beginTransaction, findTransaction, moveTo, personOf } from '../transaction.ts';
import { stateAnswer } from './state-shape.ts';

/** ms that a recovery may take. */
const recoveryLife = 60 * 60 * 1000;

type Purpose = 'password' | 'unlock';

/** Begins to recover: by mail, by text message, or, for a trusted app with an API token, at once. */
export function beginRecovery(call: OktaCall, body: Json, purpose: Purpose): Answer {
  const username = asText(body.username);
  if (username === undefined) throw invalid('recoveryRequest', "The 'username' attribute is required in this context.");
  const user = findByLogin(call.state, username);
  const recoveryType = purpose === 'password' ? 'PASSWORD' : 'UNLOCK';
  const factor = asText(body.factorType)?.toUpperCase();
  if (factor === undefined && isTrusted(call)) return trusted(call, user, username, purpose);
  const relayState = body.relayState === undefined ? {} : { relayState: body.relayState };
  if (factor === 'SMS') return bySms(call, user, purpose);
  if (factor !== undefined && factor !== 'EMAIL') throw invalid('factorType', 'factorType: The factor type is not supported.');
  if (user !== undefined && mayRecover(user, purpose)) issueRecoveryToken(call, user, purpose);
  if (user !== undefined) tell(call, user, purpose);
  // The same for a name nobody has.
  return json({ status: 'RECOVERY_CHALLENGE', factorResult: 'WAITING', ...relayState, factorType: 'EMAIL', recoveryType });
}

function isTrusted({ state, request }: OktaCall): boolean {
  const token = /^SSWS\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return token !== undefined && [...state.apiTokens.values()].some(row => row.value === token);
}

function mayRecover({ status }: Readonly<OktaUser>, purpose: Purpose): boolean {
  return purpose === 'unlock'
    ? status === 'LOCKED_OUT'
    : ['ACTIVE', 'PASSWORD_EXPIRED', 'RECOVERY', 'LOCKED_OUT'].includes(status);
}

function trusted(call: OktaCall, user: Readonly<OktaUser> | undefined, username: string, purpose: Purpose): Answer {
  if (user === undefined) throw new OktaRefusal(404, 'E0000007', `Not found: Resource not found: ${username} (User)`);
  if (!mayRecover(user, purpose)) {
    const text = purpose === 'unlock' ? 'Unlock is not allowed for this user.' : 'Forgot password not allowed on specified user.';
    throw new OktaRefusal(403, purpose === 'unlock' ? 'E0000032' : 'E0000034', text);
  }
  const recoveryToken = issueRecoveryToken(call, user, purpose);
  tell(call, user, purpose);
  const { recoveryQuestion: question, id, profile } = user;
  const href = `${call.request.origin}/api/v1/authn/recovery/token`;
  return json({
    recoveryToken,
    expiresAt: iso(call.clock.now() + recoveryLife),
    status: 'RECOVERY',
    recoveryType: purpose === 'password' ? 'PASSWORD' : 'UNLOCK',
    _embedded: {
      user: {
        id,
        profile: {
          login: profile.login,
          firstName: profile.firstName,
          lastName: profile.lastName,
          locale: 'en_US',
          timeZone: 'America/Los_Angeles',
        },
        ...(question === undefined ? {} : { recovery_question: { question: question.question } }),
      },
    },
    _links: { next: { name: 'recovery', href, hints: { allow: ['POST'] } } },
  });
}

function bySms(call: OktaCall, user: Readonly<OktaUser> | undefined, purpose: Purpose): Answer {
  const phone = user?.profile.mobilePhone;
  if (user === undefined || typeof phone !== 'string') {
    throw new OktaRefusal(403, 'E0000017', 'Password reset failed');
  }
  tell(call, user, purpose);
  const step = { kind: 'recovery-challenge', purpose, factor: 'SMS' } as const;
  return stateAnswer(call, beginTransaction(call, { userId: user.id, step }, recoveryLife));
}

function tell(call: OktaCall, user: Readonly<OktaUser>, purpose: Purpose): void {
  const eventType = purpose === 'password' ? 'user.account.reset_password' : 'user.account.unlock_token';
  note(call, { eventType, message: 'User requested account recovery', target: [userParty(user)] });
}

/** The code of a text message. */
export function answerChallenge(call: OktaCall, body: Json): Answer {
  const tx = findTransaction(call, asText(body.stateToken) ?? '');
  if (tx?.step.kind !== 'recovery-challenge') throw new OktaRefusal(401, 'E0000011', 'Invalid token provided');
  if (body.passCode !== fixedCode) {
    throw new OktaRefusal(403, 'E0000068', 'Invalid Passcode/Answer', [
      "Your token doesn't match our records. Please try again.",
    ]);
  }
  return proven(call, tx, tx.step.purpose);
}

/** A link's token: who holds it goes on with the question, if there is one, or with a new password. */
export function redeemToken(
  call: OktaCall,
  token: string,
  refusal = new OktaRefusal(401, 'E0000011', 'Invalid token provided'),
): Answer {
  const tx = beginByToken(call, token);
  if (tx === undefined) throw refusal;
  if (tx.step.kind === 'success') return unlocked(call, tx);
  return stateAnswer(call, tx);
}

/** The sign-in that the token of a mail begins; undefined for a token that is used or too old. */
export function beginByToken(call: OktaCall, token: string): Readonly<Transaction> | undefined {
  const row = call.state.recoveryTokens.get(token);
  const user = call.state.users.get(row?.userId ?? '');
  if (row === undefined || user === undefined || row.expiresAt <= call.clock.now()) return undefined;
  call.state.recoveryTokens.delete(token);
  const asks = row.purpose !== 'activation' && user.recoveryQuestion !== undefined;
  const purpose = row.purpose === 'unlock' ? 'unlock' : 'password';
  const tx = beginTransaction(
    call,
    {
      userId: user.id,
      step: asks ? { kind: 'recovery', purpose } : { kind: 'password-reset', isActivation: row.purpose === 'activation' },
    },
    recoveryLife,
  );
  return !asks && purpose === 'unlock' ? moveTo(call, tx.token, { kind: 'success' }) : tx;
}

export function answerQuestion(call: OktaCall, body: Json): Answer {
  const tx = findTransaction(call, asText(body.stateToken) ?? '');
  const user = tx === undefined ? undefined : personOf(call, tx);
  if (tx?.step.kind !== 'recovery' || user === undefined) throw new OktaRefusal(401, 'E0000011', 'Invalid token provided');
  const given = (asText(body.answer) ?? '').trim().toLowerCase();
  if (given === '' || given !== user.recoveryQuestion?.answer.trim().toLowerCase()) {
    throw new OktaRefusal(403, 'E0000087', 'The recovery question answer did not match our records.');
  }
  return proven(call, tx, tx.step.purpose);
}

function proven(call: OktaCall, tx: Readonly<Transaction>, purpose: Purpose): Answer {
  if (purpose === 'unlock') return unlocked(call, tx);
  return stateAnswer(call, moveTo(call, tx.token, { kind: 'password-reset' }));
}

/** Unlocking leaves the password as it was, so nobody is signed in by it. */
function unlocked(call: OktaCall, tx: Readonly<Transaction>): Answer {
  const user = personOf(call, tx);
  call.state.transactions.delete(tx.token);
  if (user?.status === 'LOCKED_OUT') {
    changeStatus(call, user, 'ACTIVE');
    note(call, { eventType: 'user.account.unlock', message: 'Unlock user account', target: [userParty(user)] });
  }
  return json({ status: 'SUCCESS', recoveryType: 'UNLOCK' });
}
