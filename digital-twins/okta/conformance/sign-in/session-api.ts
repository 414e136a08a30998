import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { authClient } from '../auth-client.ts';
import { call, idOf, sdk, sessionTokenFor } from '../clients.ts';
import { passwords, seed, seedOf } from '../seed.ts';
import { signedIn, visit } from '../sign-in-by-token.ts';

const ada = { username: 'ada@acme.example', password: passwords.ada };

/** Sessions and sign-in transactions as products handle them themselves. */
export const sessionApiChecks: Check[] = [
  {
    id: 'session-cookie',
    title: 'a session token becomes a session that can be read, refreshed and closed',
    label: 'docs',
    seed,
    run: async bench => {
      const { sessionToken } = await authClient(bench).signInWithCredentials(ada);
      const made = await call(bench, 'POST', '/api/v1/sessions', { sessionToken });
      same([made.status, made.body.login, made.body.status], [200, 'ada@acme.example', 'ACTIVE'], 'status, login, status');
      same(made.body.amr, ['pwd'], 'amr');
      const { sessionApi } = sdk(bench);
      const sessionId = String(made.body.id);
      same((await sessionApi.refreshSession({ sessionId })).id, sessionId, 'id after refresh');
      same((await call(bench, 'DELETE', `/api/v1/sessions/${sessionId}`)).status, 204, 'status of DELETE');
      same((await call(bench, 'GET', `/api/v1/sessions/${sessionId}`)).status, 404, 'status afterwards');
      const again = await call(bench, 'POST', '/api/v1/sessions', { sessionToken });
      same(again.status, 401, 'status with the same token again');
    },
  },
  {
    id: 'session-me',
    title: 'the session of a browser is found by its cookie, and without one there is none',
    label: 'docs',
    seed,
    run: async bench => {
      const { cookies } = await signedIn(bench);
      const mine = (cookie: string) => call(bench, 'GET', '/api/v1/sessions/me', undefined, { authorization: '', cookie });
      const found = await mine(cookies);
      same([found.status, found.body.login, found.body.status], [200, 'ada@acme.example', 'ACTIVE'], 'status, login, status');
      same((await mine('')).status, 404, 'status without a cookie');
      const closed = await call(bench, 'DELETE', '/api/v1/sessions/me', undefined, { authorization: '', cookie: cookies });
      same([closed.status, (await mine(cookies)).status], [204, 404], 'status of DELETE and afterwards');
    },
  },
  {
    id: 'session-redirect',
    title: 'a session token is redeemed for a cookie on the way to a trusted address, and to no other',
    label: 'docs',
    seed: seedOf(productUrl => ({ trustedOrigins: [productUrl] })),
    run: async bench => {
      const go = async (redirectUrl: string) => {
        const token = await sessionTokenFor(bench, ada.username, ada.password);
        return visit(new URL(`${bench.url}/login/sessionCookieRedirect?${new URLSearchParams({ token, redirectUrl })}`));
      };
      const trusted = await go(`${bench.product.url}/home`);
      same([trusted.status, trusted.location?.href], [302, `${bench.product.url}/home`], 'status and location');
      const mine = await call(bench, 'GET', '/api/v1/sessions/me', undefined, { authorization: '', cookie: trusted.cookies });
      same(mine.body.login, 'ada@acme.example', 'login of the session');
      demand((await go('http://evil.example/')).location?.host !== 'evil.example', 'it leads to a strange address');
    },
  },
  {
    id: 'transaction-state',
    title: 'a transaction is asked for by its state token until it is cancelled',
    label: 'docs',
    seed,
    run: async bench => {
      await sdk(bench).userApi.expirePassword({ userId: await idOf(bench, 'ada') });
      const post = (path: string, body: object) => call(bench, 'POST', path, body, { authorization: '' });
      const { body } = await post('/api/v1/authn', ada);
      const { stateToken } = body;
      same((await post('/api/v1/authn', { stateToken })).body.status, 'PASSWORD_EXPIRED', 'status');
      same((await post('/api/v1/authn/cancel', { stateToken })).status, 200, 'status of cancel');
      const gone = await post('/api/v1/authn', { stateToken });
      same([gone.status, gone.body.errorCode], [401, 'E0000011'], 'status and code afterwards');
    },
  },
];
