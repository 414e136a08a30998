import { type Answer, json } from '../../../kit/answer.ts';
import { iso } from '../../directory/ids.ts';
import type { Json } from '../../directory/json.ts';
import { issueSessionToken } from '../../oauth/session.ts';
import type { Step, Transaction } from '../../oauth/state.ts';
import type { OktaCall } from '../../operation.ts';
import type { Factor, OktaUser } from '../../state.ts';
import { noteSignIn } from '../primary.ts';
import { activeFactors } from '../second-factor.ts';
import { personOf } from '../transaction.ts';
import { enrollable, factorShape, link, linkTo } from './factor-shape.ts';

/** A sign-in's state as `/api/v1/authn` shows it (Okta docs, Authentication API, transaction model). */
export function stateAnswer(call: OktaCall, tx: Readonly<Transaction>): Answer {
  const user = personOf(call, tx);
  if (tx.step.kind === 'success' && user !== undefined) return success(call, tx, user);
  const { origin } = call.request;
  const { status, embedded, links, more } = describe(call, tx, user);
  return json({
    stateToken: tx.token,
    expiresAt: iso(tx.expiresAt),
    status,
    ...(tx.relayState === undefined ? {} : { relayState: tx.relayState }),
    ...more,
    _embedded: { ...(user === undefined ? {} : { user: userShape(user, tx.step) }), ...embedded },
    _links: { ...links, cancel: linkTo(origin, '/api/v1/authn/cancel') },
  });
}

function success(call: OktaCall, tx: Readonly<Transaction>, user: Readonly<OktaUser>): Answer {
  call.state.transactions.delete(tx.token);
  call.actAs(user.person);
  const { token, expiresAt } = issueSessionToken(call, user.id, tx.amr);
  noteSignIn(
    call,
    user,
    call.ids.named('okta.authn', String(expiresAt), {
      prefix: 'trs',
      length: 25,
      alphabet: 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijk',
    }),
  );
  return json({
    expiresAt: iso(expiresAt),
    status: 'SUCCESS',
    ...(tx.relayState === undefined ? {} : { relayState: tx.relayState }),
    sessionToken: token,
    _embedded: { user: userShape(user, tx.step) },
    _links: { cancel: linkTo(call.request.origin, '/api/v1/authn/cancel') },
  });
}

interface Description {
  status: string;
  embedded?: Json;
  links?: Json;
  more?: Json;
}

const policy = {
  allowRememberDevice: false,
  rememberDeviceLifetimeInMinutes: 0,
  rememberDeviceByDefault: false,
  factorsPolicyInfo: {},
};

function describe(call: OktaCall, { step, userId }: Readonly<Transaction>, user: Readonly<OktaUser> | undefined): Description {
  const { origin } = call.request;
  const next = (name: string, path: string) => ({ next: { name, ...linkTo(origin, path) } });
  switch (step.kind) {
    case 'mfa-required': {
      const factors = activeFactors(call.state, userId ?? '').map(factor => factorShape(factor, origin));
      return { status: 'MFA_REQUIRED', embedded: { factors, policy } };
    }
    case 'mfa-challenge':
      return challenge(call, step.factorId);
    case 'mfa-enroll':
      return { status: 'MFA_ENROLL', embedded: { factors: enrollable(origin, user) } };
    case 'mfa-activate':
      return activation(call, step.factorId);
    case 'password-expired':
      return {
        status: 'PASSWORD_EXPIRED',
        embedded: passwordPolicy,
        links: next('changePassword', '/api/v1/authn/credentials/change_password'),
      };
    case 'password-reset':
      return {
        status: 'PASSWORD_RESET',
        more: step.isActivation === true ? { recoveryType: 'ACCOUNT_ACTIVATION' } : {},
        embedded: passwordPolicy,
        links: next('resetPassword', '/api/v1/authn/credentials/reset_password'),
      };
    case 'recovery': {
      const recoveryType = step.purpose === 'password' ? 'PASSWORD' : 'UNLOCK';
      return { status: 'RECOVERY', more: { recoveryType }, links: next('answer', '/api/v1/authn/recovery/answer') };
    }
    case 'recovery-challenge': {
      const recoveryType = step.purpose === 'password' ? 'PASSWORD' : 'UNLOCK';
      const path = `/api/v1/authn/recovery/factors/${step.factor.toLowerCase()}/verify`;
      return {
        status: 'RECOVERY_CHALLENGE',
        more: { factorType: step.factor.toLowerCase(), recoveryType },
        links: next('verify', path),
      };
    }
    default:
      return { status: 'UNAUTHENTICATED' };
  }
}

