import { createHash } from 'node:crypto';
import { asObject, type Json } from '../directory/json.ts';
import { OAuthRefusal } from '../errors.ts';
import type { OktaCall } from '../operation.ts';
import type { ClientApp } from './client-app.ts';
import { isSignedBy, type Jwt, parseJwt } from './jwt.ts';
import type { Token } from './state.ts';

/** s that a nonce is good (Okta docs, DPoP), and that a proof may be old. */
const nonceLife = 24 * 3600;
const proofLife = 300;

const bad = (text: string) => new OAuthRefusal('invalid_dpop_proof', text);

/**
 * The thumbprint of the key a token request is bound to, for a client that binds its tokens (RFC 9449). Texts of the
 * two refusals that clients act on are recorded. Throws `OAuthRefusal` 400.
 */
export function bindToken(call: OktaCall, { oauth }: ClientApp): string | undefined {
  if (oauth.dpop_bound_access_tokens !== true) return undefined;
  const proof = call.request.headers.dpop;
  if (typeof proof !== 'string') throw bad('The DPoP proof JWT header is missing.');
  const { claims, header } = readProof(call, proof);
  const { dpopNonces } = call.state;
  const nonce = typeof claims.nonce === 'string' ? dpopNonces.get(claims.nonce) : undefined;
  if (nonce === undefined || nonce.expiresReal <= Date.now() / 1000) throw wantNonce(call);
  return thumbprint(asObject(header.jwk));
}

function wantNonce({ state: { dpopNonces }, secrets }: OktaCall): OAuthRefusal {
  const now = Date.now() / 1000;
  for (const row of [...dpopNonces.values()]) if (row.expiresReal <= now) dpopNonces.delete(row.nonce);
  const oldest = dpopNonces.keys().next().value;
  if (dpopNonces.size >= 1000 && oldest !== undefined) dpopNonces.delete(oldest);
  const nonce = secrets.token(24);
  dpopNonces.add({ nonce, expiresReal: now + nonceLife });
  const headers = { 'dpop-nonce': nonce };
  return new OAuthRefusal('use_dpop_nonce', 'Authorization server requires nonce in DPoP proof.', 400, headers);
}

/** Whether a token came as it has to: a bound one with a proof of its key, any other as a bearer. */
export function isProven(call: OktaCall, { jkt, value }: Readonly<Token>, scheme: string): boolean {
  if (jkt === undefined) return scheme.toLowerCase() === 'bearer';
  const proof = call.request.headers.dpop;
  if (scheme.toLowerCase() !== 'dpop' || typeof proof !== 'string') return false;
  try {
    const { claims, header } = readProof(call, proof);
    return claims.ath === createHash('sha256').update(value).digest('base64url') && thumbprint(asObject(header.jwk)) === jkt;
  } catch (error) {
    if (error instanceof OAuthRefusal) return false;
    throw error;
  }
}

/** A proof that is for this very request, signed by the key it names, and new. Throws `OAuthRefusal` 400. */
function readProof(call: OktaCall, proof: string): Jwt {
  const jwt = parseJwt(proof);
  const jwk = asObject(jwt?.header.jwk);
  if (jwt === undefined || jwt.header.typ !== 'dpop+jwt') throw bad('The DPoP proof JWT is invalid.');
  if (!isSignedBy(jwt, jwk) || 'd' in jwk) throw bad('The DPoP proof JWT signature is invalid.');
  checkClaims(call, jwt.claims);
  return jwt;
}

function checkClaims({ request, state: { usedAssertions } }: OktaCall, { htm, htu, iat, jti }: Json): void {
  const now = Date.now() / 1000;
  if (htm !== request.method) throw bad("The DPoP proof JWT contains an invalid 'htm' claim.");
  if (htu !== `${request.origin}${request.path}`) throw bad("The DPoP proof JWT contains an invalid 'htu' claim.");
  if (typeof iat !== 'number' || Math.abs(now - iat) > proofLife)
    throw bad("The DPoP proof JWT contains an invalid 'iat' claim.");
  if (typeof jti !== 'string') throw bad("The DPoP proof JWT must contain a 'jti' claim.");
  const key = `dpop ${jti}`;
  if (usedAssertions.has(key)) throw bad('The DPoP proof JWT has already been used.');
  usedAssertions.add({ key, expiresReal: now + proofLife });
}

/** RFC 7638: the required members in their order. */
function thumbprint({ kty, n, e, crv, x, y }: Json): string {
  const members = kty === 'EC' ? { crv, kty, x, y } : { e, kty, n };
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}
