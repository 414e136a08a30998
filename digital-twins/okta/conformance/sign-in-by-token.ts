import * as oidc from 'openid-client';
import { type Bench, demand } from '../../testing/conformance/check.ts';
import { sessionTokenFor } from './clients.ts';
import { clients, passwords } from './seed.ts';

/** A confidential client when there is a secret, else a public one. */
export async function discover(
  bench: Bench,
  server: string,
  client: { id: string; secret?: string },
): Promise<oidc.Configuration> {
  const auth = client.secret === undefined ? oidc.None() : oidc.ClientSecretBasic(client.secret);
  const execute = [oidc.allowInsecureRequests];
  return oidc.discovery(new URL(`${bench.url}${server}`), client.id, undefined, auth, { execute, timeout: 5 });
}

/** What one authorization request remembers until its answer comes. */
export interface Attempt {
  verifier: string;
  state: string;
  nonce: string;
  url: URL;
}

export async function begin(
  config: oidc.Configuration,
  redirectUri: string,
  extra: Record<string, string> = {},
): Promise<Attempt> {
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile email offline_access',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...extra,
  });
  return { verifier, state, nonce, url };
}

/** Where an authorization request leads a browser that has this cookie; nothing is followed. */
export async function visit(
  url: URL,
  cookie = '',
): Promise<{ status: number; location: URL | null; cookies: string; text: string }> {
  const response = await fetch(url, { headers: cookie === '' ? {} : { cookie }, redirect: 'manual' });
  const location = response.headers.get('location');
  const cookies = response.headers
    .getSetCookie()
    .map(one => one.split(';')[0])
    .join('; ');
  return {
    status: response.status,
    location: location === null ? null : new URL(location, url),
    cookies,
    text: await response.text(),
  };
}

/** Signs somebody in and gives the address the browser is sent back to, with its session cookies. */
export async function authorize(
  bench: Bench,
  attempt: Attempt,
  name: keyof typeof passwords = 'ada',
): Promise<{ location: URL; cookies: string }> {
  attempt.url.searchParams.set('sessionToken', await sessionTokenFor(bench, `${name}@acme.example`, passwords[name]));
  const { location, cookies, status, text } = await visit(attempt.url);
  demand(location !== null, `the authorization request led nowhere: ${status} ${text.slice(0, 200)}`);
  return { location, cookies };
}

export function redeem(
  config: oidc.Configuration,
  attempt: Attempt,
  location: URL,
  verifier = attempt.verifier,
): Promise<Tokens> {
  return oidc.authorizationCodeGrant(config, location, {
    pkceCodeVerifier: verifier,
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    idTokenExpected: true,
  });
}

export type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>;

/** The whole way: Ada (or another) signs in to the help desk, or to the public app. */
export async function signedIn(
  bench: Bench,
  { server = '/oauth2/default', client = 'desk' as 'desk' | 'mobile', name = 'ada' as keyof typeof passwords, scope = '' } = {},
): Promise<{ config: oidc.Configuration; attempt: Attempt; tokens: Tokens; location: URL; cookies: string }> {
  const config = await discover(bench, server, clients[client]);
  const attempt = await begin(config, callbackOf(bench, client), scope === '' ? {} : { scope });
  const { location, cookies } = await authorize(bench, attempt, name);
  return { config, attempt, tokens: await redeem(config, attempt, location), location, cookies };
}

export function callbackOf(bench: Bench, client: 'desk' | 'mobile'): string {
  return `${bench.product.url}/${client === 'desk' ? 'callback' : 'mobile'}`;
}