const passwordPolicy = {
  policy: {
    complexity: { minLength: 8, minLowerCase: 1, minUpperCase: 1, minNumber: 1, minSymbol: 0, excludeUsername: true },
    age: { minAgeMinutes: 0, historyCount: 4 },
  },
};

function challenge({ state, request: { origin } }: OktaCall, factorId: string): Description {
  const factor = state.factors.get(factorId);
  if (factor === undefined) return { status: 'MFA_REQUIRED' };
  const verify = linkTo(origin, `/api/v1/authn/factors/${factorId}/verify`);
  const resend = { resend: [{ name: factor.factorType, ...linkTo(origin, `/api/v1/authn/factors/${factorId}/verify/resend`) }] };
  return {
    status: 'MFA_CHALLENGE',
    ...(isSent(factor) ? { more: { factorResult: 'CHALLENGE' } } : {}),
    embedded: { factor: factorShape(factor, origin), policy },
    links: {
      next: { name: 'verify', ...verify },
      prev: linkTo(origin, '/api/v1/authn/previous'),
      ...(isSent(factor) ? resend : {}),
    },
  };
}

/** Whether a code is sent, rather than known or shown. */
function isSent({ factorType }: Readonly<Factor>): boolean {
  return factorType === 'sms' || factorType === 'email' || factorType === 'call';
}

function activation({ state, request: { origin } }: OktaCall, factorId: string): Description {
  const factor = state.factors.get(factorId);
  const path = `/api/v1/authn/factors/${factorId}/lifecycle`;
  return {
    status: 'MFA_ENROLL_ACTIVATE',
    ...(factor === undefined ? {} : { embedded: { factor: activationShape(factor, origin) } }),
    links: {
      next: { name: 'activate', ...linkTo(origin, `${path}/activate`) },
      prev: linkTo(origin, '/api/v1/authn/previous'),
      resend: [{ name: factor?.factorType, ...linkTo(origin, `${path}/resend`) }],
    },
  };
}

/** An authenticator app is told its secret once, while it is set up. */
function activationShape(factor: Readonly<Factor>, origin: string): Json {
  const { links: _none, ...shape } = { ...factorShape(factor, origin), links: undefined };
  if (factor.factorType !== 'token:software:totp' || factor.secret === undefined) return shape;
  return {
    ...shape,
    _embedded: { activation: { timeStep: 30, sharedSecret: factor.secret, encoding: 'base32', keyLength: 16 } },
  };
}

function userShape({ id, passwordChanged, profile, recoveryQuestion }: Readonly<OktaUser>, step: Step): Json {
  const { login, firstName, lastName, locale, timezone } = profile;
  const asked = step.kind === 'recovery' && recoveryQuestion !== undefined;
  return {
    id,
    ...(passwordChanged === null ? {} : { passwordChanged: iso(passwordChanged) }),
    profile: { login, firstName, lastName, locale: locale ?? 'en_US', timeZone: timezone ?? 'America/Los_Angeles' },
    ...(asked ? { recovery_question: { question: recoveryQuestion.question } } : {}),
  };
}

/** What a locked person may do next. */
export function lockedAnswer({ request: { origin } }: OktaCall): Answer {
  const unlock = link(`${origin}/api/v1/authn/recovery/unlock`);
  return json({ status: 'LOCKED_OUT', _embedded: {}, _links: { next: { name: 'unlock', ...unlock } } });
}
