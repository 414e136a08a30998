import type { Step } from '../../../testing/steps/step.ts';

const root = '/api/v1/authorizationServers';

/** Authorization servers with scopes, claims and policies. */
export const serverSteps: Step[] = [
  [`POST ${root}`, { name: 'Second', description: 'Another', audiences: ['api://second'] }, 'server'],
  [`GET ${root}`],
  [`GET ${root}/$server`],
  [`PUT ${root}/$server`, { name: 'Second', description: 'One more', audiences: ['api://second'] }],
  [`POST ${root}/$server/lifecycle/deactivate`],
  [`POST ${root}/$server/lifecycle/activate`],
  [`GET ${root}/$server/credentials/keys`, undefined, 'key=0.kid'],
  [`GET ${root}/$server/credentials/keys/$key`],
  [`POST ${root}/$server/credentials/lifecycle/keyRotate`, { use: 'sig' }],
  [`POST ${root}/$server/scopes`, { name: 'read', description: 'Reads', consent: 'IMPLICIT' }, 'scope'],
  [`GET ${root}/$server/scopes`],
  [`GET ${root}/$server/scopes/$scope`],
  [`PUT ${root}/$server/scopes/$scope`, { name: 'read', description: 'Reads all', consent: 'IMPLICIT' }],
  [
    `POST ${root}/$server/claims`,
    { name: 'place', claimType: 'RESOURCE', valueType: 'EXPRESSION', value: 'user.login', status: 'ACTIVE' },
    'claim',
  ],
  [`GET ${root}/$server/claims`],
  [`GET ${root}/$server/claims/$claim`],
  [
    `PUT ${root}/$server/claims/$claim`,
    { name: 'place', claimType: 'RESOURCE', valueType: 'EXPRESSION', value: 'user.email', status: 'ACTIVE' },
  ],
  [
    `POST ${root}/$server/policies`,
    {
      type: 'OAUTH_AUTHORIZATION_POLICY',
      name: 'Desk',
      description: 'For the desk',
      priority: 1,
      conditions: { clients: { include: ['ALL_CLIENTS'] } },
    },
    'policy',
  ],
  [`GET ${root}/$server/policies`],
  [`GET ${root}/$server/policies/$policy`],
  [
    `PUT ${root}/$server/policies/$policy`,
    {
      type: 'OAUTH_AUTHORIZATION_POLICY',
      name: 'Desks',
      description: 'For all desks',
      priority: 1,
      conditions: { clients: { include: ['ALL_CLIENTS'] } },
    },
  ],
  [`POST ${root}/$server/policies/$policy/rules`, rule('Everyone'), 'rule'],
  [`GET ${root}/$server/policies/$policy/rules`],
  [`GET ${root}/$server/policies/$policy/rules/$rule`],
  [`PUT ${root}/$server/policies/$policy/rules/$rule`, rule('All')],
  [`POST ${root}/$server/policies/$policy/rules/$rule/lifecycle/deactivate`],
  [`POST ${root}/$server/policies/$policy/rules/$rule/lifecycle/activate`],
  [`DELETE ${root}/$server/policies/$policy/rules/$rule`],
  [`POST ${root}/$server/policies/$policy/lifecycle/deactivate`],
  [`POST ${root}/$server/policies/$policy/lifecycle/activate`],
  [`DELETE ${root}/$server/policies/$policy`],
  [`DELETE ${root}/$server/claims/$claim`],
  [`DELETE ${root}/$server/scopes/$scope`],
  [`GET ${root}/$server/clients`],
  [`DELETE ${root}/$server`],
];

function rule(name: string): unknown {
  return {
    type: 'RESOURCE_ACCESS',
    name,
    priority: 1,
    conditions: {
      people: { groups: { include: ['EVERYONE'] } },
      grantTypes: { include: ['authorization_code'] },
      scopes: { include: ['*'] },
    },
    actions: { token: { accessTokenLifetimeMinutes: 60, refreshTokenLifetimeMinutes: 0, refreshTokenWindowMinutes: 10_080 } },
  };
}
