import { createHash, sign, verify } from 'node:crypto';
import type { SigningKey } from '../kit/secrets.ts';

export type Claims = Record<string, unknown>;

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT signed with RS256. */
export function signJwt(claims: Claims, { kid, privateKey }: SigningKey): string {
  const content = `${encode({ kid, alg: 'RS256' })}.${encode(claims)}`;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`;
}

/** The claims of a JWT that this key signed, whatever its age; otherwise undefined. */
export function readJwt(token: string, { publicKey }: SigningKey): Claims | undefined {
  const [header, claims, signature, ...more] = token.split('.');
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0) return undefined;
  const isOurs = verify('RSA-SHA256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url'));
  return isOurs ? JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) : undefined;
}

/** `at_hash` of OpenID Connect: the left half of the token's SHA-256. */
export function halfHash(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
