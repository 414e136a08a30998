/** What the checks send as their API token. */
export const apiToken = '00conformance-token-of-ada';
/** A token that was issued and has run out. */
export const expiredToken = '00conformance-token-expired';

export const passwords = { ada: 'Correct-Horse-1', ben: 'Correct-Horse-2', dan: 'Correct-Horse-4', zoe: 'Correct-Horse-5' };

export const clients = {
  desk: { id: '0oaconformdesk0001', secret: 'desk-client-secret-0123456789' },
  mobile: { id: '0oaconformmobile01' },
  job: { id: '0oaconformjob00001', secret: 'job-client-secret-0123456789' },
  auditor: { id: '0oaconformaudit001' },
  kiosk: { id: '0oaconformkiosk001' },
};

/** The key of the client that signs its own assertions. */
export const auditorKeys = await makeKeys('auditor-1');

async function makeKeys(kid: string): Promise<{ kid: string; privateKey: CryptoKey; privateJwk: JsonWebKey; publicJwk: object }> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  };
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { kty, n, e } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const privateJwk = { ...(await crypto.subtle.exportKey('jwk', pair.privateKey)), kid };
  return { kid, privateKey: pair.privateKey, privateJwk, publicJwk: { kty, n, e, kid, use: 'sig', alg: 'RS256' } };
}

const people = [
  { id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example', password: passwords.ada, title: 'Support lead' },
  { id: 'ben', name: 'Ben Okafor', email: 'ben@acme.example', password: passwords.ben },
  { id: 'cleo', name: 'Cleo Martin', email: 'cleo@acme.example', status: 'staged' },
  { id: 'dan', name: 'Dan Novak', email: 'dan@acme.example', password: passwords.dan, status: 'suspended' },
  { id: 'zoe', name: 'Zoe Lind', email: 'zoe@acme.example', password: passwords.zoe, status: 'deactivated' },
];

/** The clients of the checks: one of each kind. */
const apps = (productUrl: string) => [
  {
    label: 'Help desk',
    clientId: clients.desk.id,
    clientSecret: clients.desk.secret,
    redirectUris: [`${productUrl}/callback`],
    postLogoutRedirectUris: [`${productUrl}/bye`],
    grantTypes: ['authorization_code', 'refresh_token', 'password'],
  },
  {
    label: 'Mobile',
    clientId: clients.mobile.id,
    redirectUris: [`${productUrl}/mobile`],
    grantTypes: ['authorization_code', 'refresh_token', 'interaction_code'],
    assigned: ['ada'],
  },
  { label: 'Night job', clientId: clients.job.id, clientSecret: clients.job.secret, grantTypes: ['client_credentials'] },
  {
    label: 'Auditor',
    clientId: clients.auditor.id,
    authMethod: 'private_key_jwt',
    grantTypes: ['client_credentials'],
    jwks: { keys: [auditorKeys.publicJwk] },
    grants: ['okta.users.read'],
  },
  { label: 'Kiosk', clientId: clients.kiosk.id, type: 'native', grantTypes: ['urn:ietf:params:oauth:grant-type:device_code'] },
];

/** The org of all checks; `okta` adds to its Okta part. */
export function seedOf(okta: (productUrl: string) => Record<string, unknown> = () => ({})): (productUrl: string) => unknown {
  return productUrl => ({
    clock: '2026-03-02T09:00:00Z',
    people,
    okta: {
      apps: apps(productUrl),
      apiTokens: [apiToken, { token: expiredToken, name: 'old', expires: '2026-01-01T00:00:00Z' }],
      groups: [{ name: 'Support', members: ['ada'] }, { name: 'Sales' }],
      authorizationServers: [{ id: 'desk', name: 'Desk', audience: 'api://desk', scopes: ['tickets:read', 'tickets:write'] }],
      ...okta(productUrl),
    },
  });
}

export const seed = seedOf();
