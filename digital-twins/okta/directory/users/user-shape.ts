import type { OktaState, OktaUser, UserStatus } from '../../state.ts';
import { iso } from '../ids.ts';
import { asObject, type Json } from '../json.ts';

/** A user as the management API shows them; in a list with one link only. Key set after recordings of a real org. */
export function userShape(state: OktaState, user: Readonly<OktaUser>, origin: string, form: 'full' | 'list'): Json {
  return {
    id: user.id,
    status: user.status,
    created: iso(user.created),
    activated: iso(user.activated),
    statusChanged: iso(user.statusChanged),
    lastLogin: iso(user.lastLogin),
    lastUpdated: iso(user.lastUpdated),
    passwordChanged: iso(user.passwordChanged),
    ...(user.realmId === undefined ? {} : { realmId: user.realmId }),
    type: { id: user.typeId },
    profile: user.profile,
    credentials: credentialsShape(user, true),
    _links: form === 'list' ? { self: { href: `${origin}/api/v1/users/${user.id}` } } : links(state, user, origin),
  };
}

const ofCredentials = ['changePassword', 'changeRecoveryQuestion', 'forgotPassword', 'resetPassword', 'resetFactors', 'unlock'];

/** Leaves out what the `okta-response` of a request's content type does not want (Okta docs, List users). */
export function withoutOmitted(contentType: string | undefined, shape: Json): Json {
  const [, wish = ''] = /okta-response="?([^"]*)/.exec(contentType ?? '') ?? [];
  const omitted = wish.split(/[\s,]+/);
  const { credentials: _credentials, ...rest } = shape;
  const left = omitted.includes('omitCredentials') ? rest : shape;
  if (!omitted.includes('omitCredentialsLinks')) return left;
  const links = Object.entries(asObject(shape._links)).filter(([name]) => !ofCredentials.includes(name));
  return { ...left, _links: Object.fromEntries(links) };
}

/** What is shown of a user's credentials: that there are some. */
export function credentialsShape(user: Readonly<OktaUser>, withEmails: boolean): Json {
  const { email, secondEmail } = user.profile;
  const second = typeof secondEmail === 'string' && secondEmail !== '';
  const emails = [
    { value: email, status: 'VERIFIED', type: 'PRIMARY' },
    ...(second ? [{ value: secondEmail, status: 'VERIFIED', type: 'SECONDARY' }] : []),
  ];
  return {
    ...(user.password === undefined ? {} : { password: {} }),
    ...(withEmails ? { emails } : {}),
    ...(user.recoveryQuestion === undefined ? {} : { recovery_question: { question: user.recoveryQuestion.question } }),
    provider: { ...user.provider },
  };
}

/** Names of the links that a status has; those of credentials are under another path. */
const steps: Record<UserStatus, string[]> = {
  STAGED: ['activate'],
  PROVISIONED: ['suspend', 'reactivate', 'resetPassword', 'expirePassword', 'deactivate'],
  ACTIVE: ['suspend', 'resetPassword', 'expirePassword', 'deactivate'],
  RECOVERY: ['suspend', 'resetPassword', 'expirePassword', 'deactivate'],
  PASSWORD_EXPIRED: ['suspend', 'resetPassword', 'expirePassword', 'deactivate'],
  LOCKED_OUT: ['unlock', 'resetPassword', 'deactivate'],
  SUSPENDED: ['unsuspend', 'deactivate'],
  DEPROVISIONED: ['activate', 'delete'],
};

const paths: Record<string, string> = {
  expirePassword: 'expire_password',
  resetPassword: 'reset_password',
  resetFactors: 'reset_factors',
};

function links(state: OktaState, user: Readonly<OktaUser>, origin: string): Json {
  const base = `${origin}/api/v1/users/${user.id}`;
  const step = (name: string) =>
    name === 'delete' ? { href: base, method: 'DELETE' } : { href: `${base}/lifecycle/${paths[name] ?? name}`, method: 'POST' };
  const credentials = (name: string) => ({ href: `${base}/credentials/${name}`, method: 'POST' });
  const canSignIn = ['ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED'].includes(user.status);
  const own = user.password !== undefined && canSignIn;
  return {
    ...Object.fromEntries(steps[user.status].map(name => [name, step(name)])),
    schema: { href: `${origin}/api/v1/meta/schemas/user/${schemaIdOf(state, user.typeId)}` },
    ...(own ? { forgotPassword: credentials('forgot_password'), changePassword: credentials('change_password') } : {}),
    ...(canSignIn ? { changeRecoveryQuestion: credentials('change_recovery_question') } : {}),
    self: { href: base },
    ...(user.status === 'DEPROVISIONED' ? {} : { resetFactors: step('resetFactors') }),
    type: { href: `${origin}/api/v1/meta/types/user/${user.typeId}` },
  };
}

function schemaIdOf(state: OktaState, typeId: string): string {
  const own = state.documents.get(`userTypes:${typeId}`)?.body.schemaId;
  return typeof own === 'string' ? own : state.org.userSchemaId;
}
