import type { Step } from '../../../testing/steps/step.ts';

const policy = (name: string) => ({
  type: 'OKTA_SIGN_ON',
  status: 'ACTIVE',
  name,
  description: 'How people come in',
  conditions: { people: { groups: { include: ['$group'] } } },
});

const rule = (name: string) => ({
  type: 'SIGN_ON',
  name,
  conditions: { network: { connection: 'ANYWHERE' }, authContext: { authType: 'ANY' } },
  actions: {
    signon: {
      access: 'ALLOW',
      requireFactor: false,
      session: { usePersistentCookie: false, maxSessionIdleMinutes: 120, maxSessionLifetimeMinutes: 0 },
    },
  },
});

/** Policies, authenticators, identity providers, hooks, sessions. */
export const policySteps: Step[] = [
  ['GET /api/v1/policies?type=OKTA_SIGN_ON'],
  ['POST /api/v1/policies', policy('Crew'), 'policy'],
  ['GET /api/v1/policies/$policy'],
  ['PUT /api/v1/policies/$policy', policy('Whole crew')],
  ['POST /api/v1/policies/$policy/rules', rule('Come in'), 'policyRule'],
  ['GET /api/v1/policies/$policy/rules'],
  ['GET /api/v1/policies/$policy/rules/$policyRule'],
  ['PUT /api/v1/policies/$policy/rules/$policyRule', rule('Come right in')],
  ['POST /api/v1/policies/$policy/rules/$policyRule/lifecycle/deactivate'],
  ['POST /api/v1/policies/$policy/rules/$policyRule/lifecycle/activate'],
  ['DELETE /api/v1/policies/$policy/rules/$policyRule'],
  ['POST /api/v1/policies/$policy/lifecycle/deactivate'],
  ['POST /api/v1/policies/$policy/lifecycle/activate'],
  ['DELETE /api/v1/policies/$policy'],
  ['GET /api/v1/authenticators', undefined, 'authenticator=0.id', 'method=0.key'],
  ['GET /api/v1/authenticators/$authenticator'],
  ['GET /api/v1/authenticators/$authenticator/methods', undefined, 'methodType=0.type'],
  ['GET /api/v1/authenticators/$authenticator/methods/$methodType'],
  ['GET /api/v1/idps'],
  ['POST /api/v1/idps', idp('Google'), 'idp'],
  ['GET /api/v1/idps/$idp'],
  ['PUT /api/v1/idps/$idp', idp('Google for all')],
  ['POST /api/v1/idps/$idp/users/$ada', { externalId: 'ext-1' }],
  ['GET /api/v1/idps/$idp/users'],
  ['GET /api/v1/idps/$idp/users/$ada'],
  ['DELETE /api/v1/idps/$idp/users/$ada'],
  ['POST /api/v1/idps/$idp/lifecycle/deactivate'],
  ['POST /api/v1/idps/$idp/lifecycle/activate'],
  ['DELETE /api/v1/idps/$idp'],
  ['POST /api/v1/eventHooks', eventHook('Ears'), 'hook'],
  ['GET /api/v1/eventHooks'],
  ['GET /api/v1/eventHooks/$hook'],
  ['PUT /api/v1/eventHooks/$hook', eventHook('Big ears')],
  ['POST /api/v1/eventHooks/$hook/lifecycle/deactivate'],
  ['POST /api/v1/eventHooks/$hook/lifecycle/activate'],
  ['POST /api/v1/eventHooks/$hook/lifecycle/deactivate'],
  ['DELETE /api/v1/eventHooks/$hook'],
  ['POST /api/v1/authn', { username: 'ada@acme.example', password: 'Correct-Horse-1' }, 'token=sessionToken'],
  ['POST /api/v1/sessions', { sessionToken: '$token' }, 'session'],
  ['GET /api/v1/sessions/$session'],
  ['POST /api/v1/sessions/$session/lifecycle/refresh'],
  ['DELETE /api/v1/sessions/$session'],
];

function eventHook(name: string): unknown {
  return {
    name,
    events: { type: 'EVENT_TYPE', items: ['user.lifecycle.create'] },
    channel: {
      type: 'HTTP',
      version: '1.0.0',
      config: {
        uri: 'https://ears.example/hook',
        headers: [],
        authScheme: { type: 'HEADER', key: 'authorization', value: 'secret' },
      },
    },
  };
}

function idp(name: string): unknown {
  return {
    type: 'GOOGLE',
    name,
    protocol: {
      type: 'OIDC',
      scopes: ['profile', 'email', 'openid'],
      credentials: { client: { client_id: 'google', client_secret: 'google-secret' } },
    },
    policy: {
      provisioning: {
        action: 'AUTO',
        profileMaster: true,
        groups: { action: 'NONE' },
        conditions: { deprovisioned: { action: 'NONE' }, suspended: { action: 'NONE' } },
      },
      accountLink: { filter: null, action: 'AUTO' },
      subject: { userNameTemplate: { template: 'idpuser.email' }, filter: null, matchType: 'USERNAME', matchAttribute: null },
      maxClockSkew: 0,
    },
  };
}
