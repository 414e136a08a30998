import { type Answer, json } from '../../../kit/answer.ts';
import { iso } from '../../directory/ids.ts';
import type { Json } from '../../directory/json.ts';
import type { Transaction } from '../../oauth/state.ts';
import type { OktaCall } from '../../operation.ts';
import type { Factor, OktaUser } from '../../state.ts';
import { activeFactors } from '../second-factor.ts';
import { personOf } from '../transaction.ts';
import { authenticatorId, authenticatorOf, authenticatorShape, email, enrolled, maskEmail, password } from './authenticators.ts';
import { credentials, type FormParts, ionForm, ionType, list, object } from './form.ts';

/** Where a sign-in stands, as the identity engine says it; `messages` is what went wrong just now. */
export function idxState(call: OktaCall, tx: Readonly<Transaction>, messages: Json[] = [], status = 200): Answer {
  const user = personOf(call, tx);
  const parts = { origin: call.request.origin, stateHandle: tx.token };
  const { remediation, more } = describe(call, tx, parts, user);
  const body = {
    version: '1.0.0',
    stateHandle: tx.token,
    expiresAt: iso(tx.expiresAt),
    intent: 'LOGIN',
    ...(messages.length === 0 ? {} : { messages: list(messages) }),
    remediation: list(remediation),
    ...more,
    ...(user === undefined ? {} : { user: object(userShape(user)) }),
    cancel: ionForm(parts, 'cancel', 'cancel'),
    ...appShape(call, tx),
    authentication: object({ request: { max_age: -1 } }),
  };
  return json(body, status, { 'content-type': ionType, 'cache-control': 'no-cache, no-store' });
}

/** The end of a sign-in that cannot go on. */
export function idxTerminal(messages: Json[], status: number): Answer {
  return json({ version: '1.0.0', messages: list(messages) }, status, {
    'content-type': ionType,
    'cache-control': 'no-cache, no-store',
  });
}

export function userShape({ id, profile }: Readonly<OktaUser>): Json {
  const { firstName, lastName, login, timezone, locale } = profile;
  return {
    id,
    identifier: login,
    profile: { firstName, lastName, timeZone: timezone ?? 'America/Los_Angeles', locale: locale ?? 'en_US' },
  };
}

function appShape({ state }: OktaCall, { request }: Readonly<Transaction>): Json {
  const clientId = state.pending.get(request ?? '')?.clientId;
  const app = clientId === undefined ? undefined : state.apps.by('client', clientId)[0];
  return app === undefined ? {} : { app: object({ name: app.name, label: app.label, id: app.id }) };
}

interface Description {
  remediation: Json[];
  more?: Json;
}

const oldPassword = 'Enter your new password';

function describe(
  call: OktaCall,
  { step, userId }: Readonly<Transaction>,
  parts: FormParts,
  user: Readonly<OktaUser> | undefined,
): Description {
  const factors = activeFactors(call.state, userId ?? '');
  switch (step.kind) {
    case 'identify':
      return identify(call, parts);
    case 'identify-recovery':
      return {
        remediation: [
          ionForm(parts, 'identify-recovery', 'identify', [{ name: 'identifier', label: 'Username', required: true }]),
        ],
      };
    case 'mfa-required':
      return { remediation: [select(call, parts, factors)], more: enrollments(call, parts, factors, user) };
    case 'mfa-challenge':
      return challenge(call, parts, factors, step.factorId, user);
    case 'mfa-enroll':
      return { remediation: [selectEnroll(call, parts)], more: { authenticators: list([authenticatorShape(call, email)]) } };
    case 'mfa-activate':
      return emailCode(call, parts, 'enroll-authenticator', 'currentAuthenticator', user);
    case 'recovery-challenge':
    case 'recovery':
      return emailCode(call, parts, 'challenge-authenticator', 'currentAuthenticatorEnrollment', user);
    case 'password-expired':
      return newPassword(call, parts, 'reenroll-authenticator');
    case 'password-reset':
      return newPassword(call, parts, 'reset-authenticator');
    default:
      return { remediation: [] };
  }
}

function identify(call: OktaCall, parts: FormParts): Description {
  const fields = [
    { name: 'identifier', label: 'Username' },
    credentials([{ name: 'passcode', label: 'Password', secret: true }]),
    { name: 'rememberMe', type: 'boolean', label: 'Remember this device' },
  ];
  const recover = ionForm(parts, 'recover', 'recover');
  const shape = authenticatorShape(call, password);
  return {
    remediation: [ionForm(parts, 'identify', 'identify', fields)],
    more: { currentAuthenticator: object({ recover, ...shape }), authenticators: list([shape]) },
  };
}

