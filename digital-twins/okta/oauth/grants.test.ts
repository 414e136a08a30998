import jwtVerifier from '@okta/jwt-verifier';
import { type CryptoKey, exportJWK, generateKeyPair } from 'jose';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProduct } from '../../testing/product.ts';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';

const redirectUri = 'http://product.localhost/callback';
const password = 'Correct-Horse-1';

describe('the grants of the Okta twin, with openid-client and jwt-verifier', () => {
  let twins: TwinsProcess;
  let origin: string;
  let namespace: string;
  let count = 0;
  let keys: { privateKey: CryptoKey; publicKey: CryptoKey };

  beforeAll(async () => {
    twins = await startTwins();
    keys = await generateKeyPair('RS256', { extractable: true });
  });
  afterAll(() => twins.stop());

  const app = (label: string, more: Record<string, unknown>) => ({
    label,
    clientId: `0oa${label}`,
    redirectUris: [redirectUri],
    ...more,
  });
  const device = 'urn:ietf:params:oauth:grant-type:device_code';

  const fresh = async (more: Record<string, unknown>[] = []) => {
    count += 1;
    namespace = `J-1.1/okta-grants/base/${count}`;
    const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] };
    const seeds = {
      people: [{ id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example', password }],
      okta: {
        groups: [{ name: 'Support', members: ['ada'] }],
        apiTokens: ['00seed-okta-api-token'],
        authorizationServers: [{ id: 'orders', name: 'Orders', audience: 'api://orders', scopes: ['orders.read'] }],
        apps: [
          app('web', {
            clientSecret: 'web-secret-0000000000000000000000000000',
            grantTypes: ['authorization_code', 'refresh_token', 'implicit', 'password'],
          }),
          app('service', { grantTypes: ['client_credentials'], jwks, grants: ['okta.users.read'] }),
          app('robot', { clientSecret: 'robot-secret-00000000000000000000000000', grantTypes: ['client_credentials'] }),
          app('signer', {
            clientSecret: 'signer-secret-000000000000000000000000000',
            authMethod: 'client_secret_jwt',
            grantTypes: ['client_credentials'],
          }),
          app('tv', { grantTypes: [device, 'refresh_token'] }),
          ...more,
        ],
      },
    };
    const made = await twins.admin('PUT', at(namespace), { seeds });
    expect(made.status).toBeLessThan(300);
    origin = await twins.forward(namespace, 'okta');
  };
  const discover = (server: string, label: string, auth: oidc.ClientAuth) =>
    oidc.discovery(new URL(`${origin}${server}`), `0oa${label}`, {}, auth, { execute: [oidc.allowInsecureRequests] });
  const manage = (method: string, path: string, body: unknown) =>
    fetch(`${origin}${path}`, {
      method,
      headers: { authorization: 'SSWS 00seed-okta-api-token', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const web = (server = '/oauth2/default') =>
    discover(server, 'web', oidc.ClientSecretBasic('web-secret-0000000000000000000000000000'));
  const robot = (server: string) => discover(server, 'robot', oidc.ClientSecretPost('robot-secret-00000000000000000000000000'));

  /** Signs ada in and gives what the browser was sent back with. */
  const authorize = async (config: oidc.Configuration, more: Record<string, string> = {}) => {
    const verifier = oidc.randomPKCECodeVerifier();
    const code_challenge = await oidc.calculatePKCECodeChallenge(verifier);
    const asked = {
      redirect_uri: redirectUri,
      scope: 'openid offline_access',
      state: 's',
      code_challenge,
      code_challenge_method: 'S256',
      ...more,
    };
    const page = await (await fetch(oidc.buildAuthorizationUrl(config, asked), { redirect: 'manual' })).text();
    const stateToken = /name="stateToken" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const body = new URLSearchParams({ stateToken, username: 'ada@acme.example', password });
    const answer = await fetch(`${origin}/signin`, { method: 'POST', body, redirect: 'manual' });
    return { answer, verifier, url: new URL(answer.headers.get('location') ?? 'http://none.invalid') };
  };
  const redeem = (config: oidc.Configuration, { verifier, url }: { verifier: string; url: URL }) =>
    oidc.authorizationCodeGrant(config, url, { pkceCodeVerifier: verifier, expectedState: 's', idTokenExpected: true });

  it('gives an access token that Okta’s verifier accepts for its audience only', async () => {
    await fresh();
    const config = await web();
    const tokens = await redeem(config, await authorize(config));
    const verifier = new jwtVerifier({
      issuer: `${origin}/oauth2/default`,
      clientId: '0oaweb',
      testing: { disableHttpsCheck: true },
    });
    const { claims } = await verifier.verifyAccessToken(tokens.access_token, 'api://default');
    expect(claims).toMatchObject({ cid: '0oaweb', sub: 'ada@acme.example', scp: ['openid', 'offline_access'], ver: 1 });
    await expect(verifier.verifyAccessToken(tokens.access_token, 'api://other')).rejects.toThrow('audience');
    await expect(verifier.verifyAccessToken(`${tokens.access_token}x`, 'api://default')).rejects.toThrow();
    const { claims: id } = await verifier.verifyIdToken(tokens.id_token ?? '', '0oaweb');
    expect(id).toMatchObject({ amr: ['pwd'], ver: 1, at_hash: expect.any(String) });
  });

  it('takes back what a code gave when the code comes again', async () => {
    await fresh();
    const config = await web();
    const attempt = await authorize(config);
    const tokens = await redeem(config, attempt);
    expect(await oidc.tokenIntrospection(config, tokens.access_token)).toMatchObject({ active: true, client_id: '0oaweb' });
    await expect(redeem(config, attempt)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect(await oidc.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false });
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('lets a service in by its key, once per assertion, for the scopes it was granted', async () => {
    await fresh();
    const config = await discover('', 'service', oidc.PrivateKeyJwt({ key: keys.privateKey, kid: 'k1' }));
    const tokens = await oidc.clientCredentialsGrant(config, { scope: 'okta.users.read' });
    const users = await fetch(`${origin}/api/v1/users`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    expect(users.status).toBe(200);
    const groups = await fetch(`${origin}/api/v1/groups`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    expect(groups.status).toBe(403);
    expect(groups.headers.get('www-authenticate')).toContain('insufficient_scope');
    await expect(oidc.clientCredentialsGrant(config, { scope: 'okta.apps.read' })).rejects.toMatchObject({
      error: 'consent_required',
    });
    const other = await generateKeyPair('RS256');
    const wrong = await discover('', 'service', oidc.PrivateKeyJwt({ key: other.privateKey, kid: 'k1' }));
    await expect(oidc.clientCredentialsGrant(wrong, { scope: 'okta.users.read' })).rejects.toMatchObject({
      error: 'invalid_client',
    });
    let assertion = '';
    const kept: oidc.ClientAuth = (as, client, body, headers) => {
      if (assertion !== '') body.set('client_assertion', assertion);
      body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
      return assertion === '' ? oidc.PrivateKeyJwt({ key: keys.privateKey, kid: 'k1' })(as, client, body, headers) : undefined;
    };
    const first = await discover('', 'service', async (as, client, body, headers) => {
      await kept(as, client, body, headers);
      assertion = body.get('client_assertion') ?? '';
    });
    await oidc.clientCredentialsGrant(first, { scope: 'okta.users.read' });
    await expect(oidc.clientCredentialsGrant(first, { scope: 'okta.users.read' })).rejects.toMatchObject({
      error_description: 'The client_assertion token has already been used.',
    });
  });

  it('reads the keys of a client from its jwks_uri', async () => {
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1' };
    const product = await startProduct(() => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ keys: [jwk] }),
    }));
    await fresh([
      app('remote', { grantTypes: ['client_credentials'], jwksUri: `${product.url}/keys`, authMethod: 'private_key_jwt' }),
    ]);
    await twins.letOut(namespace);
    const config = await discover('/oauth2/orders', 'remote', oidc.PrivateKeyJwt({ key: keys.privateKey, kid: 'k1' }));
    expect(await oidc.clientCredentialsGrant(config, { scope: 'orders.read' })).toMatchObject({ scope: 'orders.read' });
    expect(product.heard[0]?.path).toBe('/keys');
    await product.close();
  });

  it('lets services in by secret and by signed secret, at custom servers only', async () => {
    await fresh();
    const config = await robot('/oauth2/orders');
    expect(await oidc.clientCredentialsGrant(config, { scope: 'orders.read' })).toMatchObject({
      token_type: 'bearer',
      expires_in: 3600,
    });
    await expect(oidc.clientCredentialsGrant(config, { scope: 'openid' })).rejects.toMatchObject({ error: 'invalid_scope' });
    await expect(oidc.clientCredentialsGrant(await robot(''), { scope: 'okta.users.read' })).rejects.toMatchObject({
      error: 'invalid_client',
    });
    const signed = await discover('/oauth2/orders', 'signer', oidc.ClientSecretJwt('signer-secret-000000000000000000000000000'));
    expect(await oidc.clientCredentialsGrant(signed, { scope: 'orders.read' })).toHaveProperty('access_token');
    await expect(oidc.authorizationCodeGrant(config, new URL(`${redirectUri}?code=x`))).rejects.toMatchObject({
      error: 'unauthorized_client',
      error_description:
        'The client is not authorized to use the provided grant type. Configured grant types: [client_credentials].',
    });
  });

  it('lets a device in when its person says so', async () => {
    await fresh();
    const config = await discover('/oauth2/default', 'tv', oidc.None());
    const begun = await oidc.initiateDeviceAuthorization(config, { scope: 'openid offline_access' });
    const poll = () => oidc.genericGrantRequest(config, device, { device_code: begun.device_code });
    await expect(poll()).rejects.toMatchObject({ error: 'authorization_pending' });
    await expect(poll()).rejects.toMatchObject({ error: 'slow_down' });
    const page = await (await fetch(begun.verification_uri_complete ?? '')).text();
    const stateToken = /name="stateToken" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const form = (fields: Record<string, string>) =>
      ({ method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' }) as const;
    const signedIn = await fetch(`${origin}/signin`, form({ stateToken, username: 'ada', password }));
    expect(signedIn.headers.get('location')).toContain(`/activate?user_code=${begun.user_code}`);
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const allowed = await fetch(`${origin}/activate`, {
      ...form({ user_code: begun.user_code, answer: 'allow' }),
      headers: { cookie },
    });
    expect(await allowed.text()).toContain('Device activated');
    expect(await poll()).toHaveProperty('refresh_token');
    await expect(poll()).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('takes pushed requests, and answers in each mode', async () => {
    await fresh();
    const config = await web();
    const url = await oidc.buildAuthorizationUrlWithPAR(config, {
      redirect_uri: redirectUri,
      scope: 'openid',
      state: 's',
      prompt: 'none',
    });
    expect(url.searchParams.get('request_uri')).toMatch(/^urn:okta:/);
    const silent = await fetch(url, { redirect: 'manual' });
    expect(silent.headers.get('location')).toContain('error=login_required');
    const implicit = await authorize(config, { response_type: 'id_token token', nonce: 'n' });
    const fragment = new URLSearchParams(implicit.url.hash.slice(1));
    expect([...fragment.keys()].sort()).toEqual(['access_token', 'expires_in', 'id_token', 'scope', 'state', 'token_type']);
    const posted = await (await authorize(config, { response_mode: 'form_post' })).answer.text();
    expect(posted).toContain('name="code"');
    const messaged = await (await authorize(config, { response_mode: 'okta_post_message' })).answer.text();
    expect(messaged).toContain('postMessage({"state":"s","code":');
  });

  it.each([
    [{ response_type: 'magic' }, 'unsupported_response_type'],
    [{ response_mode: 'pigeon' }, 'unsupported_response_mode'],
    [{ scope: 'openid nonsense' }, 'invalid_scope'],
    [{ scope: 'profile' }, 'invalid_scope'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ response_type: 'id_token' }, 'invalid_request'],
  ])('tells the client what is wrong with %o', async (wrong, error) => {
    await fresh();
    const { url } = await authorize(await web(), wrong);
    const config = await web();
    const asked = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid',
      state: 's',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
      ...wrong,
    } as Record<string, string>);
    const location = (await fetch(asked, { redirect: 'manual' })).headers.get('location') ?? '';
    expect(`${location}${url.hash}`).toContain(`error=${error}`);
  });

  it('puts claims into tokens, and refuses what no policy allows', async () => {
    await fresh();
    const claims = '/api/v1/authorizationServers/default/claims';
    const always = { status: 'ACTIVE', alwaysIncludeInToken: true, conditions: { scopes: [] } };
    await manage('POST', claims, {
      ...always,
      name: 'groups',
      claimType: 'RESOURCE',
      valueType: 'GROUPS',
      value: 'Sup',
      group_filter_type: 'STARTS_WITH',
    });
    await manage('POST', claims, {
      ...always,
      name: 'mail',
      claimType: 'RESOURCE',
      valueType: 'EXPRESSION',
      value: 'String.toUpperCase(user.email)',
    });
    const config = await web();
    const tokens = await redeem(config, await authorize(config));
    const payload = JSON.parse(Buffer.from(tokens.access_token.split('.')[1] ?? '', 'base64url').toString());
    expect(payload).toMatchObject({ groups: ['Support'], mail: 'ADA@ACME.EXAMPLE' });
    const policies = await (
      await fetch(`${origin}/api/v1/authorizationServers/default/policies`, {
        headers: { authorization: 'SSWS 00seed-okta-api-token' },
      })
    ).json();
    await fetch(`${origin}/api/v1/authorizationServers/default/policies/${policies[0].id}/lifecycle/deactivate`, {
      method: 'POST',
      headers: { authorization: 'SSWS 00seed-okta-api-token' },
    });
    await expect(
      oidc.genericGrantRequest(config, 'password', { username: 'ada', password, scope: 'openid' }),
    ).rejects.toMatchObject({ error: 'access_denied' });
  });

  it('keeps old keys published when they rotate', async () => {
    await fresh();
    const config = await web();
    const before = await redeem(config, await authorize(config));
    const kids = async () =>
      ((await (await fetch(`${origin}/oauth2/default/v1/keys`)).json()) as { keys: { kid: string }[] }).keys.map(key => key.kid);
    const old = await kids();
    await manage('POST', '/api/v1/authorizationServers/default/credentials/lifecycle/keyRotate', { use: 'sig' });
    const now = await kids();
    expect(now).toEqual(expect.arrayContaining(old));
    const after = await redeem(await web(), await authorize(await web()));
    const kidOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
    expect(kidOf(after.access_token)).not.toBe(kidOf(before.access_token));
    const verifier = new jwtVerifier({ issuer: `${origin}/oauth2/default`, testing: { disableHttpsCheck: true } });
    await verifier.verifyAccessToken(before.access_token, 'api://default');
    await verifier.verifyAccessToken(after.access_token, 'api://default');
  });
});
