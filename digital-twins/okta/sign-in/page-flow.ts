import type { Answer } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { bodyFields } from '../../kit/request.ts';
import { fixedCode } from '../directory/factors/codes.ts';
import type { Transaction } from '../oauth/state.ts';
import { operation } from '../open-operation.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaState } from '../state.ts';
import { changeOwnPassword } from './change-password.ts';
import { complete } from './complete.ts';
import { enrollEmail } from './enroll-email.ts';
import { checkPrimary } from './primary.ts';
import { activeFactors, amrOf, verifyFactor } from './second-factor.ts';
import { stepPage } from './step-page.ts';
import { findTransaction, moveTo, passFactor, passPassword, personOf } from './transaction.ts';

type Fields = (name: string) => string;

/** Where the pages post to. They are the twin's own, so are these addresses. */
export const pageFlowOperations: Operation<OktaState>[] = [
  step('page.sign-in', '/signin', signIn),
  step('page.verify', '/signin/verify', verify),
  step('page.factor', '/signin/factor', choose),
  step('page.enroll', '/signin/enroll', enroll),
  step('page.new-password', '/signin/password', changePassword),
];

function step(
  name: string,
  path: string,
  run: (call: OktaCall, tx: Readonly<Transaction>, field: Fields) => Answer | Promise<Answer>,
): Operation<OktaState> {
  return operation({
    name,
    method: 'POST',
    path,
    label: 'guess',
    write: true,
    run: call => {
      const fields = bodyFields(call.request.body);
      const field = (key: string) => (typeof fields[key] === 'string' ? fields[key] : '');
      const tx = findTransaction(call, field('stateToken'));
      return tx === undefined ? stepPage(call, field('stateToken')) : run(call, tx, field);
    },
  });
}

/** Never says whether the name or the password was wrong, nor that an account is locked or deactivated. */
function signIn(call: OktaCall, { token }: Readonly<Transaction>, field: Fields): Answer | Promise<Answer> {
  const checked = checkPrimary(call, field('username'), field('password'));
  if (checked.outcome === 'refused' || checked.outcome === 'locked') return refused(call, token, field('username'));
  passPassword(call, token, checked.user, checked.outcome === 'password-expired');
  return goOn(call, token);
}

function refused(call: OktaCall, token: string, username: string): Answer {
  const page = stepPage(call, token, 'Unable to sign in');
  if (page.body.kind !== 'text') return page;
  // The name stays in its field.
  const safe = username.replace(/[^\w@.+-]/g, '');
  return {
    ...page,
    body: { ...page.body, text: page.body.text.replace('spellcheck="false" value=""', `spellcheck="false" value="${safe}"`) },
  };
}

function verify(call: OktaCall, tx: Readonly<Transaction>, field: Fields): Answer | Promise<Answer> {
  const user = personOf(call, tx);
  const isAsked = tx.step.kind === 'mfa-required' || tx.step.kind === 'mfa-challenge';
  const factor = activeFactors(call.state, user?.id ?? '').find(one => one.id === field('factorId'));
  if (user === undefined || factor === undefined || !isAsked) return stepPage(call, tx.token, 'Unable to sign in');
  if (!verifyFactor(call, user, factor, field('code')))
    return stepPage(call, tx.token, "Your code doesn't match our records. Please try again.");
  passFactor(call, tx.token, amrOf(factor));
  return goOn(call, tx.token);
}

function choose(call: OktaCall, tx: Readonly<Transaction>, field: Fields): Answer {
  const isAsked = tx.step.kind === 'mfa-required' || tx.step.kind === 'mfa-challenge';
  if (isAsked) moveTo(call, tx.token, { kind: 'mfa-challenge', factorId: field('factorId') });
  return stepPage(call, tx.token);
}

function enroll(call: OktaCall, tx: Readonly<Transaction>, field: Fields): Answer | Promise<Answer> {
  const user = personOf(call, tx);
  if (user === undefined || tx.step.kind !== 'mfa-enroll') return stepPage(call, tx.token);
  if (field('code') !== fixedCode) return stepPage(call, tx.token, "Your code doesn't match our records. Please try again.");
  passFactor(call, tx.token, amrOf(enrollEmail(call, user)));
  return goOn(call, tx.token);
}

function changePassword(call: OktaCall, tx: Readonly<Transaction>, field: Fields): Answer | Promise<Answer> {
  const user = personOf(call, tx);
  const isAsked = tx.step.kind === 'password-expired' || tx.step.kind === 'password-reset';
  if (user === undefined || !isAsked) return stepPage(call, tx.token);
  if (field('newPassword') !== field('confirmPassword')) return stepPage(call, tx.token, 'New passwords must match');
  const problem = changeOwnPassword(call, user, field('newPassword'));
  if (problem !== undefined) return stepPage(call, tx.token, problem);
  passPassword(call, tx.token, user, false);
  return goOn(call, tx.token);
}

/** The next page, or out of the door when nothing is lacking. */
function goOn(call: OktaCall, token: string): Answer | Promise<Answer> {
  const tx = findTransaction(call, token);
  return tx?.step.kind === 'success' ? complete(call, tx) : stepPage(call, token);
}
