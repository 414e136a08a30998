import type { Bench } from '../../testing/conformance/check.ts';
import { auditorKeys } from './seed.ts';

type Field = 'grant_type' | 'scope' | 'client_assertion_type' | 'client_assertion';

/** A request for a token to read users, with an assertion signed by this client's key; `wrong` spoils its claims. */
export async function assertionForm(bench: Bench, id: string, wrong: object = {}): Promise<Record<Field, string>> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: id,
    sub: id,
    aud: `${bench.url}/oauth2/v1/token`,
    iat: now,
    exp: now + 300,
    jti: crypto.randomUUID(),
    ...wrong,
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg: 'RS256', kid: auditorKeys.kid })}.${part(claims)}`;
  const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', auditorKeys.privateKey, Buffer.from(content));
  return {
    grant_type: 'client_credentials',
    scope: 'okta.users.read',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: `${content}.${Buffer.from(signature).toString('base64url')}`,
  };
}
