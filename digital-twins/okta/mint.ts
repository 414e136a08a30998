import type { SigningKey } from '../kit/secrets.ts';
import { OAuthRefusal } from './errors.ts';
import { halfHash, signJwt } from './jwt.ts';
import type { AuthServer, OktaCall } from './operation.ts';
import type { App, OktaUser, Token } from './state.ts';

/** What a token request has earned. */
export interface Grant {
  app: App;
  /** null for a service without a person. */
  userId: string | null;
  scopes: string[];
  family: string;
  /** Real time, s. */
  authTime: number;
  nonce?: string;
  /** Kept when the client goes on using the one it has. */
  refreshToken?: string;
}

/** s. */
const tokenLife = 3600;
/** ms. */
const refreshLife = 100 * 24 * 60 * 60 * 1000;

/** Everything minted in one answer, which shares one moment of real time (s). */
interface Mint {
  call: OktaCall;
  server: AuthServer;
  grant: Grant;
  key: SigningKey;
  now: number;
}

/** The answer of the token endpoint. Throws `OAuthRefusal` when the person may no longer sign in. */
export async function mintTokens(call: OktaCall, server: AuthServer, grant: Grant): Promise<Record<string, unknown>> {
  const user = grant.userId === null ? undefined : call.state.users.get(grant.userId);
  if (grant.userId !== null && user?.status !== 'ACTIVE') {
    throw new OAuthRefusal('invalid_grant', 'The user is not active.');
  }
  call.actAs(user?.person ?? grant.app.label);
  const key = await call.secrets.signingKey(`okta.${server.id}`);
  const mint: Mint = { call, server, grant, key, now: Math.floor(Date.now() / 1000) };
  const accessToken = mintAccessToken(mint, user);
  const refreshToken = grant.refreshToken ?? mintRefreshToken(mint);
  return {
    token_type: 'Bearer',
    expires_in: tokenLife,
    access_token: accessToken,
    scope: grant.scopes.join(' '),
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(user !== undefined && grant.scopes.includes('openid') ? { id_token: mintIdToken(mint, user, accessToken) } : {}),
  };
}

function stored({ call, server, grant }: Mint, lifeMs: number): Token {
  return {
    server: server.id,
    clientId: grant.app.clientId,
    userId: grant.userId,
    scopes: grant.scopes,
    family: grant.family,
    authTime: grant.authTime,
    expiresAt: call.clock.now() + lifeMs,
  };
}

function mintAccessToken(mint: Mint, user: OktaUser | undefined): string {
  const { call, server, grant, key, now } = mint;
  const token = signJwt(
    {
      ver: 1,
      jti: `AT.${call.secrets.token(32)}`,
      iss: server.issuer,
      aud: server.audience,
      iat: now,
      exp: now + tokenLife,
      cid: grant.app.clientId,
      ...(user === undefined ? {} : { uid: user.id }),
      scp: grant.scopes,
      ...(user === undefined ? {} : { auth_time: grant.authTime }),
      sub: user?.login ?? grant.app.clientId,
    },
    key,
  );
  call.state.accessTokens.set(token, stored(mint, tokenLife * 1000));
  return token;
}

function mintRefreshToken(mint: Mint): string | undefined {
  const { app, scopes } = mint.grant;
  if (!scopes.includes('offline_access') || !app.grantTypes.includes('refresh_token')) return undefined;
  const token = mint.call.secrets.token(32);
  mint.call.state.refreshTokens.set(token, stored(mint, refreshLife));
  return token;
}

function mintIdToken({ call, server, grant, key, now }: Mint, user: OktaUser, accessToken: string): string {
  const profile = { name: `${user.firstName} ${user.lastName}`, preferred_username: user.login };
  return signJwt(
    {
      sub: user.id,
      ...(grant.scopes.includes('profile') ? profile : {}),
      ...(grant.scopes.includes('email') ? { email: user.email } : {}),
      ...(grant.scopes.includes('groups') ? { groups: groupsOf(call, user) } : {}),
      ver: 1,
      iss: server.issuer,
      aud: grant.app.clientId,
      iat: now,
      exp: now + tokenLife,
      jti: `ID.${call.secrets.token(32)}`,
      amr: ['pwd'],
      idp: '00o0000000twin000000',
      ...(grant.nonce === undefined ? {} : { nonce: grant.nonce }),
      auth_time: grant.authTime,
      at_hash: halfHash(accessToken),
    },
    key,
  );
}

export function groupsOf(call: Pick<OktaCall, 'state'>, user: OktaUser): string[] {
  return ['Everyone', ...call.state.groups.filter(group => group.members.includes(user.id)).map(group => group.name)];
}
