import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomState,
} from 'openid-client';
import { type Check, same } from '../../../testing/conformance/check.ts';
import { bot, userId } from '../client.ts';
import { client, workspace } from '../seed.ts';

/** Sign in with Slack. */
export const openidChecks: Check[] = [
  {
    id: 'openid-sign-in',
    title: 'openid-client signs a person in with Slack: discovery, consent, verified id_token, userinfo',
    label: 'docs',
    seed: url => workspace(url, { app: { userScopes: ['openid', 'email', 'profile'] } }),
    async run(bench) {
      const { team_id } = await bot(bench).auth.test();
      const options = { execute: [allowInsecureRequests] };
      const config = await discovery(new URL(bench.url), client.id, undefined, ClientSecretPost(client.secret), options);
      const redirect_uri = `${bench.product.url}/slack/oauth_redirect`;
      const [state, nonce] = [randomState(), randomNonce()];
      const scope = 'openid email profile';
      const page = await bench.page();
      await page.goto(buildAuthorizationUrl(config, { scope, redirect_uri, state, nonce }).href);
      await page.getByRole('button', { name: 'Allow' }).click();
      const { path } = await bench.product.next('/slack/oauth_redirect');
      const back = new URL(path, bench.product.url);
      const tokens = await authorizationCodeGrant(config, back, { expectedState: state, expectedNonce: nonce });
      const claims = tokens.claims();
      same([claims?.aud, claims?.['https://slack.com/team_id'], claims?.email_verified], [client.id, team_id, true]);
      same(claims?.sub, claims?.['https://slack.com/user_id']);
      const about = await fetchUserInfo(config, tokens.access_token, claims?.sub ?? '');
      same([about.sub, about.email], [claims?.sub, claims?.email]);
      const person = String(about.email).split('@')[0] ?? '';
      same(about.sub, await userId(bench, person), 'the person whose address it is');
    },
  },
];
