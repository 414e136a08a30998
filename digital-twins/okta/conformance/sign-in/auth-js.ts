import type { AuthnTransaction } from '@okta/okta-auth-js';
import { type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { authClient } from '../auth-client.ts';
import { idOf, sdk } from '../clients.ts';
import { clients, passwords, seed, seedOf } from '../seed.ts';
import { callbackOf, visit } from '../sign-in-by-token.ts';

const ada = { username: 'ada@acme.example', password: passwords.ada };

/** Okta’s own client for products that sign people in themselves. */
export const authJsChecks: Check[] = [
  {
    id: 'auth-js-sign-in',
    title: 'okta-auth-js signs in with a password and gets a session token',
    label: 'docs',
    seed,
    run: async bench => {
      const transaction = await authClient(bench).signInWithCredentials(ada);
      same(transaction.status, 'SUCCESS', 'status');
      demand((transaction.sessionToken?.length ?? 0) >= 20, `sessionToken ${transaction.sessionToken}`);
      same(transaction.user?.profile?.login, 'ada@acme.example', 'login');
    },
  },
  {
    id: 'auth-js-refused',
    title: 'a wrong password, somebody unknown, suspended or deactivated are all the same E0000004',
    label: 'docs',
    seed,
    run: async bench => {
      const client = authClient(bench);
      const wrongs = [
        { ...ada, password: 'wrong' },
        { username: 'nobody@acme.example', password: 'wrong' },
        { username: 'dan@acme.example', password: passwords.dan },
        { username: 'zoe@acme.example', password: passwords.zoe },
      ];
      for (const wrong of wrongs) {
        const error = await failure(() => client.signInWithCredentials(wrong));
        same([error.errorCode, error.errorSummary], ['E0000004', 'Authentication failed'], `error for ${wrong.username}`);
      }
      same((await client.signInWithCredentials(ada)).status, 'SUCCESS', 'status afterwards');
    },
  },
  {
    id: 'auth-js-locked',
    title: 'a locked account is refused as if the password were wrong, unless the policy tells',
    label: 'docs',
    seed: seedOf(() => ({ policies: { lockAfter: 2 } })),
    run: async bench => {
      const client = authClient(bench);
      for (let time = 0; time < 2; time += 1) await failure(() => client.signInWithCredentials({ ...ada, password: 'wrong' }));
      same((await failure(() => client.signInWithCredentials(ada))).errorCode, 'E0000004', 'errorCode');
      same((await sdk(bench).userApi.getUser({ userId: 'ada@acme.example' })).status, 'LOCKED_OUT', 'status');
    },
  },
  {
    id: 'auth-js-expired-password',
    title: 'okta-auth-js changes an expired password and comes through',
    label: 'docs',
    seed,
    run: async bench => {
      await sdk(bench).userApi.expirePassword({ userId: await idOf(bench, 'ada') });
      const expired = await authClient(bench).signInWithCredentials(ada);
      same(expired.status, 'PASSWORD_EXPIRED', 'status');
      const change = expired.changePassword as (given: object) => Promise<AuthnTransaction>;
      same(
        (await change({ oldPassword: ada.password, newPassword: 'Sixth-Horse-3' })).status,
        'SUCCESS',
        'status after the change',
      );
    },
  },
  {
    id: 'auth-js-tokens',
    title: 'okta-auth-js makes tokens of a session: code, PKCE, and an ID token it verifies itself',
    label: 'docs',
    seed,
    run: async bench => {
      const client = authClient(bench);
      const { sessionToken } = await client.signInWithCredentials(ada);
      const params = await client.token.prepareTokenParams({ scopes: ['openid', 'email'], responseType: 'code' });
      const asked = new URLSearchParams({
        client_id: clients.mobile.id,
        redirect_uri: callbackOf(bench, 'mobile'),
        response_type: 'code',
        scope: 'openid email',
        state: String(params.state),
        nonce: String(params.nonce),
        code_challenge: String(params.codeChallenge),
        code_challenge_method: 'S256',
        sessionToken: String(sessionToken),
      });
      const { location } = await visit(new URL(`${bench.url}/oauth2/default/v1/authorize?${asked}`));
      const authorizationCode = location?.searchParams.get('code') ?? '';
      demand(authorizationCode !== '', `no code: ${location}`);
      const { tokens } = await client.token.exchangeCodeForTokens({ ...params, authorizationCode });
      same(
        [tokens.idToken?.claims.email, tokens.accessToken?.scopes],
        ['ada@acme.example', ['openid', 'email']],
        'email and scopes',
      );
      same((await client.token.getUserInfo(tokens.accessToken, tokens.idToken)).email, 'ada@acme.example', 'email of userinfo');
    },
  },
];
