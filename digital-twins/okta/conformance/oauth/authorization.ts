import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, sessionTokenFor } from '../clients.ts';
import { clients, passwords, seed } from '../seed.ts';
import { authorize, begin, callbackOf, discover, redeem, signedIn } from '../sign-in-by-token.ts';

/** What the authorization endpoint gives. */
export const authorizationChecks: Check[] = [
  {
    id: 'discovery',
    title: 'both servers describe themselves, with S256 as the only way of PKCE',
    label: 'spec',
    seed,
    run: async bench => {
      for (const server of ['', '/oauth2/default']) {
        const metadata = (await discover(bench, server, clients.desk)).serverMetadata();
        same(metadata.issuer, `${bench.url}${server}`, 'issuer');
        same(metadata.code_challenge_methods_supported, ['S256'], 'code_challenge_methods_supported');
        const base = server === '' ? '/oauth2' : server;
        same(metadata.token_endpoint, `${bench.url}${base}/v1/token`, 'token_endpoint');
        same(metadata.jwks_uri, `${bench.url}${base}/v1/keys`, 'jwks_uri');
        for (const mode of ['query', 'fragment', 'form_post']) {
          demand(metadata.response_modes_supported?.includes(mode) === true, `no response mode ${mode}`);
        }
        demand(metadata.token_endpoint_auth_methods_supported?.includes('private_key_jwt') === true, 'no private_key_jwt');
      }
      const plain = await call(bench, 'GET', '/oauth2/default/.well-known/oauth-authorization-server');
      same(plain.body.issuer, `${bench.url}/oauth2/default`, 'issuer of the OAuth document');
    },
  },
  {
    id: 'code-with-pkce',
    title: 'a code with PKCE becomes tokens at the org server and at a custom one',
    label: 'spec',
    seed,
    run: async bench => {
      for (const server of ['', '/oauth2/default']) {
        const { tokens } = await signedIn(bench, { server });
        same([tokens.token_type.toLowerCase(), tokens.expires_in], ['bearer', 3600], 'type and life');
        same(tokens.scope?.split(' ').sort(), ['email', 'offline_access', 'openid', 'profile'], 'scope');
        same(tokens.claims()?.iss, `${bench.url}${server}`, 'iss');
      }
    },
  },
  {
    id: 'public-client',
    title: 'a public client gets its tokens without a secret, with PKCE',
    label: 'docs',
    seed,
    run: async bench => {
      const { tokens } = await signedIn(bench, { client: 'mobile' });
      same(tokens.claims()?.aud, clients.mobile.id, 'aud');
    },
  },
  {
    id: 'response-mode-fragment',
    title: 'response_mode=fragment puts the answer behind the #',
    label: 'spec',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.desk);
      const attempt = await begin(config, callbackOf(bench, 'desk'), { response_mode: 'fragment' });
      const { location } = await authorize(bench, attempt);
      const answer = new URLSearchParams(location.hash.slice(1));
      same([answer.get('state'), location.search], [attempt.state, ''], 'state and query');
      demand((answer.get('code') ?? '').length > 20, 'no code');
    },
  },
  {
    id: 'response-mode-form-post',
    title: 'response_mode=form_post is a page that posts code and state to the product',
    label: 'spec',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.desk);
      const attempt = await begin(config, callbackOf(bench, 'desk'), { response_mode: 'form_post' });
      attempt.url.searchParams.set('sessionToken', await sessionTokenFor(bench, 'ada@acme.example', passwords.ada));
      const page = await bench.page();
      await page.goto(attempt.url.href);
      const heard = await bench.product.next('/callback');
      const form = new URLSearchParams(heard.body);
      same([heard.method, form.get('state')], ['POST', attempt.state], 'method and state');
      const location = new URL(`${callbackOf(bench, 'desk')}?${form}`);
      same((await redeem(config, attempt, location)).claims()?.email, 'ada@acme.example', 'email');
    },
  },
];
