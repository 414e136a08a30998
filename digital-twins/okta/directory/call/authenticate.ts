import { forbidden, OktaRefusal } from '../../errors.ts';
import { isProven } from '../../oauth/dpop.ts';
import { isAlive, sessionOf } from '../../oauth/session.ts';
import type { OktaCall } from '../../operation.ts';
import type { ApiToken } from '../../state.ts';
import { requiredScopes } from './scopes.ts';

/** Who calls the management API. */
export type Caller =
  | { kind: 'api-token'; token: Readonly<ApiToken> }
  | { kind: 'client'; clientId: string; userId: string | null; scopes: string[] }
  | { kind: 'session'; userId: string };

const callers = new WeakMap<OktaCall, Caller>();

/** Who called; there after `authenticate`. */
export function callerOf(call: OktaCall): Caller | undefined {
  return callers.get(call);
}

/** The person behind a call: the token's owner, who consented, or whose session it is. */
export function callerUserId(call: OktaCall): string | null {
  const caller = callerOf(call);
  return caller === undefined ? null : caller.kind === 'api-token' ? caller.token.userId : caller.userId;
}

/** Lets in a call that the twin's own console makes, in the name of the org's admin. */
export function admitConsole(call: OktaCall): void {
  callers.set(call, { kind: 'session', userId: call.state.org.adminId ?? '' });
}

/** Throws `OktaRefusal`: 401 without good credentials, 403 when they do not reach so far. */
export function authenticate(call: OktaCall): void {
  if (callers.has(call)) return;
  const header = call.request.headers.authorization;
  const [scheme = '', value = ''] = (header ?? 'cookie').split(/\s+/, 2);
  switch (scheme.toLowerCase()) {
    case 'cookie':
      bySession(call);
      break;
    case 'ssws':
      byApiToken(call, value);
      break;
    case 'bearer':
    case 'dpop':
      byAccessToken(call, scheme, value);
      break;
    default:
      throw new OktaRefusal(401, 'E0000005', 'Invalid session');
  }
}

function badToken(): OktaRefusal {
  return new OktaRefusal(401, 'E0000011', 'Invalid token provided');
}

function byApiToken(call: OktaCall, value: string): void {
  const token = call.state.apiTokens.by('value', value)[0];
  // An API token is a door of this process only, and lives by the org's clock.
  if (token === undefined || token.expiresAt <= call.clock.now()) throw badToken();
  callers.set(call, { kind: 'api-token', token });
  call.actAs(token.name);
}

function byAccessToken(call: OktaCall, scheme: string, value: string): void {
  const token = call.state.accessTokens.get(value);
  if (token === undefined || token.server !== 'org' || !isAlive(call, token) || !isProven(call, token, scheme)) throw badToken();
  const { clientId, userId, scopes } = token;
  const wanted = requiredScopes(call.request.method, call.request.path);
  if (!wanted.some(scope => scopes.includes(scope))) {
    const challenge = `Bearer authorization_uri="${call.request.origin}/oauth2/v1/authorize", realm="${call.request.origin}", scope="${wanted[0]}", error="insufficient_scope", error_description="The access token provided does not contain the required scopes.", resource="${call.request.path}"`;
    throw new OktaRefusal(403, 'E0000006', forbidden().message, [], { 'www-authenticate': challenge });
  }
  callers.set(call, { kind: 'client', clientId, userId, scopes });
  call.actAs(call.state.users.get(userId ?? '')?.person ?? call.state.apps.by('client', clientId)[0]?.label ?? clientId);
}

/** People with a session may ask about themselves; the rest takes an admin role. */
function bySession(call: OktaCall): void {
  const session = sessionOf(call);
  if (session === undefined) throw new OktaRefusal(401, 'E0000005', 'Invalid session');
  const isOwn =
    /^\/api\/v1\/users\/me(\/|$)/.test(call.request.path) || call.request.path.startsWith(`/api/v1/users/${session.userId}`);
  const isAdmin = call.state.roles.keysBy('assignee', session.userId).length > 0;
  if (!isAdmin && !(isOwn && call.request.method === 'GET')) throw forbidden();
  callers.set(call, { kind: 'session', userId: session.userId });
}