function enrollments(call: OktaCall, parts: FormParts, factors: Readonly<Factor>[], user: Readonly<OktaUser> | undefined): Json {
  const shapes = factors.map(factor =>
    authenticatorShape(call, authenticatorOf(factor), {
      ...enrolled(parts, factor, user),
      id: factor.id,
      credentialId: factor.id,
    }),
  );
  return { authenticatorEnrollments: list(shapes), authenticators: list([authenticatorShape(call, password)]) };
}

function select(call: OktaCall, parts: FormParts, factors: Readonly<Factor>[]): Json {
  const options = factors.map((factor, place) => {
    const given = authenticatorOf(factor);
    return option(
      given.displayName,
      [hidden('id', authenticatorId(call, given)), hidden('enrollmentId', factor.id), hidden('methodType', given.method)],
      `$.authenticatorEnrollments.value[${place}]`,
    );
  });
  return ionForm(parts, 'select-authenticator-authenticate', 'challenge', [{ name: 'authenticator', type: 'object', options }]);
}

const hidden = (name: string, value: string) => ({ name, required: name === 'id', value, mutable: false });

function option(label: string, fields: Json[], relatesTo: string): Json {
  return { label, value: { form: { value: fields } }, relatesTo };
}

function selectEnroll(call: OktaCall, parts: FormParts): Json {
  const fields = [hidden('id', authenticatorId(call, email)), hidden('methodType', 'email')];
  const options = [option(email.displayName, fields, '$.authenticators.value[0]')];
  return ionForm(parts, 'select-authenticator-enroll', 'credential/enroll', [{ name: 'authenticator', type: 'object', options }]);
}

function challenge(
  call: OktaCall,
  parts: FormParts,
  factors: Readonly<Factor>[],
  id: string,
  user: Readonly<OktaUser> | undefined,
): Description {
  const factor = factors.find(one => one.id === id);
  if (factor === undefined) return { remediation: [select(call, parts, factors)], more: enrollments(call, parts, factors, user) };
  const given = authenticatorOf(factor);
  const current = authenticatorShape(call, given, { ...enrolled(parts, factor, user), id });
  const fields = factor.factorType === 'question' ? questionFields(factor) : [{ name: 'passcode', label: 'Enter code' }];
  const form = ionForm(parts, 'challenge-authenticator', 'challenge/answer', [credentials(fields)], {
    relatesTo: ['$.currentAuthenticatorEnrollment'],
  });
  const others = factors.length > 1 ? [select(call, parts, factors)] : [];
  return {
    remediation: [form, ...others],
    more: { currentAuthenticatorEnrollment: object(current), ...enrollments(call, parts, factors, user) },
  };
}

function questionFields({ profile }: Readonly<Factor>): Json[] {
  const label = String(profile.questionText ?? profile.question ?? 'Answer');
  return [
    { name: 'questionKey', required: true, value: profile.question ?? 'custom', mutable: false, visible: false },
    { name: 'answer', label, required: true, secret: true },
  ];
}

function emailCode(
  call: OktaCall,
  parts: FormParts,
  name: string,
  current: string,
  user: Readonly<OktaUser> | undefined,
): Description {
  const profile = { email: maskEmail(user?.profile.email ?? '') };
  const shape = authenticatorShape(call, email, { profile, resend: ionForm(parts, 'resend', 'challenge/resend') });
  const form = ionForm(parts, name, 'challenge/answer', [credentials([{ name: 'passcode', label: 'Enter code' }])], {
    relatesTo: [`$.${current}`],
  });
  const { resend: _resend, ...plain } = shape;
  return {
    remediation: [form],
    more: { [current]: object(shape), authenticators: list([plain]), authenticatorEnrollments: list([plain]) },
  };
}

function newPassword(call: OktaCall, parts: FormParts, name: string): Description {
  const fields = [{ name: 'passcode', label: oldPassword, secret: true }];
  const settings = {
    complexity: {
      minLength: 8,
      minLowerCase: 1,
      minUpperCase: 1,
      minNumber: 1,
      minSymbol: 0,
      excludeUsername: true,
      excludeAttributes: [],
    },
    age: { minAgeMinutes: 0, historyCount: 4 },
  };
  const shape = authenticatorShape(call, password, { settings });
  const form = ionForm(parts, name, 'challenge/answer', [credentials(fields)], { relatesTo: ['$.currentAuthenticator'] });
  return { remediation: [form], more: { currentAuthenticator: object(shape), authenticators: list([shape]) } };
}
