import type { Building } from '../building.ts';
import { addDocument } from './documents/resource.ts';
import { namedId } from './ids.ts';
import type { Json } from './json.ts';
import { baseAttributes } from './schemas/user-attributes.ts';

/** What every org has from the start. */
export function addDefaults(building: Building): void {
  addTypes(building);
  addPolicies(building);
  addAuthenticators(building);
  addHooks(building);
  addRest(building);
}

function adder({ world, state }: Building) {
  return (kind: string, prefix: string, name: string, body: Json, parent?: string) =>
    addDocument(
      { clock: world.clock, ids: world.ids, state },
      kind,
      prefix,
      { id: namedId(world, prefix, `${kind} ${name}`), ...body },
      parent,
    );
}

function addTypes(building: Building): void {
  const { state, seed } = building;
  const add = adder(building);
  const { userTypeId, userSchemaId, adminId } = state.org;
  add('userTypes', 'oty', 'user', {
    id: userTypeId,
    name: 'user',
    displayName: 'User',
    description: 'Okta user profile template with default permission settings',
    default: true,
    createdBy: adminId,
    lastUpdatedBy: adminId,
    schemaId: userSchemaId,
  });
  add('userSchemas', 'osc', 'user', {
    id: userTypeId,
    schemaId: userSchemaId,
    name: 'user',
    title: 'User',
    definitions: { custom: { properties: customAttributes(seed.profiles) } },
  });
  add('groupSchemas', 'osc', 'group', { id: 'default', definitions: { custom: { properties: {} } } });
}

/** A seed's people may have attributes that the base schema lacks: those are custom ones. */
function customAttributes(profiles: Record<string, Json>): Json {
  const base = baseAttributes();
  const found: Json = {};
  for (const [name, value] of Object.values(profiles).flatMap(profile => Object.entries(profile))) {
    if (Object.hasOwn(base, name)) continue;
    const type = Array.isArray(value) ? 'array' : typeof value;
    found[name] = {
      title: name,
      type,
      ...(type === 'array' ? { items: { type: 'string' } } : {}),
      scope: 'NONE',
      mutability: 'READ_WRITE',
      permissions: [{ principal: 'SELF', action: 'READ_ONLY' }],
    };
  }
  return found;
}

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

function addPolicies(building: Building): void {
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

/** Key, name, type, and whether it is on from the start. */
const authenticators: [key: string, name: string, type: string, isOn: boolean, settings?: Json][] = [
  ['okta_email', 'Email', 'email', true, { allowedFor: 'any', tokenLifetimeInMinutes: 5 }],
  ['okta_password', 'Password', 'password', true],
  ['phone_number', 'Phone', 'phone', true, { allowedFor: 'any' }],
  [
    'okta_verify',
    'Okta Verify',
    'app',
    true,
    {
      compliance: { fips: 'OPTIONAL' },
      channelBinding: { style: 'NUMBER_CHALLENGE', required: 'HIGH_RISK_ONLY' },
      userVerification: 'PREFERRED',
      appInstanceId: null,
    },
  ],
  ['google_otp', 'Google Authenticator', 'app', true],
  ['security_question', 'Security Question', 'security_question', true, { allowedFor: 'recovery' }],
  ['webauthn', 'Security Key or Biometric', 'security_key', false],
];

function addAuthenticators(building: Building): void {
  const add = adder(building);
  for (const [key, name, type, isOn, settings] of authenticators) {
    add('authenticators', 'aut', key, {
      type,
      key,
      status: isOn ? 'ACTIVE' : 'INACTIVE',
      name,
      ...(settings === undefined ? {} : { settings }),
    });
  }
}

function addHooks(building: Building): void {
  const { seed, state } = building;
  const add = adder(building);
  const channel = (uri: string, secret: string | undefined) => ({
    type: 'HTTP',
    version: '1.0.0',
    config: {
      uri,
      headers: [],
      method: 'POST',
      ...(secret === undefined ? {} : { authScheme: { type: 'HEADER', key: 'Authorization', value: secret } }),
    },
  });
  for (const { name, url, events, secret } of seed.eventHooks) {
    const items = { type: 'EVENT_TYPE', items: events, filter: null };
    add('eventHooks', 'who', name, {
      status: 'ACTIVE',
      verificationStatus: 'VERIFIED',
      name,
      description: null,
      createdBy: state.org.adminId,
      events: items,
      channel: channel(url, secret),
    });
  }
  for (const { name, type, url, secret } of seed.inlineHooks) {
    add('inlineHooks', 'cal', name, { status: 'ACTIVE', name, type, version: '1.0.0', channel: channel(url, secret) });
  }
  for (const origin of seed.trustedOrigins) {
    add('trustedOrigins', 'tos', origin, {
      status: 'ACTIVE',
      name: origin,
      origin: new URL(origin).origin,
      scopes: [{ type: 'CORS' }, { type: 'REDIRECT' }],
      createdBy: state.org.adminId,
      lastUpdatedBy: state.org.adminId,
    });
  }
}

function addRest(building: Building): void {
  const { state } = building;
  const add = adder(building);
  const zone = { type: 'IP', status: 'ACTIVE', system: true, gateways: null, proxies: null };
  add('zones', 'nzo', 'LegacyIpZone', { ...zone, name: 'LegacyIpZone', usage: 'POLICY' });
  add('zones', 'nzo', 'BlockedIpZone', { ...zone, name: 'BlockedIpZone', usage: 'BLOCKLIST' });
  add('realms', 'guo', 'Default Realm', { profile: { name: 'Default Realm' }, isDefault: true });
  const brand = add('brands', 'bnd', 'default', {
    name: state.org.companyName,
    removePoweredByOkta: false,
    customPrivacyPolicyUrl: null,
    agreeToCustomPrivacyPolicy: false,
    isDefault: true,
    defaultApp: { appInstanceId: null, appLinkName: null, classicApplicationUri: null },
  });
  add('themes', 'the', 'default', defaultTheme, brand.id);
  add('features', 'ftr', 'groups', {
    type: 'self-service',
    status: 'DISABLED',
    name: 'Import Monitoring Dashboard',
    description: 'Lets you watch imports that are in progress or were started in the last 24 hours',
    stage: { value: 'BETA', state: 'OPEN' },
  });
}

/** A theme as a new brand has it. */
export const defaultTheme: Json = {
  backgroundImage: null,
  primaryColorHex: '#1662dd',
  primaryColorContrastHex: '#000000',
  secondaryColorHex: '#ebebed',
  secondaryColorContrastHex: '#000000',
  signInPageTouchPointVariant: 'OKTA_DEFAULT',
  endUserDashboardTouchPointVariant: 'OKTA_DEFAULT',
  errorPageTouchPointVariant: 'OKTA_DEFAULT',
  emailTemplateTouchPointVariant: 'OKTA_DEFAULT',
};
