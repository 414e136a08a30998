import type { Call } from '../../kit/plugin.ts';
import type { JiraUser } from '../model/user.ts';
import type { JiraState } from '../state.ts';
import { isGoodJwt, peekJwt, queryHash } from './jwt.ts';
import { isAllowed } from './scopes.ts';
import type { AccessToken } from './state.ts';

/** The app that asks. */
export type CallingApp = { kind: 'oauth'; clientId: string } | { kind: 'connect'; key: string };

/** The access token of a request that came in by the gateway; elsewhere Jira takes none. */
export function tokenOf({ request, state, params }: Call<JiraState>): Readonly<AccessToken> | undefined {
  const given = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (given === undefined || params.cloudId === undefined) return undefined;
  const token = state.accessTokens.get(given);
  return token !== undefined && token.expires > Date.now() ? token : undefined;
}

export function appOf(call: Call<JiraState>): CallingApp | undefined {
  const token = tokenOf(call);
  if (token !== undefined) return { kind: 'oauth', clientId: token.clientId };
  const key = connectKey(call);
  return key === undefined ? undefined : { kind: 'connect', key };
}

/** Who an app acts for; undefined when its credentials are not good. */
export function userOfApp(call: Call<JiraState>): Readonly<JiraUser> | undefined {
  const token = tokenOf(call);
  if (token !== undefined) return activeUser(call.state, token.accountId);
  const app = call.state.connectApps.get(connectKey(call) ?? '');
  return app === undefined ? undefined : activeUser(call.state, app.accountId);
}

function activeUser(state: JiraState, accountId: string): Readonly<JiraUser> | undefined {
  const user = state.users.get(accountId);
  return user?.active === true ? user : undefined;
}

/** The key of the Connect app whose JWT a request carries, when it is signed for this very request. */
function connectKey({ request, state }: Call<JiraState>): string | undefined {
  const jwt = /^JWT\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const claims = jwt === undefined ? undefined : peekJwt(jwt);
  const app = typeof claims?.iss === 'string' ? state.connectApps.get(claims.iss) : undefined;
  if (jwt === undefined || app === undefined || !isGoodJwt(jwt, app.sharedSecret)) return undefined;
  return claims?.qsh === queryHash(request.method, request.path, request.query) ? app.key : undefined;
}

/** Whether a token was allowed what it is used for; requests without one are not held back. */
export function hasScope(call: Call<JiraState>): boolean {
  const token = tokenOf(call);
  return token === undefined || isAllowed(token.scopes, call.request.method, call.request.path);
}
