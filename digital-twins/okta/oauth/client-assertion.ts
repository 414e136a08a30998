import { parseJson } from '../../kit/parse-json.ts';
import { asList, asObject, type Json } from '../directory/json.ts';
import { OAuthRefusal } from '../errors.ts';
import type { OktaCall } from '../operation.ts';
import type { AuthServer } from './auth-server.ts';
import type { ClientApp } from './client-app.ts';
import { isSignedBy, isSignedWith, type Jwt, parseJwt } from './jwt.ts';

/** s that an assertion may be good for, and s that clocks may differ (Okta docs, client authentication). */
const longest = 3600;
const leeway = 300;

const refused = (text: string) => new OAuthRefusal('invalid_client', text, 401);

/** Who a client assertion says it is. Throws `OAuthRefusal` 401 for what is no JWT. */
export function clientOfAssertion(assertion: string): string {
  return String(readAssertion(assertion).claims.sub ?? '');
}

function readAssertion(assertion: string): Jwt {
  const jwt = parseJwt(assertion);
  if (jwt === undefined) throw refused('The client_assertion token is not a valid JWT.');
  return jwt;
}

/**
 * Checks a `private_key_jwt` or `client_secret_jwt`: signature, claims, and that it was not used before (Okta docs,
 * client authentication methods). Throws `OAuthRefusal` 401.
 */
export async function checkAssertion(call: OktaCall, server: AuthServer, app: ClientApp, assertion: string): Promise<void> {
  const jwt = readAssertion(assertion);
  checkClaims(call, server, app, jwt.claims);
  if (!(await isSignedByClient(call, app, jwt))) throw refused('The client_assertion signature is invalid.');
  remember(call, app, jwt.claims);
}

function checkClaims({ request }: OktaCall, server: AuthServer, { oauth }: ClientApp, claims: Json): void {
  const now = Math.floor(Date.now() / 1000);
  const audiences = typeof claims.aud === 'string' ? [claims.aud] : asList(claims.aud);
  const accepted = [`${server.base}/token`, `${request.origin}${request.path}`, server.issuer];
  if (claims.sub !== oauth.client_id) throw refused("The subject claim for client_assertion must be the 'client_id'.");
  if (claims.iss !== oauth.client_id) throw refused("The issuer claim for client_assertion must be the 'client_id'.");
  if (!audiences.some(one => accepted.includes(String(one)))) {
    throw refused('The audience claim for client_assertion must be the endpoint invoked for the request.');
  }
  if (typeof claims.exp !== 'number') throw refused('The client_assertion token must contain an expiration claim.');
  if (claims.exp <= now) throw refused('The client_assertion token is expired.');
  if (claims.exp > now + longest + leeway) {
    throw refused('The client_assertion token has an expiration too far into the future.');
  }
  if (typeof claims.iat === 'number' && claims.iat > now + leeway) {
    throw refused('The client_assertion token was issued in the future.');
  }
}

async function isSignedByClient(call: OktaCall, app: ClientApp, jwt: Jwt): Promise<boolean> {
  const { token_endpoint_auth_method: method, client_secret: secret } = app.oauth;
  if (method === 'client_secret_jwt') return secret !== undefined && isSignedWith(jwt, secret);
  if (method !== 'private_key_jwt') return false;
  const keys = (await clientKeys(call, app)).map(asObject).filter(key => key.status !== 'INACTIVE');
  const { kid } = jwt.header;
  const fitting = kid === undefined ? keys : keys.filter(key => key.kid === kid);
  return fitting.some(key => isSignedBy(jwt, key));
}

/** The client's public keys: those it registered, or those at its `jwks_uri`. */
async function clientKeys(call: OktaCall, { oauth }: ClientApp): Promise<unknown[]> {
  const own = asList(oauth.jwks?.keys);
  if (own.length > 0 || oauth.jwks_uri === undefined || oauth.jwks_uri === null) return own;
  const out = { operation: 'client.jwks', method: 'GET', url: oauth.jwks_uri, headers: { accept: 'application/json' } };
  const result = await call.outbox.request({ ...out, body: '', timeoutMs: 5000 });
  if (result.kind !== 'answer' || result.status !== 200) {
    throw refused("The public keys of the client could not be read from its 'jwks_uri'.");
  }
  try {
    return asList(asObject(parseJson(result.body)).keys);
  } catch {
    return [];
  }
}

function remember(call: OktaCall, { oauth }: ClientApp, { jti, exp }: Json): void {
  if (typeof jti !== 'string') return;
  const { usedAssertions } = call.state;
  const now = Math.floor(Date.now() / 1000);
  for (const row of [...usedAssertions.values()]) if (row.expiresReal < now) usedAssertions.delete(row.key);
  const key = `${oauth.client_id} ${jti}`;
  if (usedAssertions.has(key)) throw refused('The client_assertion token has already been used.');
  usedAssertions.add({ key, expiresReal: Number(exp) });
}
