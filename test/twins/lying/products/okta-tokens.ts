import { createPublicKey, createVerify } from 'node:crypto';
import { button, type CallTwin, type LyingProduct, notFound, page, seeOther } from '../lying-product.ts';
import { app, askToken, createSignIn, seed } from './okta-client.ts';

/** Okta rotates refresh tokens: one that was used already takes all of its family with it. */
const reusesRefreshToken: LyingProduct = {
  id: 'reuses-refresh-token',
  bug: 'goes on using the first refresh token',
  seed,
  start: ({ call, isHonest }) => {
    const signIn = createSignIn(call);
    const refreshed = new Map<string, number>();
    return async asked => {
      const answered = await signIn.answer(asked);
      if (answered !== undefined) return answered;
      const id = asked.cookies['session'] ?? '';
      const tokens = signIn.sessions.get(id);
      if (tokens === undefined) return asked.path === '/' ? page('<h1>Product</h1><a href="/login">Sign in</a>') : seeOther('/');
      if (asked.method === 'GET')
        return page(
          `<h1>Product</h1>${button('Refresh', '/refresh')}<p role="status">Refreshed ${refreshed.get(id) ?? 0} times</p>`,
        );
      const next = await askToken(call, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' });
      if (next === null) signIn.sessions.delete(id);
      else if (isHonest) signIn.sessions.set(id, next);
      refreshed.set(id, (refreshed.get(id) ?? 0) + 1);
      return seeOther('/');
    };
  },
};

type Claims = { iss: string; aud: string; exp: number };

/** Whether a token is signed by the server it names, is still good, and, if it is asked for, is meant for this audience. */
async function isGood(call: CallTwin, token: string, audience: string | undefined): Promise<boolean> {
  const [head = '', body = '', signature = ''] = token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  const claims = read(body) as Claims;
  if (!claims.iss.startsWith('http://okta.localhost/oauth2/') || claims.exp * 1_000 < Date.now()) return false;
  const { keys } = JSON.parse((await call('okta', `${new URL(claims.iss).pathname}/v1/keys`)).text);
  const jwk = (keys as { kid: string }[]).find(({ kid }) => kid === read(head).kid);
  if (jwk === undefined) return false;
  const isSigned = createVerify('RSA-SHA256')
    .update(`${head}.${body}`)
    .verify(createPublicKey({ key: jwk as never, format: 'jwk' }), signature, 'base64url');
  return isSigned && (audience === undefined || claims.aud === audience);
}

/** A token that another API of the same org was given must not open this one. */
const wrongAudience: LyingProduct = {
  id: 'wrong-audience',
  bug: 'lets in whoever has a token of the same org, whatever API it is for',
  seed: {
    ...seed,
    okta: {
      apps: [app],
      authorizationServers: [
        { id: 'partner', name: 'Partner API', audience: 'api://partner', scopes: ['orders.read'] },
        { id: 'product', name: 'Product API', audience: 'api://product', scopes: ['orders.read'] },
      ],
    },
  },
  start: ({ call, isHonest }) => {
    const said = new Map<string, string>();
    const asked = async (server: string) => {
      const tokens = await askToken(call, { grant_type: 'client_credentials', scope: 'orders.read' }, server);
      if (tokens === null) return 'has no token';
      return (await isGood(call, tokens.access_token, isHonest ? 'api://product' : undefined)) ? 'let in' : 'refused';
    };
    return async ({ method, path }) => {
      const [, server] = /^\/ask\/(partner|product)$/.exec(path) ?? [];
      if (method === 'POST' && server !== undefined) {
        said.set(server, await asked(server));
        return seeOther('/');
      }
      if (path !== '/') return notFound;
      const row = (name: string) =>
        `${button(`Ask as ${name}`, `/ask/${name}`)}<p aria-label="${name}">${said.get(name) ?? 'not asked'}</p>`;
      return page(`<h1>Orders</h1>${row('partner')}${row('product')}`);
    };
  },
};

export const oktaTokenProducts = [reusesRefreshToken, wrongAudience];
