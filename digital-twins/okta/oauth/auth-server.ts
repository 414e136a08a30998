import type { Answer } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { notFound } from '../errors.ts';
import { operation } from '../open-operation.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaState } from '../state.ts';
import type { ServerId } from './state.ts';

/** An authorization server as the client addressed it. */
export interface AuthServer {
  id: ServerId;
  issuer: string;
  /** What its endpoints begin with. */
  base: string;
  /** Audience of its access tokens. */
  audience: string;
}

/** An operation that the org server and every custom server have. */
export function serverOperation(
  given: Omit<Operation<OktaState>, 'path' | 'run'> & {
    endpoint: string;
    run(call: OktaCall, server: AuthServer): Answer | Promise<Answer>;
  },
): Operation<OktaState> {
  const { endpoint, run, ...rest } = given;
  const path = `/oauth2/v1/${endpoint} /oauth2/:server/v1/${endpoint}`;
  return operation({ ...rest, path, run: call => run(call, serverOf(call)) });
}

/** The server of a request's path. Throws `OktaRefusal` 404 for one that does not exist. */
export function serverOf(call: OktaCall): AuthServer {
  const { server } = call.params;
  return describeServer(call, server ?? 'org');
}

/** Throws `OktaRefusal` 404 for a server that does not exist or was switched off. */
export function describeServer({ request: { origin }, state }: OktaCall, id: ServerId): AuthServer {
  if (id === 'org') return { id, issuer: origin, base: `${origin}/oauth2/v1`, audience: origin };
  const row = state.servers.get(id);
  if (row === undefined || row.status !== 'ACTIVE') throw notFound(id, 'AuthorizationServer');
  return { id, issuer: `${origin}/oauth2/${id}`, base: `${origin}/oauth2/${id}/v1`, audience: row.audiences[0] ?? '' };
}

/** Scopes of the org server besides `okta.*` (Okta's published metadata of the org server). */
const orgScopes = ['openid', 'email', 'profile', 'address', 'phone', 'offline_access', 'groups'];

/** Scopes that every server understands as OpenID Connect. */
export const openIdScopes = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access', 'device_sso'];

/** Whether a server knows a scope; `okta.*` are the org server's own. */
export function knowsScope(state: OktaState, server: ServerId, scope: string): boolean {
  if (/^okta\.myAccount\./.test(scope)) return true;
  if (server === 'org') return orgScopes.includes(scope) || /^okta\.[a-zA-Z.]+$/.test(scope);
  return state.scopes.by('server', server).some(row => row.name === scope);
}

/** Scopes that the metadata of a server names. */
export function publishedScopes(state: OktaState, server: ServerId): string[] {
  if (server === 'org') return orgScopes;
  const rows = state.scopes.by('server', server).filter(row => row.metadataPublish === 'ALL_CLIENTS');
  return rows.map(row => row.name);
}
