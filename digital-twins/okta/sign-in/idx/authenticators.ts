import type { World } from '../../../kit/plugin.ts';
import { namedId } from '../../directory/ids.ts';
import type { Json } from '../../directory/json.ts';
import type { Factor, OktaUser } from '../../state.ts';
import { type FormParts, ionForm } from './form.ts';

/** A way to prove who one is, as the identity engine names it. */
export interface Authenticator {
  key: string;
  type: string;
  displayName: string;
  method: string;
}

const known: Record<string, Authenticator> = {
  email: { key: 'okta_email', type: 'email', displayName: 'Email', method: 'email' },
  sms: { key: 'phone_number', type: 'phone', displayName: 'Phone', method: 'sms' },
  call: { key: 'phone_number', type: 'phone', displayName: 'Phone', method: 'voice' },
  question: {
    key: 'security_question',
    type: 'security_question',
    displayName: 'Security Question',
    method: 'security_question',
  },
  google: { key: 'google_otp', type: 'app', displayName: 'Google Authenticator', method: 'otp' },
  verify: { key: 'okta_verify', type: 'app', displayName: 'Okta Verify', method: 'totp' },
};

export const password: Authenticator = { key: 'okta_password', type: 'password', displayName: 'Password', method: 'password' };
export const email: Authenticator = { key: 'okta_email', type: 'email', displayName: 'Email', method: 'email' };

export function authenticatorOf({ factorType, provider }: Readonly<Factor>): Authenticator {
  const name =
    factorType.startsWith('token') || factorType === 'push' ? (provider === 'GOOGLE' ? 'google' : 'verify') : factorType;
  return known[name] ?? email;
}

export function authenticatorId(world: Pick<World, 'ids'>, { key }: Authenticator): string {
  return namedId(world, 'aut', key);
}

/** An authenticator, or what a person has enrolled of it. */
export function authenticatorShape(world: Pick<World, 'ids'>, given: Authenticator, enrolled: Json = {}): Json {
  const { key, type, displayName, method } = given;
  return { type, key, id: authenticatorId(world, given), displayName, methods: [{ type: method }], ...enrolled };
}

/** What of an enrolment is shown before it is proven. */
export function enrolled(parts: FormParts, factor: Readonly<Factor>, user: Readonly<OktaUser> | undefined): Json {
  const { factorType, profile } = factor;
  const resend = ionForm(parts, 'resend', 'challenge/resend');
  if (factorType === 'email')
    return { profile: { email: maskEmail(String(profile.email ?? user?.profile.email ?? '')) }, resend };
  if (factorType === 'sms' || factorType === 'call')
    return { profile: { phoneNumber: `+X XXX-XXX-${String(profile.phoneNumber).slice(-4)}` }, resend };
  if (factorType !== 'question') return {};
  return {
    contextualData: {
      enrolledQuestion: { questionKey: profile.question ?? 'custom', question: profile.questionText ?? profile.question },
    },
  };
}

export function maskEmail(address: string): string {
  const [local = '', domain = ''] = address.split('@');
  return `${local.slice(0, 1)}***${local.slice(-1)}@${domain}`;
}
