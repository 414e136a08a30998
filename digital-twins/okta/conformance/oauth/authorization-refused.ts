import * as oidc from 'openid-client';
import { type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { call, sdk } from '../clients.ts';
import { clients, passwords, seed } from '../seed.ts';
import { authorize, begin, callbackOf, discover, signedIn, visit } from '../sign-in-by-token.ts';

/** How the authorization endpoint refuses: to the product where it is sure of it, else on a page. */
export const authorizationRefusedChecks: Check[] = [
  {
    id: 'public-client-needs-pkce',
    title: 'a public client without a code challenge is sent back with invalid_request',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.mobile);
      const attempt = await begin(config, callbackOf(bench, 'mobile'));
      for (const name of ['code_challenge', 'code_challenge_method']) attempt.url.searchParams.delete(name);
      const { location } = await visit(attempt.url);
      same(
        [location?.searchParams.get('error'), location?.searchParams.get('state')],
        ['invalid_request', attempt.state],
        'error and state',
      );
      demand(/PKCE/.test(location?.searchParams.get('error_description') ?? ''), 'the description does not say PKCE');
    },
  },
  {
    id: 'plain-challenge',
    title: 'a challenge that is not S256 is sent back with invalid_request',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '', clients.desk);
      const { url, state } = await begin(config, callbackOf(bench, 'desk'), { code_challenge_method: 'plain' });
      const { location } = await visit(url);
      same(
        [location?.searchParams.get('error'), location?.searchParams.get('state')],
        ['invalid_request', state],
        'error and state',
      );
    },
  },
  {
    id: 'redirect-exact',
    title: 'an address that is not exactly registered gets an error page and never the browser',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '', clients.desk);
      const registered = callbackOf(bench, 'desk');
      for (const address of [`${registered}/`, `${registered}?x=1`, registered.toUpperCase(), 'http://evil.example/callback']) {
        const { status, location, text } = await visit((await begin(config, address)).url);
        same([status, location], [400, null], `status and location for ${address}`);
        demand(text.includes('redirect_uri'), 'the page does not name redirect_uri');
      }
    },
  },
  {
    id: 'unknown-client',
    title: 'a client nobody knows gets an error page and never the browser',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '', { id: '0oanobody000000000' });
      const { status, location } = await visit((await begin(config, callbackOf(bench, 'desk'))).url);
      same([status, location], [400, null], 'status and location');
    },
  },
  {
    id: 'unknown-scope',
    title: 'a scope the server does not have is sent back with invalid_scope',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.desk);
      const { url, state } = await begin(config, callbackOf(bench, 'desk'), { scope: 'openid launch:rockets' });
      const { location } = await visit(url);
      same(
        [location?.searchParams.get('error'), location?.searchParams.get('state')],
        ['invalid_scope', state],
        'error and state',
      );
      const words = location?.searchParams.get('error_description') ?? '';
      demand(words.startsWith('One or more scopes are not configured for the authorization server resource'), words);
    },
  },
  {
    id: 'unassigned-user',
    title: 'somebody who has not the app is sent back with access_denied',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.mobile);
      const attempt = await begin(config, callbackOf(bench, 'mobile'));
      const { location } = await authorize(bench, attempt, 'ben');
      same(location.searchParams.get('error'), 'access_denied', 'error');
      same(
        location.searchParams.get('error_description'),
        'User is not assigned to the client application.',
        'error_description',
      );
      same(location.searchParams.get('code'), null, 'code');
    },
  },
  {
    id: 'inactive-app',
    title: 'an app that is deactivated signs nobody in',
    label: 'docs',
    seed,
    run: async bench => {
      const { config } = await signedIn(bench);
      const [app] = (await call(bench, 'GET', '/api/v1/apps?q=Help')).body as unknown as { id: string }[];
      await sdk(bench).applicationApi.deactivateApplication({ appId: app?.id ?? '' });
      const { location } = await visit((await begin(config, callbackOf(bench, 'desk'))).url);
      demand(location?.searchParams.has('code') !== true, 'it brought a code');
      const error = await failure(() =>
        oidc.genericGrantRequest(config, 'password', { username: 'ada@acme.example', password: passwords.ada }),
      );
      same(error.status, 401, 'status of the token endpoint');
    },
  },
];
