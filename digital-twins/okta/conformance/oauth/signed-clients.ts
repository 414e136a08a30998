import { Client } from '@okta/okta-sdk-nodejs';
import * as oidc from 'openid-client';
import { type Bench, type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { call, refused } from '../clients.ts';
import { auditorKeys, clients, seed } from '../seed.ts';
import { discover } from '../sign-in-by-token.ts';
import { assertionForm } from '../signed-assertion.ts';

/** Clients that prove themselves with a key, and okta.* scopes. */
export const signedClientChecks: Check[] = [
  {
    id: 'private-key-jwt',
    title: 'a client that signs its assertion gets its token, and each assertion works once',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discoverSigned(bench);
      const tokens = await oidc.clientCredentialsGrant(config, { scope: 'okta.users.read' });
      same([tokens.scope, tokens.token_type], ['okta.users.read', 'bearer'], 'scope and type');
      const form = await assertionForm(bench, clients.auditor.id);
      same((await post(bench, '/oauth2', form)).status, 200, 'status of the first use');
      const again = await post(bench, '/oauth2', form);
      same([again.status, again.body.error], [401, 'invalid_client'], 'the second use');
      same(again.body.error_description, 'The client_assertion token has already been used.', 'error_description');
    },
  },
  {
    id: 'private-key-jwt-refused',
    title: 'an assertion for another audience, one that is over, and one of a strange key are invalid_client',
    label: 'docs',
    seed,
    run: async bench => {
      same((await post(bench, '/oauth2', await assertionForm(bench, clients.auditor.id))).status, 200, 'status of a good one');
      const now = Math.floor(Date.now() / 1000);
      const wrongs: [object, string][] = [
        [{ aud: 'https://other.example' }, ''],
        [{ exp: now - 600, iat: now - 900 }, 'The client_assertion token is expired.'],
        [{ exp: now + 86_400 }, 'The client_assertion token has an expiration too far into the future.'],
      ];
      for (const [wrong, words] of wrongs) {
        const { status, body } = await post(bench, '/oauth2', await assertionForm(bench, clients.auditor.id, wrong));
        same([status, body.error], [401, 'invalid_client'], `status and error with ${JSON.stringify(wrong)}`);
        if (words !== '') same(body.error_description, words, 'error_description');
      }
      const strange = await assertionForm(bench, clients.auditor.id);
      const signature = strange.client_assertion.split('.').at(-1) ?? '';
      const forged = strange.client_assertion.replace(signature, signature.split('').reverse().join(''));
      same(
        (await post(bench, '/oauth2', { ...strange, client_assertion: forged })).body.error,
        'invalid_client',
        'error of a forged one',
      );
    },
  },
  {
    id: 'service-app-by-sdk',
    title: 'the SDK with a private key reads what its scope grants, and may not write',
    label: 'docs',
    seed,
    run: async bench => {
      const client = new Client({
        orgUrl: bench.url,
        authorizationMode: 'PrivateKey',
        clientId: clients.auditor.id,
        scopes: ['okta.users.read'].join(' ') as never,
        privateKey: JSON.stringify(auditorKeys.privateJwk),
        keyId: auditorKeys.kid,
        cacheMiddleware: null as never,
      });
      same((await client.userApi.getUser({ userId: 'ada@acme.example' })).profile?.title, 'Support lead', 'title');
      const suspend = () => client.userApi.suspendUser({ userId: 'ada@acme.example' });
      const error = await refused(suspend, 403, 'E0000006');
      same(error.errorSummary, 'You do not have permission to perform the requested action', 'errorSummary');
      const challenge = error.headers.get('www-authenticate') ?? '';
      demand(challenge.includes('error="insufficient_scope"'), `www-authenticate ${challenge}`);
    },
  },
  {
    id: 'service-app-ungranted-scope',
    title: 'a service app cannot ask for an okta scope it was not granted',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discoverSigned(bench);
      same((await oidc.clientCredentialsGrant(config, { scope: 'okta.users.read' })).scope, 'okta.users.read', 'the granted one');
      const error = await failure(() => oidc.clientCredentialsGrant(config, { scope: 'okta.users.manage' }));
      same([error.status, error.error], [400, 'consent_required'], 'status and error');
      same(error.error_description, 'You are not allowed any of the requested scopes.', 'error_description');
    },
  },
  {
    id: 'bearer-of-custom-server',
    title: 'a token of a custom server does not open the management API',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/desk', clients.job);
      const { access_token } = await oidc.clientCredentialsGrant(config, { scope: 'tickets:read' });
      const { status, body } = await call(bench, 'GET', '/api/v1/users', undefined, { authorization: `Bearer ${access_token}` });
      demand(status === 401 || status === 403, `status ${status}`);
      demand(!Array.isArray(body), 'it lists users');
    },
  },
];

function post(bench: Bench, server: string, form: Record<string, string>): ReturnType<typeof call> {
  const headers = { authorization: '', 'content-type': 'application/x-www-form-urlencoded' };
  return call(bench, 'POST', `${server}/v1/token`, new URLSearchParams(form).toString(), headers);
}

function discoverSigned(bench: Bench): Promise<oidc.Configuration> {
  const auth = oidc.PrivateKeyJwt({ key: auditorKeys.privateKey, kid: auditorKeys.kid });
  return oidc.discovery(new URL(bench.url), clients.auditor.id, undefined, auth, {
    execute: [oidc.allowInsecureRequests],
    timeout: 5,
  });
}
