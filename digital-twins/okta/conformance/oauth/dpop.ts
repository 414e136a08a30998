import { Client } from '@okta/okta-sdk-nodejs';
import { type Bench, type Check, same } from '../../../testing/conformance/check.ts';
import { call } from '../clients.ts';
import { auditorKeys, seed } from '../seed.ts';
import { assertionForm } from '../signed-assertion.ts';

/** Tokens bound to a key of the client (RFC 9449), which Okta demands where an app is set so. */
export const dpopChecks: Check[] = [
  {
    id: 'dpop-demanded',
    title: 'a client set to bind its tokens gets none without a proof',
    label: 'recorded',
    seed,
    run: async bench => {
      const id = await boundApp(bench);
      const { status, body } = await call(
        bench,
        'POST',
        '/oauth2/v1/token',
        new URLSearchParams(await assertionForm(bench, id)).toString(),
        {
          authorization: '',
          'content-type': 'application/x-www-form-urlencoded',
        },
      );
      same([status, body.error], [400, 'invalid_dpop_proof'], 'status and error');
      same(body.error_description, 'The DPoP proof JWT header is missing.', 'error_description');
    },
  },
  {
    id: 'dpop-by-sdk',
    title: 'the SDK is told a nonce, proves its key, and calls with a bound token',
    label: 'recorded',
    seed,
    run: async bench => {
      const client = new Client({
        orgUrl: bench.url,
        authorizationMode: 'PrivateKey',
        clientId: await boundApp(bench),
        scopes: 'okta.users.read' as never,
        privateKey: JSON.stringify(auditorKeys.privateJwk),
        keyId: auditorKeys.kid,
        cacheMiddleware: null as never,
      });
      same((await client.userApi.getUser({ userId: 'ada@acme.example' })).profile?.title, 'Support lead', 'title');
      const oauth = client as unknown as {
        oauth: { isDPoP: boolean; accessToken: { access_token: string; token_type: string } };
      };
      const { access_token: token, token_type: type } = oauth.oauth.accessToken;
      same([type, oauth.oauth.isDPoP], ['DPoP', true], 'token_type, and whether the SDK took it for bound');
      const stolen = await call(bench, 'GET', '/api/v1/users/ada@acme.example', undefined, { authorization: `Bearer ${token}` });
      same(stolen.status, 401, 'status of the token without its proof');
    },
  },
];

/** A service app whose tokens are bound, with the scope to read users. */
async function boundApp(bench: Bench): Promise<string> {
  const { body } = await call(bench, 'POST', '/api/v1/apps', {
    name: 'oidc_client',
    label: 'Bound',
    signOnMode: 'OPENID_CONNECT',
    credentials: { oauthClient: { token_endpoint_auth_method: 'private_key_jwt' } },
    settings: {
      oauthClient: {
        response_types: ['token'],
        grant_types: ['client_credentials'],
        application_type: 'service',
        dpop_bound_access_tokens: true,
        jwks: { keys: [auditorKeys.publicJwk] },
      },
    },
  });
  same(body.settings?.oauthClient?.dpop_bound_access_tokens, true, 'dpop_bound_access_tokens');
  const grant = await call(bench, 'POST', `/api/v1/apps/${body.id}/grants`, { issuer: bench.url, scopeId: 'okta.users.read' });
  same(grant.body.scopeId, 'okta.users.read', 'scopeId of the grant');
  return String(body.credentials?.oauthClient?.client_id);
}
