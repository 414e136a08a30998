import { createHash } from 'node:crypto';
import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { sessionTokenFor } from '../clients.ts';
import { clients, passwords, seed, seedOf } from '../seed.ts';
import { begin, callbackOf, discover, visit } from '../sign-in-by-token.ts';
import { verifierFor } from './tokens.ts';

const legacy = { id: '0oaconformlegacy01', secret: 'legacy-client-secret-0123456789' };

const withLegacyApp = seedOf(productUrl => ({
  apps: [
    {
      label: 'Legacy',
      clientId: legacy.id,
      clientSecret: legacy.secret,
      redirectUris: [`${productUrl}/callback`],
      grantTypes: ['implicit', 'authorization_code'],
    },
  ],
}));

/** Older clients, which take tokens straight from the authorization endpoint. */
export const implicitChecks: Check[] = [
  {
    id: 'implicit',
    title: 'an app with the implicit grant gets its tokens in the fragment, bound by at_hash and nonce',
    label: 'spec',
    seed: withLegacyApp,
    run: async bench => {
      const { answer, attempt } = await ask(bench, legacy, 'id_token token');
      same(
        [answer.get('state'), answer.get('token_type'), answer.get('expires_in')],
        [attempt.state, 'Bearer', '3600'],
        'state, type, life',
      );
      const { claims } = await verifierFor(`${bench.url}/oauth2/default`).verifyIdToken(
        answer.get('id_token') ?? '',
        legacy.id,
        attempt.nonce,
      );
      const hash = createHash('sha256')
        .update(answer.get('access_token') ?? '')
        .digest();
      same(claims.at_hash, hash.subarray(0, 16).toString('base64url'), 'at_hash');
    },
  },
  {
    id: 'hybrid',
    title: 'code and ID token together are bound by c_hash',
    label: 'spec',
    seed: withLegacyApp,
    run: async bench => {
      const { answer, attempt } = await ask(bench, legacy, 'code id_token');
      const { claims } = await verifierFor(`${bench.url}/oauth2/default`).verifyIdToken(
        answer.get('id_token') ?? '',
        legacy.id,
        attempt.nonce,
      );
      const hash = createHash('sha256')
        .update(answer.get('code') ?? '')
        .digest();
      same(claims.c_hash, hash.subarray(0, 16).toString('base64url'), 'c_hash');
    },
  },
  {
    id: 'implicit-not-allowed',
    title: 'an app without the implicit grant gets no token that way',
    label: 'docs',
    seed,
    run: async bench => {
      const { answer, attempt } = await ask(bench, clients.desk, 'id_token');
      same([answer.get('state'), answer.get('id_token')], [attempt.state, null], 'state and id_token');
      demand(
        ['unsupported_response_type', 'unauthorized_client'].includes(answer.get('error') ?? ''),
        `error ${answer.get('error')}`,
      );
    },
  },
];

/** What came back, from the fragment or the query. */
async function ask(bench: Bench, client: { id: string; secret: string }, responseType: string) {
  const config = await discover(bench, '/oauth2/default', client);
  const attempt = await begin(config, callbackOf(bench, 'desk'), { response_type: responseType, scope: 'openid email' });
  if (!responseType.includes('code'))
    for (const name of ['code_challenge', 'code_challenge_method']) attempt.url.searchParams.delete(name);
  attempt.url.searchParams.set('sessionToken', await sessionTokenFor(bench, 'ada@acme.example', passwords.ada));
  const { location } = await visit(attempt.url);
  const answer = new URLSearchParams(location?.hash ? location.hash.slice(1) : location?.search);
  return { answer, attempt };
}
