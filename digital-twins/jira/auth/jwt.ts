import { createHash, createHmac } from 'node:crypto';
import { parseJson } from '../../kit/parse-json.ts';
import { isSame } from '../../kit/secrets.ts';

type Claims = Record<string, unknown>;

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function sign(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

/** A JWT signed with a shared secret (HS256). */
export function signJwt(claims: Claims, secret: string): string {
  const text = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode(claims)}`;
  return `${text}.${sign(text, secret)}`;
}

/** The claims of a JWT before anybody has looked at its signature; undefined when it is none. */
export function peekJwt(token: string): Claims | undefined {
  try {
    const claims: unknown = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Claims) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a JWT is signed with the secret, by HS256 and nothing else, and not expired. */
export function isGoodJwt(token: string, secret: string): boolean {
  const [head = '', body = '', signature = '', ...rest] = token.split('.');
  const algorithm = peekJwt(`.${head}`)?.alg;
  if (rest.length > 0 || algorithm !== 'HS256' || !isSame(signature, sign(`${head}.${body}`, secret))) return false;
  const expires = peekJwt(token)?.exp;
  // What is signed with the app's own clock is judged by the real one.
  return typeof expires === 'number' && expires * 1000 > Date.now() - 30_000;
}

/** The hash of a request that a Connect JWT carries (Connect docs, "Creating a query string hash"). */
export function queryHash(method: string, path: string, query: URLSearchParams): string {
  const names = [...new Set(query.keys())].filter(name => name !== 'jwt').sort();
  const escape_ = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const pairs = names.map(name => `${escape_(name)}=${query.getAll(name).map(escape_).sort().join(',')}`);
  const plain = path.length > 1 ? path.replace(/\/$/, '') : path;
  return createHash('sha256')
    .update(`${method.toUpperCase()}&${plain}&${pairs.join('&')}`)
    .digest('hex');
}
