import type { OktaUser, UserStatus } from './state.ts';

/** A user as the management API shows them; in a list with one link only. Key set after recordings of a real org. */
export function userShape(user: OktaUser, origin: string, form: 'full' | 'list'): Record<string, unknown> {
  return {
    id: user.id,
    status: user.status,
    created: time(user.created),
    activated: time(user.activated),
    statusChanged: time(user.statusChanged),
    lastLogin: time(user.lastLogin),
    lastUpdated: time(user.lastUpdated),
    passwordChanged: user.password === undefined ? null : time(user.created),
    type: { id: 'oty0000000twin000000' },
    profile: {
      firstName: user.firstName,
      lastName: user.lastName,
      mobilePhone: null,
      secondEmail: null,
      login: user.login,
      email: user.email,
      ...(user.title === '' ? {} : { title: user.title }),
      ...(user.timezone === 'UTC' ? {} : { timezone: user.timezone }),
    },
    credentials: {
      ...(user.password === undefined ? {} : { password: {} }),
      emails: [{ value: user.email, status: 'VERIFIED', type: 'PRIMARY' }],
      provider: { type: 'OKTA', name: 'OKTA' },
    },
    _links: form === 'list' ? { self: { href: `${origin}/api/v1/users/${user.id}` } } : links(user, origin),
  };
}

function time(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

const steps: Record<UserStatus, string[]> = {
  STAGED: ['activate', 'deactivate'],
  PROVISIONED: ['deactivate', 'reactivate'],
  ACTIVE: ['suspend', 'deactivate', 'expire_password', 'reset_password'],
  LOCKED_OUT: ['unlock', 'deactivate'],
  SUSPENDED: ['unsuspend', 'deactivate'],
  DEPROVISIONED: ['activate', 'delete'],
};

const stepNames: Record<string, string> = { expire_password: 'expirePassword', reset_password: 'resetPassword' };

function links(user: OktaUser, origin: string): Record<string, unknown> {
  const base = `${origin}/api/v1/users/${user.id}`;
  const step = (name: string) =>
    name === 'delete' ? { href: base, method: 'DELETE' } : { href: `${base}/lifecycle/${name}`, method: 'POST' };
  const credentials = (name: string) => ({ href: `${base}/credentials/${name}`, method: 'POST' });
  const active = {
    forgotPassword: credentials('forgot_password'),
    changeRecoveryQuestion: credentials('change_recovery_question'),
    changePassword: credentials('change_password'),
  };
  return {
    ...Object.fromEntries(steps[user.status].map(name => [stepNames[name] ?? name, step(name)])),
    ...(user.status === 'ACTIVE' ? active : {}),
    schema: { href: `${origin}/api/v1/meta/schemas/user/osc0000000twin000000` },
    self: { href: base },
    type: { href: `${origin}/api/v1/meta/types/user/oty0000000twin000000` },
  };
}
