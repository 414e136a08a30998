import * as oidc from 'openid-client';
import { type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { call, idOf, sdk } from '../clients.ts';
import { clients, passwords, seed } from '../seed.ts';
import { authorize, begin, callbackOf, discover, redeem, signedIn, visit } from '../sign-in-by-token.ts';

/** What an administrator, or time, does to what people were granted. */
export const grantChecks: Check[] = [
  {
    id: 'refresh-token-listed',
    title: 'an administrator sees the refresh tokens of a person and revokes one',
    label: 'docs',
    seed,
    run: async bench => {
      const { config, tokens } = await signedIn(bench);
      const path = `/api/v1/users/${await idOf(bench, 'ada')}/clients/${clients.desk.id}/tokens`;
      const { body, text } = await call(bench, 'GET', path);
      same([body.length, body[0]?.status, body[0]?.clientId], [1, 'ACTIVE', clients.desk.id], 'number, status, clientId');
      demand(
        String(body[0]?.id).startsWith('oar') && !text.includes(tokens.refresh_token ?? '?'),
        `id ${body[0]?.id}, or the token is shown`,
      );
      same((await call(bench, 'DELETE', `${path}/${body[0]?.id}`)).status, 204, 'status of DELETE');
      same((await failure(() => oidc.refreshTokenGrant(config, tokens.refresh_token ?? ''))).error, 'invalid_grant', 'error');
    },
  },
  {
    id: 'deactivation-ends-tokens',
    title: 'deactivating a person ends their sessions and tokens',
    label: 'docs',
    seed,
    run: async bench => {
      const { config, tokens, cookies } = await signedIn(bench);
      same((await oidc.tokenIntrospection(config, tokens.access_token)).active, true, 'active before');
      await sdk(bench).userApi.deactivateUser({ userId: await idOf(bench, 'ada') });
      same((await failure(() => oidc.refreshTokenGrant(config, tokens.refresh_token ?? ''))).error, 'invalid_grant', 'error');
      same((await oidc.tokenIntrospection(config, tokens.access_token)).active, false, 'active afterwards');
      const silent = await visit((await begin(config, callbackOf(bench, 'desk'), { prompt: 'none' })).url, cookies);
      same(silent.location?.searchParams.get('error'), 'login_required', 'error of the session');
    },
  },
  {
    id: 'code-runs-out',
    title: 'a code that was not redeemed in time is worth nothing',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.desk);
      const attempt = await begin(config, callbackOf(bench, 'desk'));
      const { location } = await authorize(bench, attempt);
      await bench.admin('POST', '/clock', { advanceMs: 600_000 });
      same((await failure(() => redeem(config, attempt, location))).error, 'invalid_grant', 'error');
    },
  },
  {
    id: 'session-runs-out',
    title: 'a session that was idle for too long is over',
    label: 'docs',
    seed,
    run: async bench => {
      const { config, cookies } = await signedIn(bench);
      const silent = async () =>
        (await visit((await begin(config, callbackOf(bench, 'desk'), { prompt: 'none' })).url, cookies)).location;
      demand((await silent())?.searchParams.has('code') === true, 'the session does not carry on at first');
      await bench.admin('POST', '/clock', { advanceMs: 25 * 3600 * 1000 });
      same((await silent())?.searchParams.get('error'), 'login_required', 'error a day later');
    },
  },
  {
    id: 'introspect-refresh-token',
    title: 'a refresh token is introspected too',
    label: 'spec',
    seed,
    run: async bench => {
      const { config, tokens } = await signedIn(bench);
      const told = await oidc.tokenIntrospection(config, tokens.refresh_token ?? '', { token_type_hint: 'refresh_token' });
      same(
        [told.active, told.client_id, told.username],
        [true, clients.desk.id, 'ada@acme.example'],
        'active, client_id, username',
      );
    },
  },
  {
    id: 'pushed-request',
    title: 'an authorization request can be pushed first, and is used by its address once',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.desk);
      const verifier = oidc.randomPKCECodeVerifier();
      const attempt = { verifier, state: oidc.randomState(), nonce: oidc.randomNonce() };
      const url = await oidc.buildAuthorizationUrlWithPAR(config, {
        redirect_uri: callbackOf(bench, 'desk'),
        scope: 'openid email',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      demand(url.searchParams.get('request_uri')?.startsWith('urn:okta:') === true, `address ${url.href}`);
      const page = await bench.page();
      await page.goto(url.href);
      await page.getByLabel('Username').fill('ada@acme.example');
      await page.getByLabel('Password', { exact: true }).fill(passwords.ada);
      await page.getByRole('button', { name: 'Sign In' }).click();
      const location = new URL((await bench.product.next('/callback')).path, bench.product.url);
      same((await redeem(config, { ...attempt, url }, location)).claims()?.email, 'ada@acme.example', 'email');
      const again = await visit(url);
      demand(again.location?.searchParams.has('code') !== true, 'the address works twice');
    },
  },
  {
    id: 'device-approved',
    title: 'a person with the short code lets the device in',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.kiosk);
      const started = await oidc.initiateDeviceAuthorization(config, { scope: 'openid email' });
      const page = await bench.page();
      page.setDefaultTimeout(10_000);
      await page.goto(started.verification_uri_complete ?? '');
      for (let step = 0; step < 3 && (await page.getByLabel('Username').count()) === 0; step += 1) {
        await page.getByRole('button').first().click();
        await page.waitForLoadState();
      }
      await page.getByLabel('Username').fill('ada@acme.example');
      await page.getByLabel('Password', { exact: true }).fill(passwords.ada);
      await page.getByRole('button', { name: 'Sign In' }).click();
      await page.waitForLoadState();
      const allow = page.getByRole('button', { name: /allow|activate|next|continue/i });
      if ((await allow.count()) > 0) await allow.first().click();
      await page
        .getByText(/activated/i)
        .first()
        .waitFor();
      const tokens = await oidc.genericGrantRequest(config, 'urn:ietf:params:oauth:grant-type:device_code', {
        device_code: started.device_code,
      });
      same(tokens.claims()?.email, 'ada@acme.example', 'email');
    },
  },
];
