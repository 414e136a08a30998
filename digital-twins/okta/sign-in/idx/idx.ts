import type { Answer } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { bodyFields } from '../../../kit/request.ts';
import { asObject, asText, dig, type Json } from '../../directory/json.ts';
import { findByLogin } from '../../directory/users/find-user.ts';
import { sessionOf } from '../../oauth/session.ts';
import type { Transaction } from '../../oauth/state.ts';
import { operation } from '../../open-operation.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { checkPrimary } from '../primary.ts';
import { activeFactors } from '../second-factor.ts';
import { findTransaction, moveTo, passPassword, stepAfter } from '../transaction.ts';
import { answerChallenge } from './answer.ts';
import { authenticatorId, authenticatorOf } from './authenticators.ts';
import { message } from './form.ts';
import { idxState, idxTerminal } from './idx-state.ts';
import { idxSuccess } from './success.ts';

/** The identity engine: one form after the other until somebody is in (Okta docs, Identity Engine; okta-auth-js, idx). */
export const idxOperations: Operation<OktaState>[] = [
  idx('introspect', introspect),
  idx('identify', withState(identify)),
  idx('challenge', withState(choose)),
  idx(
    'challenge/answer',
    withState((call, tx, body) => next(call, answerChallenge(call, tx, asObject(body.credentials)))),
  ),
  idx(
    'challenge/resend',
    withState((call, tx) => idxState(call, tx)),
  ),
  idx('credential/enroll', withState(enroll)),
  idx(
    'recover',
    withState((call, tx) => idxState(call, moveTo(call, tx.token, { kind: 'identify-recovery' }))),
  ),
  idx('cancel', withState(cancel)),
];

type Run = (call: OktaCall, body: Json) => Answer | Promise<Answer>;
type RunOn = (call: OktaCall, tx: Readonly<Transaction>, body: Json) => Answer | Promise<Answer>;

function idx(path: string, run: Run): Operation<OktaState> {
  const name = `idx.${path.replace('/', '-')}`;
  return operation({
    name,
    method: 'POST',
    path: `/idp/idx/${path}`,
    label: 'docs',
    write: true,
    run: call => run(call, bodyFields(call.request.body)),
  });
}

function withState(run: RunOn): Run {
  return (call, body) => {
    const tx = findTransaction(call, asText(body.stateHandle) ?? '');
    return tx === undefined ? expired() : run(call, tx, body);
  };
}

function expired(): Answer {
  return idxTerminal([message('The session has expired.', 'idx.session.expired')], 401);
}

function introspect(call: OktaCall, body: Json): Answer | Promise<Answer> {
  const handle = asText(body.interactionHandle);
  const token = asText(body.stateToken) ?? asText(body.stateHandle) ?? '';
  const found = handle === undefined ? call.state.transactions.get(token) : call.state.transactions.by('interaction', handle)[0];
  const tx = findTransaction(call, found?.token ?? '');
  if (tx === undefined) return expired();
  const session = tx.step.kind === 'identify' ? sessionOf(call) : undefined;
  const isWelcome = call.state.pending.get(tx.request ?? '')?.prompt !== 'login';
  return session === undefined || !isWelcome ? next(call, tx) : next(call, resume(call, tx, session.userId, session.amr));
}

/** Somebody who is signed in already needs not say so again. */
function resume(call: OktaCall, { token }: Readonly<Transaction>, userId: string, amr: string[]): Readonly<Transaction> {
  const tx = call.state.transactions.edit(token, row => {
    row.userId = userId;
    row.amr = amr;
  });
  return moveTo(call, token, stepAfter(call, tx));
}

/** The next form, what is wrong with this one, or the end. */
function next(
  call: OktaCall,
  tx: Readonly<Transaction> | { refused: Json; tx: Readonly<Transaction> },
): Answer | Promise<Answer> {
  if ('refused' in tx) return idxState(call, tx.tx, [tx.refused], 400);
  return tx.step.kind === 'success' ? idxSuccess(call, tx) : idxState(call, only(call, tx));
}

/** With one factor there is nothing to choose. */
function only(call: OktaCall, tx: Readonly<Transaction>): Readonly<Transaction> {
  const [first, ...more] = activeFactors(call.state, tx.userId ?? '');
  const isClear = tx.step.kind === 'mfa-required' && first !== undefined && more.length === 0;
  return isClear ? moveTo(call, tx.token, { kind: 'mfa-challenge', factorId: first.id }) : tx;
}

function identify(call: OktaCall, tx: Readonly<Transaction>, body: Json): Answer | Promise<Answer> {
  const identifier = asText(body.identifier) ?? '';
  if (tx.step.kind === 'identify-recovery') return recover(call, tx, identifier);
  if (tx.step.kind !== 'identify') return idxState(call, tx);
  const checked = checkPrimary(call, identifier, asText(dig(body, 'credentials', 'passcode')) ?? '');
  if (checked.outcome === 'refused' || checked.outcome === 'locked') {
    return idxState(call, tx, [message('Authentication failed', 'errors.E0000004')], 401);
  }
  return next(call, passPassword(call, tx.token, checked.user, checked.outcome === 'password-expired'));
}

function recover(call: OktaCall, tx: Readonly<Transaction>, identifier: string): Answer {
  const user = findByLogin(call.state, identifier);
  if (user === undefined || !['ACTIVE', 'PASSWORD_EXPIRED', 'RECOVERY'].includes(user.status)) {
    return idxState(call, tx, [message(`There is no account with the Username ${identifier}.`, 'idx.unknown.user', 'INFO')]);
  }
  call.state.transactions.edit(tx.token, row => {
    row.userId = user.id;
  });
  return idxState(call, moveTo(call, tx.token, { kind: 'recovery-challenge', purpose: 'password', factor: 'EMAIL' }));
}

function choose(call: OktaCall, tx: Readonly<Transaction>, body: Json): Answer {
  const given = asObject(body.authenticator);
  const factors = activeFactors(call.state, tx.userId ?? '');
  const fits = (id: unknown) => factors.find(factor => factor.id === id || authenticatorId(call, authenticatorOf(factor)) === id);
  const factor = factors.find(one => one.id === given.enrollmentId) ?? fits(given.id);
  if (tx.step.kind !== 'mfa-required' && tx.step.kind !== 'mfa-challenge') return idxState(call, tx);
  if (factor === undefined) return idxState(call, tx, [message('The authenticator is invalid.', 'errors.E0000001')], 400);
  return idxState(call, moveTo(call, tx.token, { kind: 'mfa-challenge', factorId: factor.id }));
}

function enroll(call: OktaCall, tx: Readonly<Transaction>): Answer {
  return idxState(call, tx.step.kind === 'mfa-enroll' ? moveTo(call, tx.token, { kind: 'mfa-activate', factorId: 'email' }) : tx);
}

/** Back to the beginning, under a new handle. */
function cancel(call: OktaCall, tx: Readonly<Transaction>): Answer {
  const again = call.state.transactions.edit(tx.token, row => {
    row.step = { kind: 'identify' };
    row.amr = [];
    delete row.userId;
  });
  return idxState(call, again);
}
