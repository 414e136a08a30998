import type { Scope } from '../../state.ts';
import type { DirectoryCall } from '../directory-call.ts';
import { newId, nextSeq } from '../ids.ts';

interface NewServer {
  id: string;
  name: string;
  description: string;
  audience: string;
  isDefault: boolean;
  /** Scopes besides the built-in ones. */
  scopes: string[];
}

/** Scopes every server has (Okta docs, Authorization Servers, reserved scopes). */
const builtIn: [name: string, displayName: string, description: string][] = [
  ['openid', 'openid', 'Signals that a request is an OpenID request.'],
  [
    'profile',
    'View your profile information.',
    'The exact data varies based on what profile information you have provided, such as: name, time zone, picture, or birthday.',
  ],
  ['email', 'View your email address.', 'This allows the app to view your email address.'],
  [
    'address',
    'View your address.',
    'This allows the app to view your address, such as: street address, city, state, and zip code.',
  ],
  ['phone', 'View your phone number.', 'This allows the app to view your phone number.'],
  ['offline_access', 'Keep you signed in to the app.', 'This keeps you signed in to the app, even when you are not using it.'],
  [
    'device_sso',
    'Keep you signed in across applications on this device.',
    'This keeps you signed in across applications on this device.',
  ],
];

/** Adds an authorization server with the scopes each one has; the default one also lets every client in. */
export function addServer(call: DirectoryCall, given: NewServer): void {
  const now = call.clock.now();
  const { id, name, description, audience, isDefault } = given;
  call.state.servers.add({
    id,
    seq: nextSeq(call),
    name,
    description,
    audiences: [audience],
    issuerMode: 'DYNAMIC',
    status: 'ACTIVE',
    rotationMode: 'AUTO',
    isDefault,
    created: now,
    lastUpdated: now,
  });
  addBuiltInScopes(call, id);
  for (const scope of given.scopes) call.state.scopes.add(scopeRow(call, id, scope, null, null, false));
  addDefaultPolicy(call, id);
}

export function addBuiltInScopes(call: DirectoryCall, serverId: string): void {
  for (const [name, displayName, description] of builtIn) {
    call.state.scopes.add(scopeRow(call, serverId, name, displayName, description, true));
  }
  call.state.claims.add({
    id: newId(call, 'ocl'),
    seq: nextSeq(call),
    serverId,
    name: 'sub',
    status: 'ACTIVE',
    claimType: 'RESOURCE',
    valueType: 'EXPRESSION',
    value: '(appuser != null) ? appuser.userName : app.clientId',
    alwaysIncludeInToken: true,
    system: true,
    scopes: [],
  });
}

function scopeRow(
  call: DirectoryCall,
  serverId: string,
  name: string,
  displayName: string | null,
  description: string | null,
  system: boolean,
): Scope {
  return {
    id: newId(call, 'scp'),
    seq: nextSeq(call),
    serverId,
    name,
    displayName,
    description,
    system,
    default: false,
    consent: 'IMPLICIT',
    metadataPublish: system ? 'ALL_CLIENTS' : 'NO_CLIENTS',
    optional: false,
  };
}

/** Without a policy a custom server issues nothing; a seed's servers let every client in, as Okta's default one does. */
function addDefaultPolicy(call: DirectoryCall, serverId: string): void {
  const now = call.clock.now();
  const times = { created: now, lastUpdated: now };
  const policyId = newId(call, '00p');
  call.state.serverPolicies.add({
    id: policyId,
    seq: nextSeq(call),
    serverId,
    name: 'Default Policy',
    description: 'Default policy description',
    status: 'ACTIVE',
    priority: 1,
    system: false,
    clients: ['ALL_CLIENTS'],
    ...times,
  });
  call.state.serverRules.add({
    id: newId(call, '0pr'),
    seq: nextSeq(call),
    policyId,
    name: 'Default Policy Rule',
    status: 'ACTIVE',
    priority: 1,
    system: false,
    conditions: {
      people: { users: { include: [], exclude: [] }, groups: { include: ['EVERYONE'], exclude: [] } },
      grantTypes: { include: defaultGrants },
      scopes: { include: ['*'] },
    },
    actions: { token: { accessTokenLifetimeMinutes: 60, refreshTokenLifetimeMinutes: 0, refreshTokenWindowMinutes: 10_080 } },
    ...times,
  });
}

const defaultGrants = [
  'implicit',
  'client_credentials',
  'password',
  'authorization_code',
  'interaction_code',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
];
