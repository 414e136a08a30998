import { createHash, randomBytes } from 'node:crypto';
import { type Answered, type Asked, type CallTwin, form, people, seeOther } from '../lying-product.ts';

const clientId = '0oalyingproducts001';
const clientSecret = 'secret-of-lying-products';
const redirectUri = 'http://product.localhost/callback';

/** The product as an OpenID Connect client that may keep people signed in. */
export const app = {
  label: 'Product',
  clientId,
  clientSecret,
  redirectUris: [redirectUri],
  grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
  refreshTokens: 'rotate',
};

export const seed = { people, okta: { apps: [app] } };

export type Tokens = { access_token: string; refresh_token?: string; id_token?: string };

/** Asks one of the token endpoints; null when it refuses. */
export async function askToken(call: CallTwin, fields: Record<string, string>, server = 'default'): Promise<Tokens | null> {
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const body = String(new URLSearchParams(fields));
  const answer = await call('okta', `/oauth2/${server}/v1/token`, { method: 'POST', headers: { ...form, authorization }, body });
  return answer.status === 200 ? (JSON.parse(answer.text) as Tokens) : null;
}

export async function isActive(call: CallTwin, token: string): Promise<boolean> {
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const body = String(new URLSearchParams({ token, token_type_hint: 'access_token' }));
  const answer = await call('okta', '/oauth2/default/v1/introspect', {
    method: 'POST',
    headers: { ...form, authorization },
    body,
  });
  return answer.status === 200 && JSON.parse(answer.text).active === true;
}

/** Signs people in by the code flow with PKCE: `/login` and `/callback`. Undefined for any other path. */
export function createSignIn(call: CallTwin) {
  const pending = new Map<string, string>();
  const sessions = new Map<string, Tokens>();
  const begin = (): Answered => {
    const [state, verifier] = [randomBytes(8).toString('hex'), randomBytes(32).toString('base64url')];
    pending.set(state, verifier);
    const query = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid profile offline_access',
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    return seeOther(`http://okta.localhost/oauth2/default/v1/authorize?${query}`);
  };
  const finish = async ({ query }: Asked): Promise<Answered> => {
    const verifier = pending.get(query.get('state') ?? '');
    if (verifier === undefined) return { status: 400, body: 'nobody began to sign in here' };
    const fields = {
      grant_type: 'authorization_code',
      code: query.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
    };
    const tokens = await askToken(call, fields);
    if (tokens === null) return { status: 401, body: 'Okta refused the code' };
    const id = randomBytes(16).toString('hex');
    sessions.set(id, tokens);
    return seeOther('/', `session=${id}`);
  };
  return {
    sessions,
    answer: async (asked: Asked): Promise<Answered | undefined> => {
      if (asked.path === '/login') return begin();
      return asked.path === '/callback' ? finish(asked) : undefined;
    },
  };
}
