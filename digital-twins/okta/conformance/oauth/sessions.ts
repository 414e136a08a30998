import * as oidc from 'openid-client';
import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { clients, seed } from '../seed.ts';
import { authorize, begin, callbackOf, discover, signedIn, visit } from '../sign-in-by-token.ts';

/** What a session does for authorization requests. */
export const sessionChecks: Check[] = [
  {
    id: 'prompt-none',
    title: 'prompt=none without a session is login_required, with one it brings a code',
    label: 'spec',
    seed,
    run: async bench => {
      const { config, cookies } = await signedIn(bench);
      const silent = async (cookie: string) =>
        (await visit((await begin(config, callbackOf(bench, 'desk'), { prompt: 'none' })).url, cookie)).location;
      const without = (await silent(''))?.searchParams;
      same(without?.get('error'), 'login_required', 'error without a session');
      same(
        without?.get('error_description'),
        'The client specified not to prompt, but the user is not logged in.',
        'error_description',
      );
      demand((await silent(cookies))?.searchParams.has('code') === true, 'no code with a session');
    },
  },
  {
    id: 'prompt-login-and-max-age',
    title: 'prompt=login and max_age=0 ask for the password although there is a session',
    label: 'spec',
    seed,
    run: async bench => {
      const { config, cookies } = await signedIn(bench);
      const ask = async (extra: Record<string, string>) =>
        visit((await begin(config, callbackOf(bench, 'desk'), extra)).url, cookies);
      demand((await ask({})).location?.searchParams.has('code') === true, 'the session does not carry on');
      for (const extra of [{ prompt: 'login' }, { max_age: '0' }]) {
        const { location } = await ask(extra as Record<string, string>);
        demand(location?.searchParams.has('code') !== true, `${JSON.stringify(extra)} brought a code`);
      }
      const fresh = await ask({ max_age: '3600' });
      demand(fresh.location?.searchParams.has('code') === true, 'max_age=3600 brought no code');
    },
  },
  {
    id: 'session-token-once',
    title: 'a session token works once',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.desk);
      const first = await begin(config, callbackOf(bench, 'desk'));
      const { location } = await authorize(bench, first);
      demand(location.searchParams.has('code'), 'the first use brought no code');
      const second = await begin(config, callbackOf(bench, 'desk'));
      second.url.searchParams.set('sessionToken', first.url.searchParams.get('sessionToken') ?? '');
      demand((await visit(second.url)).location?.searchParams.has('code') !== true, 'the second use brought a code');
    },
  },
  {
    id: 'logout',
    title: 'logout ends the session and sends the browser to a registered address only',
    label: 'docs',
    seed,
    run: async bench => {
      const { config, tokens, cookies } = await signedIn(bench);
      const end = (address: string) =>
        oidc.buildEndSessionUrl(config, {
          id_token_hint: tokens.id_token ?? '',
          post_logout_redirect_uri: address,
          state: 's-1',
        });
      const strange = await visit(end('http://evil.example/'), cookies);
      same([strange.status, strange.location], [400, null], 'an address that is not registered');
      const left = await visit(end(`${bench.product.url}/bye`), cookies);
      same(left.location?.href, `${bench.product.url}/bye?state=s-1`, 'location');
      const silent = await visit((await begin(config, callbackOf(bench, 'desk'), { prompt: 'none' })).url, cookies);
      same(silent.location?.searchParams.get('error'), 'login_required', 'error afterwards');
    },
  },
];
