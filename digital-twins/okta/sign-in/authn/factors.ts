import type { Answer } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { fitsCode, newSecret } from '../../directory/factors/codes.ts';
import { newId, nextSeq } from '../../directory/ids.ts';
import { asObject, asText, type Json } from '../../directory/json.ts';
import { note, userParty } from '../../directory/log/note.ts';
import { invalid, notFound, OktaRefusal } from '../../errors.ts';
import type { Transaction } from '../../oauth/state.ts';
import type { OktaCall } from '../../operation.ts';
import type { Factor, OktaState, OktaUser } from '../../state.ts';
import { amrOf, verifyFactor } from '../second-factor.ts';
import { moveTo, passFactor, personOf } from '../transaction.ts';
import { step, transactionOf, wrongState } from './authn.ts';
import { answerChallenge, answerQuestion, beginRecovery, redeemToken } from './recovery.ts';
import { stateAnswer } from './state-shape.ts';

/** Second factors inside a sign-in, and recovery (Okta docs, Authentication API). */
export const authnFactorOperations: Operation<OktaState>[] = [
  step('authn.factor-verify', 'factors/:factor/verify', verify),
  step('authn.factor-resend', 'factors/:factor/verify/resend', (call, body) => stateAnswer(call, transactionOf(call, body))),
  step('authn.factor-enroll', 'factors', enroll),
  step('authn.factor-activate', 'factors/:factor/lifecycle/activate', activate),
  step('authn.factor-resend-activation', 'factors/:factor/lifecycle/resend', (call, body) =>
    stateAnswer(call, transactionOf(call, body)),
  ),
  step('authn.recovery-password', 'recovery/password', (call, body) => beginRecovery(call, body, 'password')),
  step('authn.recovery-unlock', 'recovery/unlock', (call, body) => beginRecovery(call, body, 'unlock')),
  step('authn.recovery-sms', 'recovery/factors/sms/verify', answerChallenge),
  step('authn.recovery-token', 'recovery/token', (call, body) => redeemToken(call, asText(body.recoveryToken) ?? '')),
  step('authn.recovery-answer', 'recovery/answer', answerQuestion),
];

function verify(call: OktaCall, body: Json): Answer {
  const tx = transactionOf(call, body);
  const user = personOf(call, tx);
  const factor = ownFactor(call, user);
  if (user === undefined || (tx.step.kind !== 'mfa-required' && tx.step.kind !== 'mfa-challenge')) throw wrongState();
  const given = asText(body.passCode) ?? asText(body.answer);
  if (given === undefined) return stateAnswer(call, moveTo(call, tx.token, { kind: 'mfa-challenge', factorId: factor.id }));
  if (!verifyFactor(call, user, factor, given)) throw wrongCode(factor);
  return stateAnswer(call, passFactor(call, tx.token, amrOf(factor)));
}

function ownFactor({ state, params }: OktaCall, user: Readonly<OktaUser> | undefined): Readonly<Factor> {
  const id = params.factor ?? '';
  const factor = state.factors.get(id);
  if (factor === undefined || factor.userId !== user?.id) throw notFound(id, 'UserFactor');
  return factor;
}

function wrongCode({ factorType }: Readonly<Factor>): OktaRefusal {
  const what = factorType === 'question' ? 'answer' : 'passcode';
  return new OktaRefusal(403, 'E0000068', 'Invalid Passcode/Answer', [
    `Your ${what} doesn't match our records. Please try again.`,
  ]);
}

function enroll(call: OktaCall, body: Json): Answer {
  const tx = transactionOf(call, body);
  const user = personOf(call, tx);
  if (user === undefined || tx.step.kind !== 'mfa-enroll') throw wrongState();
  const factor = call.state.factors.add(newFactor(call, user, body));
  if (factor.status === 'ACTIVE') return finish(call, tx, user, factor);
  return stateAnswer(call, moveTo(call, tx.token, { kind: 'mfa-activate', factorId: factor.id }));
}

const idPrefixes: Record<string, string> = {
  sms: 'sms',
  email: 'emf',
  call: 'clf',
  question: 'ufs',
  'token:software:totp': 'ost',
};

function newFactor(call: OktaCall, user: Readonly<OktaUser>, body: Json): Factor {
  const factorType = asText(body.factorType) ?? '';
  const prefix = Object.hasOwn(idPrefixes, factorType) ? idPrefixes[factorType] : undefined;
  if (prefix === undefined) throw invalid('factorType', 'factorType: The factor type is not supported.');
  const given = asObject(body.profile);
  const { answer, ...profile } = given;
  if (factorType === 'question' && (asText(answer) ?? '').length < 4) {
    throw invalid('answer', 'answer: The security question answer must be at least 4 characters in length');
  }
  if ((factorType === 'sms' || factorType === 'call') && asText(given.phoneNumber) === undefined) {
    throw invalid('factorEnrollRequest', 'phoneNumber: The field cannot be left blank');
  }
  const now = call.clock.now();
  return {
    id: newId(call, prefix),
    seq: nextSeq(call),
    userId: user.id,
    factorType,
    provider: asText(body.provider) ?? 'OKTA',
    vendorName: asText(body.provider) ?? 'OKTA',
    status: factorType === 'question' ? 'ACTIVE' : 'PENDING_ACTIVATION',
    profile:
      factorType === 'email'
        ? { email: user.profile.email }
        : factorType === 'token:software:totp'
          ? { credentialId: user.profile.login }
          : profile,
    ...(factorType === 'question' ? { secret: String(answer) } : {}),
    ...(factorType === 'token:software:totp' ? { secret: newSecret(call.secrets) } : {}),
    created: now,
    lastUpdated: now,
  };
}

function activate(call: OktaCall, body: Json): Answer {
  const tx = transactionOf(call, body);
  const user = personOf(call, tx);
  if (user === undefined || tx.step.kind !== 'mfa-activate') throw wrongState();
  const factor = ownFactor(call, user);
  if (!fitsCode(factor, asText(body.passCode) ?? '')) throw wrongCode(factor);
  call.state.factors.edit(factor.id, row => {
    row.status = 'ACTIVE';
    row.lastUpdated = call.clock.now();
  });
  return finish(call, tx, user, factor);
}

function finish(call: OktaCall, tx: Readonly<Transaction>, user: Readonly<OktaUser>, factor: Readonly<Factor>): Answer {
  const actor = userParty(user);
  note(call, { eventType: 'user.mfa.factor.activate', message: 'Activate factor for user', actor, target: [actor] });
  return stateAnswer(call, passFactor(call, tx.token, amrOf(factor)));
}
