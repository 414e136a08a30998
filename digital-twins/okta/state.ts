/** All that one Okta org holds. Plain data: it is cloned for snapshots. Times are ms of the virtual clock. */
export interface OktaState {
  users: Map<string, OktaUser>;
  /** By client id. */
  apps: Map<string, App>;
  groups: Group[];
  apiTokens: string[];
  /** By the value of the `sid` cookie. */
  sessions: Map<string, Session>;
  /** Authorization requests that wait for somebody to sign in, by state token. */
  pending: Map<string, AuthorizeRequest>;
  codes: Map<string, Code>;
  accessTokens: Map<string, Token>;
  refreshTokens: Map<string, Token>;
  /** Management calls in the current minute. */
  rate: { minute: number; calls: number };
}

export type UserStatus = 'STAGED' | 'PROVISIONED' | 'ACTIVE' | 'LOCKED_OUT' | 'SUSPENDED' | 'DEPROVISIONED';

export interface OktaUser {
  id: string;
  /** Handle in the seed. */
  person: string;
  status: UserStatus;
  login: string;
  email: string;
  firstName: string;
  lastName: string;
  title: string;
  timezone: string;
  password?: string;
  failedSignIns: number;
  created: number;
  activated: number | null;
  statusChanged: number | null;
  lastLogin: number | null;
  lastUpdated: number;
}

export interface App {
  id: string;
  label: string;
  clientId: string;
  clientSecret?: string;
  redirectUris: string[];
  postLogoutRedirectUris: string[];
  grantTypes: string[];
  pkceRequired: boolean;
  /** User ids; undefined = everyone. */
  assigned?: string[];
}

interface Group {
  id: string;
  name: string;
  members: string[];
}

export interface Session {
  id: string;
  userId: string;
  createdAt: number;
  /** Real time, s: what goes into tokens. */
  authTime: number;
}

export type ServerId = 'org' | 'default';

export interface AuthorizeRequest {
  server: ServerId;
  clientId: string;
  redirectUri: string;
  responseMode: 'query' | 'fragment' | 'form_post';
  scopes: string[];
  state?: string;
  nonce?: string;
  challenge?: string;
  createdAt: number;
}

interface Code extends AuthorizeRequest {
  userId: string;
  authTime: number;
}

/** An access or refresh token. `family` ties together all that came from one sign-in. */
export interface Token {
  server: ServerId;
  clientId: string;
  userId: string | null;
  scopes: string[];
  family: string;
  authTime: number;
  expiresAt: number;
  nonce?: string;
  /** A refresh token that was exchanged already. */
  isUsed?: boolean;
}
