import { createTable, type Table } from '../../kit/table.ts';

/**
 * What sign-ins and grants leave behind. Times are ms of the virtual clock; those called `…Real` are s of real time,
 * which is what clients compare with their own clock.
 */
export interface OAuthState {
  /** By the value of the `sid` cookie. */
  sessions: Table<Session, 'user' | 'id'>;
  /** Authorization requests that wait for somebody to sign in. */
  pending: Table<AuthorizeRequest>;
  /** Requests pushed to `/par`. */
  pushed: Table<PushedRequest>;
  codes: Table<Code, 'user' | 'family'>;
  accessTokens: Table<Token, 'user' | 'family' | 'client'>;
  refreshTokens: Table<Token, 'user' | 'family' | 'client'>;
  /** Sign-ins that are under way, by their state token. */
  transactions: Table<Transaction, 'user' | 'interaction'>;
  sessionTokens: Table<SessionToken, 'user'>;
  devices: Table<DeviceGrant, 'code'>;
  /** Ids of client assertions that were used, so that none is used twice. */
  usedAssertions: Table<UsedAssertion>;
  /** Signing keys of authorization servers; the keys themselves are secrets of the namespace. */
  serverKeys: Table<ServerKey, 'server'>;
  dpopNonces: Table<DpopNonce>;
  consents: Table<Consent, 'user'>;
}

export interface Session {
  sid: string;
  id: string;
  userId: string;
  createdAt: number;
  expiresAt: number;
  /** How the person proved who they are. */
  amr: string[];
  authTime: number;
  lastPassword: number | null;
  lastFactor: number | null;
}

/** Id of an authorization server; `org` is the org's own. */
export type ServerId = string;

export type ResponseMode = 'query' | 'fragment' | 'form_post' | 'okta_post_message';

export interface AuthorizeRequest {
  stateToken: string;
  server: ServerId;
  clientId: string;
  redirectUri: string;
  responseTypes: string[];
  responseMode: ResponseMode;
  scopes: string[];
  state?: string;
  nonce?: string;
  challenge?: string;
  prompt?: string;
  /** s. */
  maxAge?: number;
  acrValues?: string;
  loginHint?: string;
  createdAt: number;
}

interface PushedRequest {
  uri: string;
  server: ServerId;
  clientId: string;
  fields: Record<string, string>;
  expiresReal: number;
}

export interface Code extends AuthorizeRequest {
  code: string;
  /** `interaction` codes came from the identity engine, and are exchanged with another grant type. */
  kind: 'authorization' | 'interaction';
  userId: string;
  authTime: number;
  amr: string[];
  /** What tokens it brought belong together by. */
  family: string;
  isUsed: boolean;
}

/** An access or refresh token. `family` ties together all that came from one sign-in. */
export interface Token {
  value: string;
  id: string;
  server: ServerId;
  clientId: string;
  userId: string | null;
  scopes: string[];
  family: string;
  authTime: number;
  amr: string[];
  createdAt: number;
  expiresAt: number;
  /** For an access token: `exp`, and who it is for. */
  expiresReal: number;
  audience: string;
  nonce?: string;
  /** Thumbprint of the key that has to be proven with it (RFC 9449). */
  jkt?: string;
  /** When a refresh token was exchanged, s of real time. */
  usedReal?: number;
}

export type Step =
  | { kind: 'identify' }
  | { kind: 'identify-recovery' }
  | { kind: 'mfa-required' }
  | { kind: 'mfa-challenge'; factorId: string }
  | { kind: 'mfa-enroll' }
  | { kind: 'mfa-activate'; factorId: string }
  | { kind: 'password-expired' }
  | { kind: 'recovery-challenge'; purpose: 'password' | 'unlock'; factor: 'EMAIL' | 'SMS' }
  | { kind: 'recovery'; purpose: 'password' | 'unlock' }
  | { kind: 'password-reset'; isActivation?: boolean }
  | { kind: 'success' }
  | { kind: 'ended' };

/** Somebody on their way in: through the page, `/api/v1/authn` or the identity engine. */
export interface Transaction {
  token: string;
  userId?: string;
  /** The authorization request this is for, by its state token. */
  request?: string;
  /** Handle of the identity engine, when it began with `/interact`. */
  interaction?: string;
  relayState?: string;
  amr: string[];
  step: Step;
  createdAt: number;
  expiresAt: number;
}

interface SessionToken {
  token: string;
  userId: string;
  amr: string[];
  expiresAt: number;
}

interface DeviceGrant {
  deviceCode: string;
  userCode: string;
  server: ServerId;
  clientId: string;
  scopes: string[];
  outcome: { kind: 'waiting' } | { kind: 'denied' } | { kind: 'granted'; userId: string; authTime: number; amr: string[] };
  /** ms of real time, since that is how clients poll. */
  lastPoll: number;
  expiresAt: number;
}

interface DpopNonce {
  nonce: string;
  expiresReal: number;
}

interface UsedAssertion {
  key: string;
  expiresReal: number;
}

export interface ServerKey {
  id: string;
  server: ServerId;
  number: number;
  status: 'ACTIVE' | 'NEXT' | 'EXPIRED';
  created: number;
  lastUpdated: number;
}

interface Consent {
  key: string;
  userId: string;
  clientId: string;
  scopes: string[];
}

const ofPerson = { of: (row: { userId?: string | null }) => row.userId ?? undefined };

const createTokens = () =>
  createTable<Token, 'user' | 'family' | 'client'>({
    key: token => token.value,
    indexes: { user: ofPerson, family: { of: token => token.family }, client: { of: token => token.clientId } },
  });

export function createOAuthState(): OAuthState {
  return { ...createSignIns(), ...createGrants() };
}

function createSignIns(): Pick<OAuthState, 'sessions' | 'sessionTokens' | 'transactions' | 'pending' | 'pushed' | 'consents'> {
  return {
    sessions: createTable<Session, 'user' | 'id'>({
      key: session => session.sid,
      indexes: { user: ofPerson, id: { of: session => session.id } },
    }),
    sessionTokens: createTable<SessionToken, 'user'>({ key: row => row.token, indexes: { user: ofPerson } }),
    transactions: createTable<Transaction, 'user' | 'interaction'>({
      key: row => row.token,
      indexes: { user: ofPerson, interaction: { of: row => row.interaction } },
    }),
    pending: createTable<AuthorizeRequest>({ key: request => request.stateToken }),
    pushed: createTable<PushedRequest>({ key: request => request.uri }),
    consents: createTable<Consent, 'user'>({ key: row => row.key, indexes: { user: ofPerson } }),
  };
}

function createGrants(): Pick<
  OAuthState,
  'codes' | 'accessTokens' | 'refreshTokens' | 'devices' | 'usedAssertions' | 'serverKeys' | 'dpopNonces'
> {
  return {
    codes: createTable<Code, 'user' | 'family'>({
      key: code => code.code,
      indexes: { user: ofPerson, family: { of: code => code.family } },
    }),
    accessTokens: createTokens(),
    refreshTokens: createTokens(),
    devices: createTable<DeviceGrant, 'code'>({ key: row => row.deviceCode, indexes: { code: { of: row => row.userCode } } }),
    dpopNonces: createTable<DpopNonce>({ key: row => row.nonce }),
    usedAssertions: createTable<UsedAssertion>({ key: row => row.key }),
    serverKeys: createTable<ServerKey, 'server'>({
      key: row => row.id,
      indexes: { server: { of: row => row.server, order: row => row.number } },
    }),
  };
}
