import { type Answer, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { readBody } from '../../directory/call/managed.ts';
import { asText, type Json } from '../../directory/json.ts';
import { fitsPassword } from '../../directory/users/password.ts';
import { invalid, OktaRefusal } from '../../errors.ts';
import type { Transaction } from '../../oauth/state.ts';
import { operation } from '../../open-operation.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { changeOwnPassword } from '../change-password.ts';
import { lockoutOf } from '../policy.ts';
import { checkPrimary } from '../primary.ts';
import { beginTransaction, findTransaction, moveTo, passPassword, personOf } from '../transaction.ts';
import { redeemToken } from './recovery.ts';
import { lockedAnswer, stateAnswer } from './state-shape.ts';

/** ms between two steps of a sign-in by API (Okta docs, state token). */
const authnLife = 5 * 60 * 1000;

/** One step of `/api/v1/authn`: everybody may call it, what counts is the state token in the body. */
export function step(name: string, path: string, run: (call: OktaCall, body: Json) => Answer): Operation<OktaState> {
  const whole = path === '' ? '/api/v1/authn' : `/api/v1/authn/${path}`;
  return operation({ name, method: 'POST', path: whole, label: 'docs', write: true, run: call => run(call, readBody(call)) });
}

/** The sign-in a body speaks of. Throws `OktaRefusal` 401 for one that is over. */
export function transactionOf(call: OktaCall, body: Json): Readonly<Transaction> {
  const tx = findTransaction(call, asText(body.stateToken) ?? '');
  if (tx === undefined) throw new OktaRefusal(401, 'E0000011', 'Invalid token provided');
  return tx;
}

/** Throws `OktaRefusal` for a step that does not come next. */
export function wrongState(): OktaRefusal {
  return new OktaRefusal(403, 'E0000079', 'This operation is not allowed in the current authentication state.');
}

export const authnOperations: Operation<OktaState>[] = [
  step('authn', '', primary),
  step('authn.introspect', 'introspect', (call, body) => stateAnswer(call, transactionOf(call, body))),
  step('authn.cancel', 'cancel', (call, body) => {
    const tx = transactionOf(call, body);
    call.state.transactions.delete(tx.token);
    return json(tx.relayState === undefined ? {} : { relayState: tx.relayState });
  }),
  step('authn.previous', 'previous', previous),
  step('authn.skip', 'skip', skip),
  step('authn.change-password', 'credentials/change_password', changePassword),
  step('authn.reset-password', 'credentials/reset_password', resetPassword),
];

function primary(call: OktaCall, body: Json): Answer {
  if (body.stateToken !== undefined && body.username === undefined) return stateAnswer(call, transactionOf(call, body));
  const token = asText(body.token);
  if (token !== undefined) return redeemToken(call, token, new OktaRefusal(401, 'E0000004', 'Authentication failed'));
  const [username, password] = [asText(body.username), asText(body.password)];
  if (username === undefined || password === undefined) {
    throw invalid('authRequest', "The 'username' and 'password' attributes are required in this context.");
  }
  const checked = checkPrimary(call, username, password);
  if (checked.outcome === 'locked' && lockoutOf(call.state).isShown) return lockedAnswer(call);
  if (checked.outcome === 'refused' || checked.outcome === 'locked')
    throw new OktaRefusal(401, 'E0000004', 'Authentication failed');
  const relayState = asText(body.relayState);
  const { token: stateToken } = beginTransaction(
    call,
    { step: { kind: 'identify' }, ...(relayState === undefined ? {} : { relayState }) },
    authnLife,
  );
  return stateAnswer(call, passPassword(call, stateToken, checked.user, checked.outcome === 'password-expired'));
}

function previous(call: OktaCall, body: Json): Answer {
  const tx = transactionOf(call, body);
  if (tx.step.kind === 'mfa-challenge') return stateAnswer(call, moveTo(call, tx.token, { kind: 'mfa-required' }));
  if (tx.step.kind !== 'mfa-activate') throw wrongState();
  call.state.factors.delete(tx.step.factorId);
  return stateAnswer(call, moveTo(call, tx.token, { kind: 'mfa-enroll' }));
}

/** Only what the policy does not demand can be skipped, and here it demands all it asks for. */
function skip(call: OktaCall, body: Json): Answer {
  transactionOf(call, body);
  throw wrongState();
}

function changePassword(call: OktaCall, body: Json): Answer {
  const tx = transactionOf(call, body);
  const user = personOf(call, tx);
  if (user === undefined || tx.step.kind !== 'password-expired') throw wrongState();
  if (!fitsPassword(user, asText(body.oldPassword) ?? '')) {
    throw new OktaRefusal(403, 'E0000014', 'Update of credentials failed', [
      'oldPassword: The credentials provided were incorrect.',
    ]);
  }
  return setPassword(call, tx, body);
}

function resetPassword(call: OktaCall, body: Json): Answer {
  const tx = transactionOf(call, body);
  if (tx.step.kind !== 'password-reset') throw wrongState();
  return setPassword(call, tx, body);
}

function setPassword(call: OktaCall, tx: Readonly<Transaction>, body: Json): Answer {
  const user = personOf(call, tx);
  const value = asText(body.newPassword);
  if (user === undefined) throw wrongState();
  if (value === undefined) throw invalid('newPassword', 'newPassword: The field cannot be left blank');
  const problem = changeOwnPassword(call, user, value);
  if (problem !== undefined) {
    throw new OktaRefusal(
      403,
      'E0000014',
      'The password does not meet the complexity requirements of the current password policy.',
      [problem],
    );
  }
  return stateAnswer(call, passPassword(call, tx.token, user, false));
}
