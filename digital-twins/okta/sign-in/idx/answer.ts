import { fixedCode } from '../../directory/factors/codes.ts';
import { asText, type Json } from '../../directory/json.ts';
import type { Transaction } from '../../oauth/state.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaUser } from '../../state.ts';
import { changeOwnPassword } from '../change-password.ts';
import { enrollEmail } from '../enroll-email.ts';
import { activeFactors, amrOf, verifyFactor } from '../second-factor.ts';
import { moveTo, passFactor, passPassword, personOf } from '../transaction.ts';
import { message } from './form.ts';

/** Where an answer leads, or what is wrong with it. */
type Answered = Readonly<Transaction> | { refused: Json; tx: Readonly<Transaction> };

/** An answer to whatever the sign-in asks for now: a code, an answer, or a new password. */
export function answerChallenge(call: OktaCall, tx: Readonly<Transaction>, credentials: Json): Answered {
  const user = personOf(call, tx);
  const given = asText(credentials.passcode) ?? asText(credentials.answer) ?? '';
  if (user === undefined) return tx;
  switch (tx.step.kind) {
    case 'mfa-challenge':
      return byFactor(call, tx, user, tx.step.factorId, given);
    case 'mfa-activate':
      return given === fixedCode ? passFactor(call, tx.token, amrOf(enrollEmail(call, user))) : wrong(tx, 'email');
    case 'recovery':
    case 'recovery-challenge':
      return given === fixedCode ? moveTo(call, tx.token, { kind: 'password-reset' }) : wrong(tx, 'email');
    case 'password-expired':
    case 'password-reset':
      return newPassword(call, tx, user, given);
    default:
      return tx;
  }
}

function byFactor(call: OktaCall, tx: Readonly<Transaction>, user: Readonly<OktaUser>, id: string, given: string): Answered {
  const factor = activeFactors(call.state, user.id).find(one => one.id === id);
  if (factor === undefined || !verifyFactor(call, user, factor, given)) return wrong(tx, factor?.factorType ?? '');
  return passFactor(call, tx.token, amrOf(factor));
}

function wrong(tx: Readonly<Transaction>, factorType: string): Answered {
  const refused =
    factorType === 'question'
      ? message("Your answer doesn't match our records. Please try again.", 'incorrect.answer')
      : message('Invalid code. Try again.', 'api.authn.error.PASSCODE_INVALID');
  return { refused, tx };
}

function newPassword(call: OktaCall, tx: Readonly<Transaction>, user: Readonly<OktaUser>, value: string): Answered {
  const problem = changeOwnPassword(call, user, value);
  if (problem !== undefined) return { refused: message(problem, 'password.passwordRequirementsNotMet'), tx };
  return passPassword(call, tx.token, user, false);
}
