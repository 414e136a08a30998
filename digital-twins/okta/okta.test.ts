import * as oidc from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleSeed } from '../testing/example-seed.ts';
import { at, startTwins, type TwinsProcess } from '../testing/twins-process.ts';

const namespace = 'J-1.1/okta/base/1';
const callback = 'http://product.localhost/auth/callback';
const ada = { username: 'ada@acme.example', password: 'Correct-Horse-1' };

describe('the Okta twin, with openid-client', () => {
  let twins: TwinsProcess;
  let origin: string;

  beforeAll(async () => {
    twins = await startTwins();
  });
  afterAll(() => twins.stop());

  const fresh = async () => {
    await twins.admin('PUT', `${at(namespace)}?fresh=1`, { seeds: exampleSeed });
    origin = await twins.forward(namespace, 'okta');
  };
  const discover = (issuer: string, clientId = '0oahelpdesk0000001', secret: string | null = 'helpdesk-client-secret') =>
    oidc.discovery(new URL(issuer), clientId, secret ?? {}, secret === null ? oidc.None() : undefined, {
      execute: [oidc.allowInsecureRequests],
    });

  interface Attempt {
    verifier: string;
    state: string;
    nonce: string;
    url: URL;
  }

  const begin = async (
    config: oidc.Configuration,
    redirect_uri = callback,
    extra: Record<string, string> = {},
  ): Promise<Attempt> => {
    const verifier = oidc.randomPKCECodeVerifier();
    const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
    const code_challenge = await oidc.calculatePKCECodeChallenge(verifier);
    const asked = {
      redirect_uri,
      scope: 'openid profile email offline_access',
      state,
      nonce,
      code_challenge,
      code_challenge_method: 'S256',
    };
    return { verifier, state, nonce, url: oidc.buildAuthorizationUrl(config, { ...asked, ...extra }) };
  };

  /** Opens the sign-in page and posts its form, as a browser would; the answer is not followed. */
  const signIn = async (url: URL, person: { username: string; password: string }) => {
    const page = await (await fetch(url, { redirect: 'manual' })).text();
    const stateToken = /name="stateToken" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const body = new URLSearchParams({ stateToken, ...person });
    return fetch(`${origin}/signin`, { method: 'POST', body, redirect: 'manual' });
  };

  const finish = (config: oidc.Configuration, { verifier, state, nonce }: Attempt, location: string | null) =>
    oidc.authorizationCodeGrant(config, new URL(location ?? ''), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });

  it.each(['', '/oauth2/default'])('signs a person in with code and PKCE at the server "%s"', async server => {
    await fresh();
    const config = await discover(`${origin}${server}`);
    expect(config.serverMetadata()).toMatchObject({ issuer: `${origin}${server}`, code_challenge_methods_supported: ['S256'] });
    const attempt = await begin(config);
    const answer = await signIn(attempt.url, ada);
    const tokens = await finish(config, attempt, answer.headers.get('location'));
    const claims = tokens.claims();
    expect(claims).toMatchObject({ name: 'Ada Moreno', email: 'ada@acme.example', aud: '0oahelpdesk0000001' });
    const info = await oidc.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '');
    expect(info).toMatchObject({ preferred_username: 'ada@acme.example', given_name: 'Ada' });
    expect(await oidc.tokenIntrospection(config, tokens.access_token)).toMatchObject({
      active: true,
      username: 'ada@acme.example',
    });
    const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(refreshed.access_token).not.toBe(tokens.access_token);
  });

  it('goes on without a sign-in page while the session lasts, and ends it at sign-out', async () => {
    await fresh();
    const config = await discover(`${origin}/oauth2/default`);
    const first = await begin(config);
    const answer = await signIn(first.url, ada);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const tokens = await finish(config, first, answer.headers.get('location'));
    const again = await fetch((await begin(config)).url, { headers: { cookie }, redirect: 'manual' });
    expect(again.headers.get('location')).toContain('code=');
    const out = oidc.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'http://product.localhost/',
      state: 's1',
    });
    const left = await fetch(out, { headers: { cookie }, redirect: 'manual' });
    expect(left.headers.get('location')).toBe('http://product.localhost/?state=s1');
    const silent = await fetch((await begin(config, callback, { prompt: 'none' })).url, {
      headers: { cookie },
      redirect: 'manual',
    });
    expect(silent.headers.get('location')).toContain('error=login_required');
  });

  it('refuses a wrong password, and locks after ten', async () => {
    await fresh();
    const config = await discover(origin);
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      const page = await (await signIn((await begin(config)).url, { ...ada, password: 'wrong' })).text();
      expect(page).toContain('Unable to sign in');
    }
    const locked = await signIn((await begin(config)).url, ada);
    expect(locked.headers.get('location')).toBeNull();
  });

  it('lets a deactivated user neither sign in nor go on', async () => {
    await fresh();
    const config = await discover(origin);
    const attempt = await begin(config);
    const answer = await signIn(attempt.url, ada);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const tokens = await finish(config, attempt, answer.headers.get('location'));
    const headers = { authorization: 'SSWS 00seed-okta-api-token' };
    const done = await fetch(`${origin}/api/v1/users/ada@acme.example/lifecycle/deactivate`, { method: 'POST', headers });
    expect(done.status).toBe(200);
    expect((await signIn((await begin(config)).url, ada)).headers.get('location')).toBeNull();
    const page = await (await fetch((await begin(config)).url, { headers: { cookie }, redirect: 'manual' })).text();
    expect(page).toContain('Sign In');
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')).rejects.toThrow();
    const zoe = { username: 'zoe@acme.example', password: 'Correct-Horse-3' };
    expect((await signIn((await begin(config)).url, zoe)).headers.get('location')).toBeNull();
  });

  it('takes a code once, with its own verifier and client only', async () => {
    await fresh();
    const config = await discover(origin);
    const attempt = await begin(config);
    const location = (await signIn(attempt.url, ada)).headers.get('location');
    await finish(config, attempt, location);
    await expect(finish(config, attempt, location)).rejects.toMatchObject({ error: 'invalid_grant' });
    const second = await begin(config);
    const code = (await signIn(second.url, ada)).headers.get('location');
    const wrong = { ...second, verifier: oidc.randomPKCECodeVerifier() };
    await expect(finish(config, wrong, code)).rejects.toMatchObject({
      error: 'invalid_grant',
      error_description: 'PKCE verification failed.',
    });
    const impostor = await discover(origin, '0oahelpdesk0000001', 'not-the-secret');
    const third = await begin(impostor);
    const given = (await signIn(third.url, ada)).headers.get('location');
    await expect(finish(impostor, third, given)).rejects.toMatchObject({ error: 'invalid_client', status: 401 });
  });

  it('shows an error instead of sending the browser to an address it does not know', async () => {
    await fresh();
    const config = await discover(origin);
    const answer = await fetch((await begin(config, 'http://evil.example/')).url, { redirect: 'manual' });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  });

  it('rotates the refresh tokens of a public client, and revokes the family when one is used twice', async () => {
    await fresh();
    const config = await discover(origin, '0oamobile000000001', null);
    const attempt = await begin(config, 'http://product.localhost/mobile');
    const location = (await signIn(attempt.url, ada)).headers.get('location');
    const first = await finish(config, attempt, location);
    const second = await oidc.refreshTokenGrant(config, first.refresh_token ?? '');
    expect(second.refresh_token).not.toBe(first.refresh_token);
    await expect(oidc.refreshTokenGrant(config, first.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(oidc.refreshTokenGrant(config, second.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
    const ben = await begin(config, 'http://product.localhost/mobile');
    const refused = await signIn(ben.url, { username: 'ben@acme.example', password: 'Correct-Horse-2' });
    expect(refused.headers.get('location')).toContain('error=access_denied');
  });

  it('lists and moves users through the management API, in Okta’s error shape', async () => {
    await fresh();
    const headers = { authorization: 'SSWS 00seed-okta-api-token' };
    const get = async (path: string, init: RequestInit = { headers }) => {
      const response = await fetch(`${origin}${path}`, init);
      return { status: response.status, headers: response.headers, body: await response.json() };
    };
    const first = await get('/api/v1/users?limit=1');
    expect(first.body).toHaveLength(1);
    expect(first.headers.get('link')).toContain('rel="next"');
    expect(first.headers.get('x-rate-limit-limit')).toBe('600');
    const inactive = await get(`/api/v1/users?filter=${encodeURIComponent('status eq "DEPROVISIONED"')}`);
    expect(inactive.body).toMatchObject([{ profile: { login: 'zoe@acme.example' } }]);
    expect(await get('/api/v1/users/nobody')).toMatchObject({
      status: 404,
      body: { errorCode: 'E0000007', errorSummary: 'Not found: Resource not found: nobody (User)', errorCauses: [] },
    });
    expect(await get('/api/v1/users', {})).toMatchObject({ status: 401, body: { errorCode: 'E0000005' } });
    expect(await get('/api/v1/users', { headers: { authorization: 'SSWS wrong' } })).toMatchObject({
      body: { errorCode: 'E0000011' },
    });
    expect(await get('/api/v1/none-such')).toMatchObject({ status: 404, body: { errorCode: 'E0000022' } });
    const activate = '/api/v1/users/zoe@acme.example/lifecycle/activate?sendEmail=false';
    expect((await get(activate, { method: 'POST', headers })).status).toBe(200);
    expect(await get(activate, { method: 'POST', headers })).toMatchObject({ status: 403, body: { errorCode: 'E0000016' } });
    expect((await get('/api/v1/users/zoe@acme.example')).body).toMatchObject({ status: 'PROVISIONED' });
  });

  it('writes no password, code, secret or token into the journal', async () => {
    await fresh();
    const config = await discover(origin);
    const attempt = await begin(config);
    const location = (await signIn(attempt.url, ada)).headers.get('location');
    const tokens = await finish(config, attempt, location);
    await oidc.tokenIntrospection(config, tokens.access_token);
    const { body } = await twins.admin('GET', at(namespace, '/journal?twin=okta'));
    const text = JSON.stringify(body);
    const code = new URL(location ?? '').searchParams.get('code') ?? '';
    const secrets = [
      ada.password,
      code,
      attempt.verifier,
      'helpdesk-client-secret',
      tokens.access_token,
      tokens.refresh_token ?? '',
    ];
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).toContain('"operation":"page.sign-in"');
    expect(text).toContain('"actor":"ada"');
  });
});
