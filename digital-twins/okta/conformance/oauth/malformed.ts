import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call } from '../clients.ts';
import { clients, seed } from '../seed.ts';
import { authorize, begin, callbackOf, discover, signedIn, visit } from '../sign-in-by-token.ts';

/** Requests in which something is missing, doubled or exchanged. */
export const malformedChecks: Check[] = [
  {
    id: 'state-required',
    title: 'an authorization request without state is sent back with invalid_request',
    label: 'docs',
    seed,
    run: async bench => {
      const { url } = await begin(await discover(bench, '', clients.desk), callbackOf(bench, 'desk'));
      url.searchParams.delete('state');
      const { location } = await visit(url);
      same(location?.searchParams.get('error'), 'invalid_request', 'error');
      same(
        location?.searchParams.get('error_description'),
        "The authentication request has an invalid 'state' parameter.",
        'error_description',
      );
    },
  },
  {
    id: 'parameters-required',
    title: 'a request without response_type or scope is sent back, one without redirect_uri is not',
    label: 'spec',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.desk);
      const without = async (name: string) => {
        const { url, state } = await begin(config, callbackOf(bench, 'desk'));
        url.searchParams.delete(name);
        return { ...(await visit(url)), state };
      };
      for (const name of ['response_type', 'scope']) {
        const { location, state } = await without(name);
        demand(location?.searchParams.has('error') === true, `${name}: no error`);
        same(location?.searchParams.get('state'), state, `state without ${name}`);
      }
      const { status, location } = await without('redirect_uri');
      same([status, location], [400, null], 'status and location without redirect_uri');
    },
  },
  {
    id: 'implicit-needs-nonce',
    title: 'an ID token straight from the authorization endpoint wants a nonce',
    label: 'spec',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.desk);
      const { url, state } = await begin(config, callbackOf(bench, 'desk'), { response_type: 'code id_token' });
      url.searchParams.delete('nonce');
      const { location } = await visit(url);
      const answer = new URLSearchParams(location?.hash ? location.hash.slice(1) : location?.search);
      demand(answer.has('error') && !answer.has('id_token'), `answer ${answer}`);
      same(answer.get('state'), state, 'state');
    },
  },
  {
    id: 'redirect-at-token',
    title: 'a code is redeemed only with the address it was asked for, and with its verifier',
    label: 'spec',
    seed,
    run: async bench => {
      const wrongs = [{ redirect_uri: `${bench.product.url}/other` }, { code_verifier: '' }];
      for (const wrong of wrongs) {
        const { code, verifier } = await codeFor(bench);
        const form = {
          grant_type: 'authorization_code',
          code,
          redirect_uri: callbackOf(bench, 'desk'),
          code_verifier: verifier,
          ...wrong,
        };
        const { status, body } = await post(bench, form);
        same([status, body.error], [400, 'invalid_grant'], `status and error with ${JSON.stringify(wrong)}`);
      }
    },
  },
  {
    id: 'code-left-out',
    title: 'a grant without what it needs is invalid_request',
    label: 'spec',
    seed,
    run: async bench => {
      for (const form of [
        { grant_type: 'authorization_code', redirect_uri: callbackOf(bench, 'desk') },
        { grant_type: 'refresh_token' },
      ]) {
        const { status, body } = await post(bench, form as Record<string, string>);
        same([status, body.error], [400, 'invalid_request'], `status and error of ${form.grant_type}`);
      }
    },
  },
  {
    id: 'two-client-authentications',
    title: 'credentials in header and form at once are refused',
    label: 'docs',
    seed,
    run: async bench => {
      const form = {
        grant_type: 'authorization_code',
        code: 'x',
        client_id: clients.desk.id,
        client_secret: clients.desk.secret,
      };
      const { body } = await post(bench, form);
      same(body.error, 'invalid_request', 'error');
      demand(
        String(body.error_description).startsWith('Cannot supply multiple client credentials.'),
        `it says ${body.error_description}`,
      );
    },
  },
  {
    id: 'token-of-another-server',
    title: 'a token means nothing to another authorization server',
    label: 'docs',
    seed,
    run: async bench => {
      const { tokens } = await signedIn(bench);
      const form = { token: tokens.access_token, token_type_hint: 'access_token' };
      same((await post(bench, form, '/oauth2/default/v1/introspect')).body.active, true, 'active at its own server');
      same((await post(bench, form, '/oauth2/desk/v1/introspect')).body, { active: false }, 'at another');
    },
  },
  {
    id: 'userinfo-insufficient',
    title: 'a token without openid is refused by userinfo with insufficient_scope',
    label: 'spec',
    seed,
    run: async bench => {
      const form = { grant_type: 'client_credentials', scope: 'tickets:read' };
      const { body } = await post(bench, form, '/oauth2/desk/v1/token', clients.job);
      const bearer = { authorization: `Bearer ${body.access_token}` };
      const refusal = await call(bench, 'GET', '/oauth2/desk/v1/userinfo', undefined, bearer);
      same(refusal.status, 403, 'status');
      const challenge = refusal.headers.get('www-authenticate') ?? '';
      demand(challenge.includes('error="insufficient_scope"'), `challenge ${challenge}`);
    },
  },
];

async function codeFor(bench: Bench): Promise<{ code: string; verifier: string }> {
  const attempt = await begin(await discover(bench, '/oauth2/default', clients.desk), callbackOf(bench, 'desk'));
  const { location } = await authorize(bench, attempt);
  return { code: location.searchParams.get('code') ?? '', verifier: attempt.verifier };
}

function post(
  bench: Bench,
  form: Record<string, string>,
  path = '/oauth2/default/v1/token',
  client = clients.desk,
): ReturnType<typeof call> {
  const authorization = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  return call(bench, 'POST', path, new URLSearchParams(form).toString(), headers);
}
