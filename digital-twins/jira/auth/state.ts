import { createTable } from '../../kit/table.ts';

/** An app that people allow to act for them (OAuth 2.0, three-legged). */
export interface OauthApp {
  clientId: string;
  clientSecret: string;
  name: string;
  redirectUris: string[];
  /** Scopes it may ask for. */
  scopes: string[];
}

/** An app that is installed on the site and signs its requests (Atlassian Connect). */
export interface ConnectApp {
  key: string;
  /** What it and the site sign with. */
  sharedSecret: string;
  /** The site, as the app knows it. */
  clientKey: string;
  /** The account it acts as. */
  accountId: string;
}

/** What somebody allowed an app. */
interface Grant {
  clientId: string;
  accountId: string;
  scopes: string[];
  /** Real ms: the app's own clock tells it when. */
  expires: number;
}

export interface Code extends Grant {
  code: string;
  redirectUri: string;
}

export interface AccessToken extends Grant {
  token: string;
}

export interface RefreshToken extends Grant {
  token: string;
  /** Tokens that come of one consent. */
  family: string;
  isUsed: boolean;
}

/** The tables of signing in. */
export function createAuth() {
  return {
    oauthApps: createTable<OauthApp>({ key: app => app.clientId }),
    connectApps: createTable<ConnectApp>({ key: app => app.key }),
    oauthCodes: createTable<Code>({ key: code => code.code }),
    accessTokens: createTable<AccessToken>({ key: token => token.token }),
    refreshTokens: createTable<RefreshToken, 'family'>({
      key: token => token.token,
      indexes: { family: { of: row => row.family } },
    }),
  };
}
