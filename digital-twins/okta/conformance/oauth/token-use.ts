import * as oidc from 'openid-client';
import { type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { call } from '../clients.ts';
import { clients, seed } from '../seed.ts';
import { authorize, begin, callbackOf, discover, redeem, signedIn } from '../sign-in-by-token.ts';

/** What may be done with tokens afterwards. */
export const tokenUseChecks: Check[] = [
  {
    id: 'refresh-static',
    title: 'a confidential client keeps its refresh token and gets a new access token for it',
    label: 'docs',
    seed,
    run: async bench => {
      const { config, tokens } = await signedIn(bench);
      const next = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? '');
      demand(next.access_token !== tokens.access_token, 'the access token is the same');
      same(next.refresh_token, tokens.refresh_token, 'refresh_token');
    },
  },
  {
    id: 'refresh-reuse',
    title: 'a rotated refresh token used again revokes the whole family',
    label: 'docs',
    seed,
    run: async bench => {
      const { config, tokens } = await signedIn(bench, { client: 'mobile' });
      const first = tokens.refresh_token ?? '';
      const second = (await oidc.refreshTokenGrant(config, first)).refresh_token ?? '';
      demand(second !== '' && second !== first, 'the refresh token is not rotated');
      const reuse = await failure(() => oidc.refreshTokenGrant(config, first));
      same([reuse.status, reuse.error], [400, 'invalid_grant'], 'status and error');
      same(reuse.error_description, 'The refresh token is invalid or expired.', 'error_description');
      same(
        (await failure(() => oidc.refreshTokenGrant(config, second))).error,
        'invalid_grant',
        'error for the newest of the family',
      );
    },
  },
  {
    id: 'refresh-scopes',
    title: 'a refresh may ask for less, not for more',
    label: 'spec',
    seed,
    run: async bench => {
      const { config, tokens } = await signedIn(bench, { scope: 'openid email offline_access' });
      const less = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? '', { scope: 'openid offline_access' });
      same(less.scope?.split(' ').sort(), ['offline_access', 'openid'], 'scope');
      const more = await failure(() => oidc.refreshTokenGrant(config, tokens.refresh_token ?? '', { scope: 'openid profile' }));
      same(more.error, 'invalid_scope', 'error');
    },
  },
  {
    id: 'introspect',
    title: 'introspection tells a live token from a dead one, and only to a client that proves itself',
    label: 'spec',
    seed,
    run: async bench => {
      const { config, tokens } = await signedIn(bench);
      const live = await oidc.tokenIntrospection(config, tokens.access_token);
      same(
        [live.active, live.username, live.client_id, live.token_type],
        [true, 'ada@acme.example', clients.desk.id, 'Bearer'],
        'live token',
      );
      same(await oidc.tokenIntrospection(config, 'rubbish'), { active: false }, 'rubbish');
      await oidc.tokenRevocation(config, tokens.access_token);
      same(await oidc.tokenIntrospection(config, tokens.access_token), { active: false }, 'after it was revoked');
      const impostor = await discover(bench, '/oauth2/default', { id: clients.desk.id, secret: 'not-the-secret' });
      same((await failure(() => oidc.tokenIntrospection(impostor, tokens.access_token))).status, 401, 'status of an impostor');
    },
  },
  {
    id: 'revoke-refresh-token',
    title: 'a revoked refresh token takes its access token along; revoking rubbish is 200',
    label: 'docs',
    seed,
    run: async bench => {
      const { config, tokens } = await signedIn(bench);
      await oidc.tokenRevocation(config, tokens.refresh_token ?? '', { token_type_hint: 'refresh_token' });
      same((await failure(() => oidc.refreshTokenGrant(config, tokens.refresh_token ?? ''))).error, 'invalid_grant', 'error');
      same((await oidc.tokenIntrospection(config, tokens.access_token)).active, false, 'active');
      await oidc.tokenRevocation(config, 'rubbish');
    },
  },
  {
    id: 'userinfo',
    title: 'userinfo knows the person, and refuses a bad token with a challenge',
    label: 'spec',
    seed,
    run: async bench => {
      const { config, tokens } = await signedIn(bench);
      const info = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '');
      same([info.preferred_username, info.given_name], ['ada@acme.example', 'Ada'], 'userinfo');
      const refusal = await call(bench, 'GET', '/oauth2/default/v1/userinfo', undefined, { authorization: 'Bearer rubbish' });
      same(refusal.status, 401, 'status');
      demand(
        /^Bearer .*error="invalid_token"/.test(refusal.headers.get('www-authenticate') ?? ''),
        `challenge ${refusal.headers.get('www-authenticate')}`,
      );
    },
  },
  {
    id: 'tokens-not-cached',
    title: 'answers with tokens forbid every cache to keep them',
    label: 'spec',
    seed,
    run: async bench => {
      const basic = Buffer.from(`${clients.job.id}:${clients.job.secret}`).toString('base64');
      const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };
      const { status, headers: got } = await call(
        bench,
        'POST',
        '/oauth2/desk/v1/token',
        'grant_type=client_credentials&scope=tickets:read',
        headers,
      );
      same(status, 200, 'status');
      demand(got.get('cache-control')?.includes('no-store') === true, `cache-control ${got.get('cache-control')}`);
      same(got.get('pragma'), 'no-cache', 'pragma');
    },
  },
  {
    id: 'code-raced',
    title: 'of many who redeem one code at once at most one gets tokens',
    label: 'spec',
    seed,
    run: async bench => {
      const config = await discover(bench, '/oauth2/default', clients.desk);
      const attempt = await begin(config, callbackOf(bench, 'desk'));
      const { location } = await authorize(bench, attempt);
      const races = await Promise.allSettled(Array.from({ length: 6 }, () => redeem(config, attempt, location)));
      same(races.filter(race => race.status === 'fulfilled').length, 1, 'who got tokens');
      for (const race of races) if (race.status === 'rejected') same(race.reason.error, 'invalid_grant', 'error of the others');
    },
  },
];
