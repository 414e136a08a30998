import { newId } from '../directory/ids.ts';
import type { Json } from '../directory/json.ts';
import { OAuthRefusal } from '../errors.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaUser } from '../state.ts';
import { judge, type Lifetimes } from './access-policy.ts';
import type { AuthServer } from './auth-server.ts';
import { customClaims, profileClaims } from './claims.ts';
import type { ClientApp } from './client-app.ts';
import { halfHash, signJwt } from './jwt.ts';
import { makeRoom } from './make-room.ts';
import { type HeldKey, signingKeyOf } from './server-keys.ts';
import type { Token } from './state.ts';

/** What a token request has earned. */
export interface Grant {
  app: ClientApp;
  /** null for a service without a person. */
  userId: string | null;
  grantType: string;
  scopes: string[];
  family: string;
  /** Real time, s. */
  authTime: number;
  amr: string[];
  nonce?: string;
  /** Kept when the client goes on using the one it has. */
  refreshToken?: string;
  /** Thumbprint of the key the tokens are bound to. */
  jkt?: string;
  /** An audience the client asked for, where it may. */
  audience?: string;
}

/** So many tokens of a kind are kept. */
const keptTokens = 50_000;

/** Everything minted in one answer, which shares one moment of real time (s). */
export interface Mint {
  call: OktaCall;
  server: AuthServer;
  grant: Grant;
  user: Readonly<OktaUser> | undefined;
  key: HeldKey;
  now: number;
  life: Lifetimes;
}

/** Begins to mint. Throws `OAuthRefusal` when the person may no longer sign in, or no policy lets this happen. */
export async function beginMint(call: OktaCall, server: AuthServer, grant: Grant): Promise<Mint> {
  const user = grant.userId === null ? undefined : call.state.users.get(grant.userId);
  if (grant.userId !== null && user?.status !== 'ACTIVE') throw new OAuthRefusal('invalid_grant', 'The user is not active.');
  const { userId, grantType, scopes, app } = grant;
  const life = judge(call.state, { server: server.id, clientId: app.oauth.client_id, userId, grantType, scopes });
  call.actAs(user?.person ?? app.label);
  return { call, server, grant, user, life, key: await signingKeyOf(call, server.id), now: Math.floor(Date.now() / 1000) };
}

/** The answer of the token endpoint. Throws `OAuthRefusal`, see `beginMint`. */
export async function mintTokens(call: OktaCall, server: AuthServer, grant: Grant): Promise<Json> {
  const mint = await beginMint(call, server, grant);
  const accessToken = mintAccessToken(mint);
  const refreshToken = grant.refreshToken ?? mintRefreshToken(mint);
  return {
    token_type: grant.jkt === undefined ? 'Bearer' : 'DPoP',
    expires_in: mint.life.access,
    access_token: accessToken,
    scope: grant.scopes.join(' '),
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(mint.user !== undefined && grant.scopes.includes('openid') ? { id_token: mintIdToken(mint, { accessToken }) } : {}),
  };
}

function stored({ call, server, grant, now }: Mint, id: string, life: number): Omit<Token, 'value'> {
  return {
    id,
    server: server.id,
    clientId: grant.app.oauth.client_id,
    userId: grant.userId,
    scopes: grant.scopes,
    family: grant.family,
    authTime: grant.authTime,
    amr: grant.amr,
    createdAt: call.clock.now(),
    expiresAt: call.clock.now() + life * 1000,
    expiresReal: now + life,
    audience: grant.audience ?? server.audience,
    ...(grant.nonce === undefined ? {} : { nonce: grant.nonce }),
    ...(grant.jkt === undefined ? {} : { jkt: grant.jkt }),
  };
}

/** An access token; its claims are as Okta documents them. */
export function mintAccessToken(mint: Mint): string {
  const { call, server, grant, user, key, now, life } = mint;
  const { app, scopes } = grant;
  const id = `AT.${call.secrets.token(32)}`;
  const claims = {
    ver: 1,
    jti: id,
    iss: server.issuer,
    aud: grant.audience ?? server.audience,
    iat: now,
    exp: now + life.access,
    cid: app.oauth.client_id,
    ...(user === undefined ? {} : { uid: user.id }),
    ...(scopes.length === 0 ? {} : { scp: scopes }),
    ...(user === undefined ? {} : { auth_time: grant.authTime }),
    sub: subjectOf(mint),
    ...(grant.jkt === undefined ? {} : { cnf: { jkt: grant.jkt } }),
    ...customClaims(call.state, server.id, 'RESOURCE', { app, user, scopes }, false),
  };
  const value = signJwt(claims, key, server.id === 'org' ? 'application/okta-internal-at+jwt' : undefined);
  makeRoom(call.state.accessTokens, keptTokens);
  call.state.accessTokens.add({ value, ...stored(mint, id, life.access) });
  return value;
}

/** A person goes by what they are called in the app, a service by its client id. */
function subjectOf({ call, grant, user }: Mint): string {
  if (user === undefined) return grant.app.oauth.client_id;
  return call.state.appUsers.get(`${grant.app.id}:${user.id}`)?.userName || user.profile.login;
}

function mintRefreshToken(mint: Mint): string | undefined {
  const { app, scopes } = mint.grant;
  if (!scopes.includes('offline_access') || !app.oauth.grant_types.includes('refresh_token')) return undefined;
  const value = mint.call.secrets.token(32);
  makeRoom(mint.call.state.refreshTokens, keptTokens);
  mint.call.state.refreshTokens.add({ value, ...stored(mint, newId(mint.call, 'oar'), mint.life.refresh) });
  return value;
}

/** An ID token. It tells all when it comes alone, and little beside an access token, which leads to userinfo. */
export function mintIdToken(mint: Mint, beside: { accessToken?: string; code?: string }): string {
  const { call, server, grant, user, key, now } = mint;
  if (user === undefined) throw new OAuthRefusal('invalid_scope', 'There is no user.');
  const { app, scopes } = grant;
  const isThin = beside.accessToken !== undefined;
  return signJwt(
    {
      sub: user.id,
      ...idProfile(mint, user, isThin),
      ver: 1,
      iss: server.issuer,
      aud: app.oauth.client_id,
      iat: now,
      exp: now + 3600,
      jti: `ID.${call.secrets.token(32)}`,
      amr: grant.amr,
      idp: call.state.org.id,
      ...(grant.nonce === undefined ? {} : { nonce: grant.nonce }),
      ...customClaims(call.state, server.id, 'IDENTITY', { app, user, scopes }, isThin),
      auth_time: grant.authTime,
      ...(beside.accessToken === undefined ? {} : { at_hash: halfHash(beside.accessToken) }),
      ...(beside.code === undefined ? {} : { c_hash: halfHash(beside.code) }),
    },
    key,
  );
}

/** Beside an access token only these of the scopes' claims stand in an ID token (Okta docs, ID token claims). */
const thinClaims = ['name', 'email', 'preferred_username', 'groups'];

function idProfile({ call, grant }: Mint, user: Readonly<OktaUser>, isThin: boolean): Json {
  const claims = profileClaims(call.state, user, grant.scopes);
  return isThin ? Object.fromEntries(Object.entries(claims).filter(([name]) => thinClaims.includes(name))) : claims;
}
