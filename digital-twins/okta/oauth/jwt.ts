import {
  createHash,
  createHmac,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { parseJson } from '../../kit/parse-json.ts';
import type { SigningKey } from '../../kit/secrets.ts';
import type { Json } from '../directory/json.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT signed with RS256. */
export function signJwt(claims: Json, { kid, privateKey }: SigningKey, typ?: string): string {
  const content = `${encode({ kid, ...(typ === undefined ? {} : { typ }), alg: 'RS256' })}.${encode(claims)}`;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`;
}

/** A JWT taken apart, not checked. */
export interface Jwt {
  header: Json;
  claims: Json;
  content: string;
  signature: Buffer;
}

/** Takes a compact JWT apart; undefined for what is none. */
export function parseJwt(token: string): Jwt | undefined {
  const [header, claims, signature, ...more] = token.split('.');
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0) return undefined;
  const [head, body] = [readPart(header), readPart(claims)];
  if (head === undefined || body === undefined) return undefined;
  return { header: head, claims: body, content: `${header}.${claims}`, signature: Buffer.from(signature, 'base64url') };
}

function readPart(text: string): Json | undefined {
  try {
    const value: unknown = parseJson(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** The claims of a JWT that one of these keys signed, whatever its age; otherwise undefined. */
export function readJwt(token: string, keys: SigningKey[]): Json | undefined {
  const jwt = parseJwt(token);
  const key = keys.find(one => one.kid === jwt?.header.kid);
  if (jwt === undefined || key === undefined || jwt.header.alg !== 'RS256') return undefined;
  return verify('RSA-SHA256', Buffer.from(jwt.content), key.publicKey, jwt.signature) ? jwt.claims : undefined;
}

/** Algorithms that clients may sign with (Okta docs, client authentication). */
const hashes: Record<string, string> = { '256': 'sha256', '384': 'sha384', '512': 'sha512' };

/** Whether a client's public key (a JWK) signed this. */
export function isSignedBy({ header, content, signature }: Jwt, jwk: Json): boolean {
  const [, family, size] = /^(RS|ES)(256|384|512)$/.exec(String(header.alg)) ?? [];
  const hash = hashes[size ?? ''];
  const isFitting = (family === 'RS' && jwk.kty === 'RSA') || (family === 'ES' && jwk.kty === 'EC');
  const key = isFitting ? readKey(jwk) : undefined;
  if (hash === undefined || key === undefined) return false;
  try {
    return verify(hash, Buffer.from(content), family === 'ES' ? { key, dsaEncoding: 'ieee-p1363' } : key, signature);
  } catch {
    // A key of a kind or size that cannot verify has signed nothing.
    return false;
  }
}

/** Whether this secret signed it (HS256, HS384, HS512). */
export function isSignedWith({ header, content, signature }: Jwt, secret: string): boolean {
  const hash = hashes[/^HS(256|384|512)$/.exec(String(header.alg))?.[1] ?? ''];
  if (hash === undefined) return false;
  const expected = createHmac(hash, secret).update(content).digest();
  return expected.length === signature.length && timingSafeEqual(expected, signature);
}

function readKey(jwk: Json): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** `at_hash` and `c_hash` of OpenID Connect: the left half of the SHA-256. */
export function halfHash(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
