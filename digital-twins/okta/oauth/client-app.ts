import { isMember } from '../directory/groups/membership.ts';
import type { App, OAuthClient, OktaState } from '../state.ts';

/** An app that is an OAuth client. */
export type ClientApp = App & { oauth: OAuthClient };

/** The active client of an id. */
export function findClient(state: OktaState, clientId: string | undefined): ClientApp | undefined {
  const app = clientId === undefined ? undefined : state.apps.by('client', clientId)[0];
  return app?.oauth !== undefined && app.status === 'ACTIVE' ? (app as ClientApp) : undefined;
}

/** Whether somebody may use an app: by themselves, or through a group. */
export function mayUse(state: OktaState, { id }: Readonly<App>, userId: string): boolean {
  if (state.appUsers.get(`${id}:${userId}`)?.scope === 'USER') return true;
  return state.appGroups.by('app', id).some(row => isMember(state, userId, row.groupId));
}

/** Whether a client cannot keep a secret. */
export function isPublic({ oauth }: ClientApp): boolean {
  return oauth.token_endpoint_auth_method === 'none';
}

/** Whether a client was set up for a grant type. */
export function mayGrant({ oauth }: ClientApp, grantType: string): boolean {
  return oauth.grant_types.includes(grantType);
}
