import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Factor, OktaState, OktaUser } from '../../state.ts';
import { managed, readBody, readOptionalBody } from '../call/managed.ts';
import { newId, nextSeq } from '../ids.ts';
import { asObject, asText, type Json } from '../json.ts';
import { note, userParty } from '../log/note.ts';
import { findUser } from '../users/find-user.ts';
import { catalogue, questions } from './catalogue.ts';
import { fitsCode, newSecret } from './codes.ts';
import { factorShape } from './factor-shape.ts';

const path = '/api/v1/users/:user/factors';

export const factorOperations: Operation<OktaState>[] = [
  managed({
    name: 'factors.list',
    method: 'GET',
    path,
    label: 'spec',
    run: call => json(call.state.factors.by('user', findUser(call).id).map(factor => factorShape(call, factor))),
  }),
  managed({ name: 'factors.enroll', method: 'POST', path, label: 'spec', run: enroll }),
  managed({ name: 'factors.catalog', method: 'GET', path: `${path}/catalog`, label: 'spec', run: supported }),
  managed({
    name: 'factors.questions',
    method: 'GET',
    path: `${path}/questions`,
    label: 'spec',
    run: call => json(findUser(call) && questions),
  }),
  managed({
    name: 'factors.get',
    method: 'GET',
    path: `${path}/:factor`,
    label: 'spec',
    run: call => json(factorShape(call, findFactor(call))),
  }),
  managed({ name: 'factors.delete', method: 'DELETE', path: `${path}/:factor`, label: 'spec', run: remove }),
  managed({ name: 'factors.activate', method: 'POST', path: `${path}/:factor/lifecycle/activate`, label: 'docs', run: activate }),
  managed({ name: 'factors.verify', method: 'POST', path: `${path}/:factor/verify`, label: 'spec', run: verify }),
  managed({
    name: 'factors.resend',
    method: 'POST',
    path: `${path}/:factor/resend`,
    label: 'docs',
    run: call => {
      readOptionalBody(call);
      return json(factorShape(call, findFactor(call)));
    },
  }),
  managed({
    name: 'factors.transaction',
    method: 'GET',
    path: `${path}/:factor/transactions/:transaction`,
    label: 'docs',
    run: transaction,
  }),
];

function findFactor(call: OktaCall): Readonly<Factor> {
  const user = findUser(call);
  const id = call.params.factor ?? '';
  const factor = call.state.factors.get(id);
  if (factor === undefined || factor.userId !== user.id) throw notFound(id, 'UserFactor');
  return factor;
}

function supported(call: OktaCall): Answer {
  const user = findUser(call);
  const base = `${call.request.origin}/api/v1/users/${user.id}/factors`;
  return json(
    catalogue.map(({ factorType, provider, vendorName }) => {
      const isThere = call.state.factors
        .by('user', user.id)
        .some(one => one.factorType === factorType && one.provider === provider);
      const links = {
        enroll: { href: base, hints: { allow: ['POST'] } },
        ...(factorType === 'question' ? { questions: { href: `${base}/questions`, hints: { allow: ['GET'] } } } : {}),
      };
      return { factorType, provider, vendorName, status: isThere ? 'ACTIVE' : 'NOT_SETUP', _links: links };
    }),
  );
}

const providers = ['OKTA', 'RSA', 'SYMANTEC', 'GOOGLE', 'DUO', 'FIDO', 'YUBICO', 'CUSTOM', 'APPLE'];

/** Sends nothing: the code of every text message, call and mail is the fixed one. */
function enroll(call: OktaCall): Answer {
  const user = findUser(call);
  const body = readBody(call);
  const [factorType, provider] = [asText(body.factorType) ?? '', asText(body.provider) ?? ''];
  if (!providers.includes(provider)) throw invalid('factorEnrollRequest', 'Invalid Provider.');
  const kind = catalogue.find(one => one.factorType === factorType && one.provider === provider);
  if (kind === undefined) throw invalid('factorEnrollRequest', 'Factor not enabled.');
  if (user.status !== 'ACTIVE' && user.status !== 'PROVISIONED' && user.status !== 'STAGED' && user.status !== 'PASSWORD_EXPIRED')
    throw new OktaRefusal(403, 'E0000038', "This operation is not allowed in the user's current status.");
  const before = call.state.factors.by('user', user.id).find(one => one.factorType === factorType && one.provider === provider);
  if (before?.status === 'ACTIVE' && factorType !== 'webauthn')
    throw invalid('factorEnrollRequest', 'A factor of this type is already set up.');
  if (before !== undefined) call.state.factors.delete(before.id);
  const factor = call.state.factors.add(newFactor(call, user, kind, asObject(body.profile)));
  if (factor.status === 'ACTIVE') tell(call, user, 'user.mfa.factor.activate', 'Activate factor for user');
  return json(factorShape(call, factor));
}

