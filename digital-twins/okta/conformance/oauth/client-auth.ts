import * as oidc from 'openid-client';
import { type Bench, type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { call } from '../clients.ts';
import { clients, passwords, seed } from '../seed.ts';
import { discover } from '../sign-in-by-token.ts';
import { verifierFor } from './tokens.ts';

/** How clients prove themselves to the token endpoint, and what they get without a browser. */
export const clientAuthChecks: Check[] = [
  {
    id: 'client-credentials',
    title: 'a service gets a token for itself: no refresh token, sub is the client',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/desk', clients.job);
      const tokens = await oidc.clientCredentialsGrant(config, { scope: 'tickets:read' });
      same(
        [tokens.scope, tokens.refresh_token, tokens.id_token],
        ['tickets:read', undefined, undefined],
        'scope and other tokens',
      );
      const { claims } = await verifierFor(`${bench.url}/oauth2/desk`).verifyAccessToken(tokens.access_token, 'api://desk');
      same(
        [claims.sub, claims.cid, claims.scp, claims.uid],
        [clients.job.id, clients.job.id, ['tickets:read'], undefined],
        'claims',
      );
    },
  },
  {
    id: 'client-credentials-scopes',
    title: 'a service cannot ask for scopes of a person, nor for scopes that do not exist',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/desk', clients.job);
      const asked = (scope: string) => failure(() => oidc.clientCredentialsGrant(config, { scope }));
      for (const scope of ['openid', 'rockets:launch']) same((await asked(scope)).error, 'invalid_scope', `error for ${scope}`);
      same((await oidc.clientCredentialsGrant(config, { scope: 'tickets:write' })).scope, 'tickets:write', 'a scope that exists');
    },
  },
  {
    id: 'wrong-secret',
    title: 'a wrong secret is 401 invalid_client, by header and by form alike',
    label: 'docs',
    seed,
    run: async bench => {
      const wrong = { id: clients.job.id, secret: 'not-the-secret' };
      const config = await discover(bench, '/oauth2/desk', wrong);
      const error = await failure(() => oidc.clientCredentialsGrant(config, { scope: 'tickets:read' }));
      const { status, body } = await post(bench, '/oauth2/desk', {
        grant_type: 'client_credentials',
        scope: 'tickets:read',
        client_id: wrong.id,
        client_secret: wrong.secret,
      });
      same([status, body.error], [401, 'invalid_client'], 'status and error by form');
      same(body.error_description, 'The client secret supplied for a confidential client is invalid.', 'error_description');
      same(error.status, 401, 'status by header');
    },
  },
  {
    id: 'unknown-client-at-token',
    title: 'a client nobody knows is invalid_client',
    label: 'docs',
    seed,
    run: async bench => {
      const form = { grant_type: 'client_credentials', client_id: '0oanobody000000000', client_secret: 'x' };
      const { status, body, text } = await post(bench, '/oauth2/desk', form);
      demand(status === 400 || status === 401, `status ${status}`);
      // This one refusal comes in the shape of the management API.
      same(body.error ?? body.errorCode, 'invalid_client', 'error');
      demand(text.includes("Invalid value for 'client_id' parameter."), `it says ${text.slice(0, 200)}`);
    },
  },
  {
    id: 'grant-types',
    title: 'a grant nobody knows is unsupported, one the client may not use unauthorized',
    label: 'spec',
    seed,
    run: async bench => {
      const own = { client_id: clients.job.id, client_secret: clients.job.secret };
      const strange = await post(bench, '/oauth2/desk', { grant_type: 'telepathy', ...own });
      same([strange.status, strange.body.error], [400, 'unsupported_grant_type'], 'a grant nobody knows');
      const form = { grant_type: 'password', username: 'ada@acme.example', password: passwords.ada, scope: 'openid', ...own };
      const other = await post(bench, '/oauth2/desk', form);
      same([other.status, other.body.error], [400, 'unauthorized_client'], 'a grant that is not for it');
      const without = await post(bench, '/oauth2/desk', own);
      same([without.status, without.body.error], [400, 'invalid_request'], 'no grant at all');
    },
  },
  {
    id: 'password-grant',
    title: 'the password grant signs in who may, and says of all others the same',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.desk);
      const grant = (username: string, password: string) =>
        oidc.genericGrantRequest(config, 'password', { username, password, scope: 'openid email' });
      same((await grant('ada@acme.example', passwords.ada)).claims()?.email, 'ada@acme.example', 'email');
      const refusals = [
        ['ada@acme.example', 'wrong'],
        ['nobody@acme.example', 'wrong'],
        ['zoe@acme.example', passwords.zoe],
      ] as const;
      for (const [username, password] of refusals) {
        const error = await failure(() => grant(username, password));
        same([error.status, error.error], [400, 'invalid_grant'], `status and error for ${username}`);
        same(error.error_description, 'The credentials provided were invalid.', 'error_description');
      }
    },
  },
  {
    id: 'device-flow',
    title: 'a device gets two codes, and is told to wait until somebody uses the short one',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.kiosk);
      const started = await oidc.initiateDeviceAuthorization(config, { scope: 'openid profile' });
      same([started.expires_in, started.interval], [600, 5], 'life and interval');
      demand(/^[A-Z]{8}$/.test(started.user_code), `user_code ${started.user_code}`);
      same(started.verification_uri, `${bench.url}/activate`, 'verification_uri');
      demand(started.verification_uri_complete?.includes(started.user_code) === true, 'the complete address has not the code');
      const poll = (code: string) =>
        post(bench, '/oauth2/default', { grant_type: deviceGrant, device_code: code, client_id: clients.kiosk.id });
      same((await poll(started.device_code)).body.error, 'authorization_pending', 'error while nobody was there');
      const wrong = await poll('nothing');
      same([wrong.status, wrong.body.error], [400, 'invalid_grant'], 'status and error of a strange code');
    },
  },
];

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

function post(bench: Bench, server: string, form: Record<string, string>): ReturnType<typeof call> {
  const headers = { authorization: '', 'content-type': 'application/x-www-form-urlencoded' };
  return call(bench, 'POST', `${server}/v1/token`, new URLSearchParams(form).toString(), headers);
}
