import * as oidc from 'openid-client';
import { type Bench, type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { call, sdk } from '../clients.ts';
import { clients, seed, seedOf } from '../seed.ts';
import { discover, signedIn } from '../sign-in-by-token.ts';
import { verifierFor } from './tokens.ts';

/** Authorization servers as an administrator makes them, and what that changes in tokens. */
export const serverChecks: Check[] = [
  {
    id: 'server-without-policy',
    title: 'a server just created gives nobody a token until a policy lets it',
    label: 'docs',
    seed,
    run: async bench => {
      const id = await createServer(bench);
      await addScope(bench, id, 'orders:read');
      const config = await discover(bench, `/oauth2/${id}`, clients.job);
      same(config.serverMetadata().issuer, `${bench.url}/oauth2/${id}`, 'issuer');
      const grant = () => oidc.clientCredentialsGrant(config, { scope: 'orders:read' });
      const error = await failure(grant);
      same(error.error, 'access_denied', 'error');
      demand(
        String(error.error_description).startsWith('Policy evaluation failed for this request'),
        String(error.error_description),
      );
      await addPolicy(bench, id, 30);
      const tokens = await grant();
      same([tokens.expires_in, tokens.scope], [1800, 'orders:read'], 'life and scope');
      await verifierFor(`${bench.url}/oauth2/${id}`).verifyAccessToken(tokens.access_token, 'api://orders');
    },
  },
  {
    id: 'custom-claim',
    title: 'a claim added to a server stands in its access tokens',
    label: 'docs',
    seed,
    run: async bench => {
      await sdk(bench).authorizationServerApi.createOAuth2Claim({
        authServerId: 'default',
        oAuth2Claim: {
          name: 'job',
          status: 'ACTIVE',
          claimType: 'RESOURCE',
          valueType: 'EXPRESSION',
          value: 'user.title',
          alwaysIncludeInToken: true,
          conditions: { scopes: [] },
        },
      });
      const { tokens } = await signedIn(bench);
      const { claims } = await verifierFor(`${bench.url}/oauth2/default`).verifyAccessToken(tokens.access_token, 'api://default');
      same(claims.job, 'Support lead', 'job');
      same(tokens.claims()?.job, undefined, 'job in the ID token');
    },
  },
  {
    id: 'groups-claim',
    title: 'a groups claim lists the groups its filter lets through',
    label: 'docs',
    seed,
    run: async bench => {
      await sdk(bench).authorizationServerApi.createOAuth2Claim({
        authServerId: 'default',
        oAuth2Claim: {
          name: 'groups',
          status: 'ACTIVE',
          claimType: 'IDENTITY',
          valueType: 'GROUPS',
          value: 'Sup',
          group_filter_type: 'STARTS_WITH',
          alwaysIncludeInToken: true,
          conditions: { scopes: [] },
        },
      });
      const { tokens } = await signedIn(bench);
      same(tokens.claims()?.groups, ['Support'], 'groups');
    },
  },
  {
    id: 'scope-taken',
    title: 'a scope that is there already is refused, and a new one shows in discovery',
    label: 'docs',
    seed,
    run: async bench => {
      await addScope(bench, 'default', 'rockets:launch');
      const config = await discover(bench, '/oauth2/default', clients.desk);
      demand(config.serverMetadata().scopes_supported?.includes('rockets:launch') === true, 'discovery does not list the scope');
      const { status, body } = await call(bench, 'POST', '/api/v1/authorizationServers/default/scopes', {
        name: 'rockets:launch',
      });
      same([status, body.errorCode], [400, 'E0000001'], 'status and code');
    },
  },
  {
    id: 'keys-rotated',
    title: 'after a rotation new tokens have a new key, and old tokens still verify',
    label: 'docs',
    seed,
    run: async bench => {
      const before = await signedIn(bench);
      const kids = async () =>
        (await call(bench, 'GET', '/oauth2/default/v1/keys')).body.keys as unknown as { kid: string; kty: string; d?: string }[];
      const old = kidOf(before.tokens.access_token);
      demand(
        (await kids()).some(key => key.kid === old && key.kty === 'RSA' && key.d === undefined),
        'the key is not published',
      );
      const rotated = await call(bench, 'POST', '/api/v1/authorizationServers/default/credentials/lifecycle/keyRotate', {
        use: 'sig',
      });
      same(rotated.status, 200, 'status of the rotation');
      const after = await signedIn(bench);
      demand(kidOf(after.tokens.access_token) !== old, 'new tokens have the old key');
      const verifier = verifierFor(`${bench.url}/oauth2/default`);
      for (const { tokens } of [before, after]) await verifier.verifyAccessToken(tokens.access_token, 'api://default');
    },
  },
  {
    id: 'cross-origin',
    title: 'a trusted origin may call with cookies from a browser, another may not',
    label: 'docs',
    seed: seedOf(() => ({ trustedOrigins: ['https://portal.acme.example'] })),
    run: async bench => {
      const allowed = async (origin: string) => {
        const { headers } = await call(bench, 'GET', '/api/v1/users/me', undefined, { origin });
        return [headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')];
      };
      same(await allowed('https://portal.acme.example'), ['https://portal.acme.example', 'true'], 'a trusted origin');
      same(await allowed('https://evil.example'), [null, null], 'another origin');
    },
  },
];

async function createServer(bench: Bench): Promise<string> {
  const body = { name: 'Orders', description: 'Orders', audiences: ['api://orders'] };
  const { status, body: made } = await call(bench, 'POST', '/api/v1/authorizationServers', body);
  demand(status === 201 || status === 200, `status ${status}`);
  same([made.status, made.audiences], ['ACTIVE', ['api://orders']], 'a new server');
  return String(made.id);
}

async function addScope(bench: Bench, server: string, name: string): Promise<void> {
  const { body } = await call(bench, 'POST', `/api/v1/authorizationServers/${server}/scopes`, {
    name,
    metadataPublish: 'ALL_CLIENTS',
  });
  same(body.name, name, 'name of the scope');
}

async function addPolicy(bench: Bench, server: string, minutes: number): Promise<void> {
  const path = `/api/v1/authorizationServers/${server}/policies`;
  const policy = await call(bench, 'POST', path, {
    type: 'OAUTH_AUTHORIZATION_POLICY',
    status: 'ACTIVE',
    name: 'All',
    description: 'All',
    priority: 1,
    conditions: { clients: { include: ['ALL_CLIENTS'] } },
  });
  const rule = await call(bench, 'POST', `${path}/${policy.body.id}/rules`, {
    type: 'RESOURCE_ACCESS',
    name: 'All',
    status: 'ACTIVE',
    priority: 1,
    conditions: {
      people: { groups: { include: ['EVERYONE'] } },
      grantTypes: { include: ['client_credentials'] },
      scopes: { include: ['*'] },
    },
    actions: { token: { accessTokenLifetimeMinutes: minutes, refreshTokenLifetimeMinutes: 0, refreshTokenWindowMinutes: 10080 } },
  });
  same(rule.body.name, 'All', `the rule: ${rule.text.slice(0, 200)}`);
}

function kidOf(token: string): string {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
}