function newFactor(call: OktaCall, user: Readonly<OktaUser>, kind: (typeof catalogue)[number], profile: Json): Factor {
  const now = call.clock.now();
  const isAtOnce = kind.factorType === 'question' || call.request.query.get('activate') === 'true';
  const { secret, shown } = readSecret(call, user, kind.factorType, profile);
  return {
    id: newId(call, kind.prefix),
    seq: nextSeq(call),
    userId: user.id,
    factorType: kind.factorType,
    provider: kind.provider,
    vendorName: kind.vendorName,
    status: isAtOnce ? 'ACTIVE' : 'PENDING_ACTIVATION',
    profile: shown,
    ...(secret === undefined ? {} : { secret }),
    created: now,
    lastUpdated: now,
  };
}

/** What the factor is checked against, and what is shown of it. */
function readSecret(
  call: OktaCall,
  user: Readonly<OktaUser>,
  type: string,
  profile: Json,
): { secret: string | undefined; shown: Json } {
  const { login, email } = user.profile;
  if (type === 'question') {
    const question = questions.find(one => one.question === profile.question);
    const answer = asText(profile.answer) ?? '';
    if (question === undefined) throw invalid('factorEnrollRequest', 'Invalid security question.');
    if (answer.length < 4)
      throw invalid('factorEnrollRequest', 'The security question answer must be at least 4 characters in length');
    return { secret: answer, shown: { ...question } };
  }
  if (type === 'token:software:totp') return { secret: newSecret(call.secrets), shown: { credentialId: login } };
  if (type === 'sms' || type === 'call') {
    const number = (asText(profile.phoneNumber) ?? '').replace(/[^\d+]/g, '');
    if (!/^\+?\d{7,15}$/.test(number)) throw invalid('factorEnrollRequest', 'Invalid Phone Number.');
    return {
      secret: undefined,
      shown: {
        phoneNumber: number,
        ...(type === 'call' && profile.phoneExtension !== undefined ? { phoneExtension: profile.phoneExtension } : {}),
      },
    };
  }
  if (type === 'email') return { secret: undefined, shown: { email: asText(profile.email) ?? email } };
  return { secret: undefined, shown: { credentialId: login } };
}

function remove(call: OktaCall): Answer {
  const factor = findFactor(call);
  call.state.factors.delete(factor.id);
  tell(call, findUser(call), 'user.mfa.factor.deactivate', 'Reset factor for user');
  return empty();
}

function badCode({ factorType }: Readonly<Factor>): OktaRefusal {
  const what = factorType === 'question' ? 'answer' : 'passcode';
  return new OktaRefusal(403, 'E0000068', 'Invalid Passcode/Answer', [
    `Your ${what} doesn't match our records. Please try again.`,
  ]);
}

function activate(call: OktaCall): Answer {
  const factor = findFactor(call);
  const { passCode } = readOptionalBody(call);
  if (factor.status !== 'PENDING_ACTIVATION') throw invalid('factor', 'The factor is already active.');
  if (factor.factorType !== 'push' && !fitsCode(factor, asText(passCode) ?? '')) throw badCode(factor);
  const changed = call.state.factors.edit(factor.id, row => {
    row.status = 'ACTIVE';
    row.lastUpdated = call.clock.now();
  });
  tell(call, findUser(call), 'user.mfa.factor.activate', 'Activate factor for user');
  return json(factorShape(call, changed));
}

/** Without a code a challenge is sent; with one it is checked. */
function verify(call: OktaCall): Answer {
  const factor = findFactor(call);
  const body = readOptionalBody(call);
  const code = asText(factor.factorType === 'question' ? body.answer : body.passCode);
  if (factor.status !== 'ACTIVE') throw invalid('factor', 'The factor is not active.');
  if (code === undefined) return challenge(call, factor);
  if (!fitsCode(factor, code)) throw badCode(factor);
  tell(call, findUser(call), 'user.authentication.auth_via_mfa', 'Authentication of user via MFA');
  return json({ factorResult: 'SUCCESS' });
}

function challenge(call: OktaCall, factor: Readonly<Factor>): Answer {
  const base = `${call.request.origin}/api/v1/users/${factor.userId}/factors/${factor.id}`;
  const expiresAt = new Date(call.clock.now() + 300_000).toISOString();
  if (factor.factorType === 'push') {
    const poll = { href: `${base}/transactions/${newId(call, 'v2m')}`, hints: { allow: ['GET'] } };
    return json(
      {
        factorResult: 'WAITING',
        expiresAt,
        profile: factor.profile,
        _links: { poll, cancel: { ...poll, hints: { allow: ['DELETE'] } } },
      },
      201,
    );
  }
  if (!['sms', 'call', 'email'].includes(factor.factorType))
    throw invalid('passCode', 'passCode: The field cannot be left blank');
  return json({
    factorResult: 'CHALLENGE',
    profile: factor.profile,
    expiresAt,
    _links: {
      verify: { href: `${base}/verify`, hints: { allow: ['POST'] } },
      factor: { href: base, hints: { allow: ['GET', 'DELETE'] } },
    },
  });
}

/** Nobody holds the phone that a push goes to: it waits until it is given up. */
function transaction(call: OktaCall): Answer {
  findFactor(call);
  return json({ factorResult: 'WAITING' });
}

function tell(call: OktaCall, user: Readonly<OktaUser>, eventType: string, message: string): void {
  note(call, { eventType, message, target: [userParty(user)] });
}
