import type { Building } from '../../building.ts';
import type { Json } from '../json.ts';
import { adder } from './adder.ts';

const signOn = (mfa: boolean): Json => ({
  signon: {
    access: 'ALLOW',
    requireFactor: mfa,
    primaryFactor: 'PASSWORD_IDP_ANY_FACTOR',
    ...(mfa ? { factorPromptMode: 'ALWAYS', factorLifetime: 0 } : {}),
    rememberDeviceByDefault: false,
    session: { usePersistentCookie: false, maxSessionIdleMinutes: 120, maxSessionLifetimeMinutes: 0 },
  },
});

const anyone: Json = { network: { connection: 'ANYWHERE' }, authContext: { authType: 'ANY' } };

export function addPolicies(building: Building): void {
  const { seed, state } = building;
  const { lockAfter, passwordMinLength, mfa } = seed.policies;
  const add = adder(building);
  const people = { people: { groups: { include: [state.org.everyoneId] } } };
  const policy = (
    type: string,
    name: string,
    prefix: string,
    conditions: Json | null,
    settings: Json | undefined,
    ruleName: string,
    rule: Json,
  ) => {
    const description = 'The default policy applies in all situations if no other policy applies.';
    const body = {
      status: 'ACTIVE',
      name,
      description,
      priority: 1,
      system: true,
      conditions,
      ...(settings === undefined ? {} : { settings }),
      type,
    };
    const { id } = add('policies', prefix, type, body);
    add('policyRules', '0pr', type, { status: 'ACTIVE', name: ruleName, priority: 1, system: true, ...rule }, id);
  };
  policy('OKTA_SIGN_ON', 'Default Policy', '00p', people, undefined, 'Default Rule', {
    conditions: anyone,
    actions: signOn(mfa === 'required'),
    type: 'SIGN_ON',
  });
  policy(
    'PASSWORD',
    'Default Policy',
    '00p',
    { ...people, authProvider: { provider: 'ACTIVE_DIRECTORY' } },
    passwordSettings(lockAfter, passwordMinLength),
    'Default Rule',
    {
      conditions: { network: { connection: 'ANYWHERE' } },
      actions: {
        passwordChange: { access: 'ALLOW' },
        selfServicePasswordReset: { access: 'ALLOW' },
        selfServiceUnlock: { access: 'DENY' },
      },
      type: 'PASSWORD',
    },
  );
  policy('MFA_ENROLL', 'Default Policy', '00p', people, enrolSettings(), 'Default Rule', {
    conditions: { network: { connection: 'ANYWHERE' } },
    actions: { enroll: { self: 'CHALLENGE' } },
    type: 'MFA_ENROLL',
  });
  policy('ACCESS_POLICY', 'Default Policy', 'rst', null, undefined, 'Catch-all Rule', {
    conditions: null,
    actions: {
      appSignOn: {
        access: 'ALLOW',
        verificationMethod: { factorMode: '1FA', type: 'ASSURANCE', reauthenticateIn: 'PT12H', constraints: [] },
      },
    },
    type: 'ACCESS_POLICY',
  });
  policy('PROFILE_ENROLLMENT', 'Default Policy', 'rst', null, undefined, 'Catch-all Rule', {
    conditions: null,
    actions: {
      profileEnrollment: {
        access: 'DENY',
        preRegistrationInlineHooks: null,
        profileAttributes: [{ name: 'email', label: 'Email', required: true }],
        targetGroupIds: null,
        unknownUserAction: 'DENY',
        activationRequirements: { emailVerification: true },
      },
    },
    type: 'PROFILE_ENROLLMENT',
  });
  policy('IDP_DISCOVERY', 'Idp Discovery Policy', '00p', null, undefined, 'Default Rule', {
    conditions: anyone,
    actions: { idp: { providers: [{ type: 'OKTA' }], idpSelectionType: 'SPECIFIC' } },
    type: 'IDP_DISCOVERY',
  });
}

function passwordSettings(lockAfter: number, minLength: number): Json {
  return {
    password: {
      complexity: {
        minLength,
        minLowerCase: 1,
        minUpperCase: 1,
        minNumber: 1,
        minSymbol: 0,
        excludeUsername: true,
        dictionary: { common: { exclude: false } },
        excludeAttributes: [],
      },
      age: { maxAgeDays: 0, expireWarnDays: 0, minAgeMinutes: 0, historyCount: 4 },
      lockout: { maxAttempts: lockAfter, autoUnlockMinutes: 0, userLockoutNotificationChannels: [], showLockoutFailures: false },
    },
    recovery: {
      factors: {
        recovery_question: { status: 'ACTIVE', properties: { complexity: { minLength: 4 } } },
        okta_email: { status: 'ACTIVE', properties: { recoveryToken: { tokenLifetimeMinutes: 60 } } },
        okta_sms: { status: 'INACTIVE' },
        okta_call: { status: 'INACTIVE' },
      },
    },
    delegation: { options: { skipUnlock: false } },
  };
}

function enrolSettings(): Json {
  const keys = ['okta_password', 'okta_email', 'okta_verify', 'google_otp', 'phone_number', 'security_question'];
  const authenticators = keys.map(key => ({ key, enroll: { self: key === 'okta_password' ? 'REQUIRED' : 'OPTIONAL' } }));
  return { type: 'AUTHENTICATORS', authenticators };
}
