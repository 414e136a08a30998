import { createHash } from 'node:crypto';
import OktaJwtVerifier from '@okta/jwt-verifier';
import * as oidc from 'openid-client';
import { type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { idOf } from '../clients.ts';
import { clients, seed } from '../seed.ts';
import { authorize, begin, callbackOf, discover, redeem, signedIn } from '../sign-in-by-token.ts';

/** What comes out of a sign-in. */
export const tokenChecks: Check[] = [
  {
    id: 'code-once',
    title: 'a code works once',
    label: 'docs',
    seed,
    run: async bench => {
      const { config, attempt, location } = await signedIn(bench);
      const error = await failure(() => redeem(config, attempt, location));
      same([error.status, error.error], [400, 'invalid_grant'], 'status and error');
      same(error.error_description, 'The authorization code is invalid or has expired.', 'error_description');
    },
  },
  {
    id: 'wrong-verifier',
    title: 'another verifier than the one the code was asked with is refused',
    label: 'docs',
    seed,
    run: async bench => {
      const config = await discover(bench, '', clients.desk);
      const attempt = await begin(config, callbackOf(bench, 'desk'));
      const { location } = await authorize(bench, attempt);
      const error = await failure(() => redeem(config, attempt, location, oidc.randomPKCECodeVerifier()));
      same([error.status, error.error, error.error_description], [400, 'invalid_grant', 'PKCE verification failed.'], 'error');
    },
  },
  {
    id: 'code-of-another-client',
    title: 'a code is worth nothing to another client',
    label: 'spec',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.desk);
      const attempt = await begin(config, callbackOf(bench, 'desk'));
      const { location } = await authorize(bench, attempt);
      const other = await discover(bench, '/oauth2/default', clients.mobile);
      same((await failure(() => redeem(other, attempt, location))).error, 'invalid_grant', 'error');
    },
  },
  {
    id: 'access-token-verified',
    title: 'an access token of a custom server verifies and says aud, cid, uid, scp and sub',
    label: 'spec',
    seed,
    run: async bench => {
      const { tokens } = await signedIn(bench);
      const verifier = verifierFor(`${bench.url}/oauth2/default`);
      const { claims, header } = await verifier.verifyAccessToken(tokens.access_token, 'api://default');
      same(
        [claims.cid, claims.sub, claims.uid],
        [clients.desk.id, 'ada@acme.example', await idOf(bench, 'ada')],
        'cid, sub, uid',
      );
      same([...(claims.scp ?? [])].sort(), ['email', 'offline_access', 'openid', 'profile'], 'scp');
      same([claims.ver, header.alg, claims.exp - (claims.iat ?? 0)], [1, 'RS256', 3600], 'ver, alg, life');
      demand(String(claims.jti).startsWith('AT.') && typeof claims.auth_time === 'number', `jti ${claims.jti}`);
      demand(Math.abs(Date.now() / 1000 - (claims.iat ?? 0)) < 30, 'iat is not now');
      const error = await failure(() => verifier.verifyAccessToken(tokens.access_token, 'api://other'));
      demand(error.message.includes('does not match expected audience'), error.message);
    },
  },
  {
    id: 'org-access-token',
    title: 'an access token of the org server is for the org itself',
    label: 'docs',
    seed,
    run: async bench => {
      const { tokens } = await signedIn(bench, { server: '' });
      const payload = JSON.parse(Buffer.from(tokens.access_token.split('.')[1] ?? '', 'base64url').toString());
      same([payload.iss, payload.aud, payload.cid], [bench.url, bench.url, clients.desk.id], 'iss, aud, cid');
    },
  },
  {
    id: 'id-token-verified',
    title: 'an ID token verifies with its nonce, says who signed in and how, and hashes its access token',
    label: 'spec',
    seed,
    run: async bench => {
      const { tokens, attempt } = await signedIn(bench);
      const verifier = verifierFor(`${bench.url}/oauth2/default`);
      const idToken = tokens.id_token ?? '';
      const { claims } = await verifier.verifyIdToken(idToken, clients.desk.id, attempt.nonce);
      same(
        [claims.sub, claims.email, claims.name],
        [await idOf(bench, 'ada'), 'ada@acme.example', 'Ada Moreno'],
        'sub, email, name',
      );
      same([claims.amr, claims.ver, claims.preferred_username], [['pwd'], 1, 'ada@acme.example'], 'amr, ver, preferred_username');
      demand(
        String(claims.jti).startsWith('ID.') && String(claims.idp).startsWith('00o'),
        `jti ${claims.jti}, idp ${claims.idp}`,
      );
      const half = createHash('sha256').update(tokens.access_token).digest().subarray(0, 16).toString('base64url');
      same(claims.at_hash, half, 'at_hash');
      const error = await failure(() => verifier.verifyIdToken(idToken, clients.desk.id, 'another-nonce'));
      demand(error.message.includes('does not match expected nonce'), error.message);
    },
  },
  {
    id: 'claims-by-scope',
    title: 'without the scope email no token and no userinfo says the address',
    label: 'spec',
    seed,
    run: async bench => {
      const { config, tokens } = await signedIn(bench, { scope: 'openid' });
      const claims = tokens.claims();
      same([claims?.email, tokens.refresh_token], [undefined, undefined], 'email and refresh token');
      const info = await oidc.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '');
      same([info.sub, info.email], [claims?.sub, undefined], 'userinfo');
    },
  },
];

export function verifierFor(issuer: string): OktaJwtVerifier {
  return new OktaJwtVerifier({ issuer, testing: { disableHttpsCheck: true } });
}
