import { type Answer, json } from '../../kit/answer.ts';
import type { Call, Operation } from '../../kit/plugin.ts';
import { bodyFields } from '../../kit/request.ts';
import { isSame } from '../../kit/secrets.ts';
import type { JiraState } from '../state.ts';
import { cloudIdOf } from './create.ts';
import type { AccessToken, OauthApp, RefreshToken } from './state.ts';

/** Tokens for apps. In reality on auth.atlassian.com and api.atlassian.com (Atlassian docs, "OAuth 2.0 (3LO) apps"). */
export const oauthOperations: Operation<JiraState>[] = [
  { name: 'oauth.token', method: 'POST', path: '/oauth/token', label: 'docs', write: true, run: token },
  { name: 'oauth.accessible-resources', method: 'GET', path: '/oauth/token/accessible-resources', label: 'docs', run: resources },
  { name: 'oauth.me', method: 'GET', path: '/me', label: 'docs', run: me },
];

const hour = 3_600_000;
const refreshLife = 90 * 24 * hour;

function refuse(status: number, error: string, description: string): Answer {
  return json({ error, error_description: description }, status, { 'cache-control': 'no-store' });
}

function token(call: Call<JiraState>): Answer {
  const fields = bodyFields(call.request.body);
  const text = (name: string) => (typeof fields[name] === 'string' ? (fields[name] as string) : '');
  const grant = text('grant_type');
  if (grant !== 'authorization_code' && grant !== 'refresh_token') {
    return refuse(403, 'unsupported_grant_type', `Unsupported grant type: ${grant === '' ? 'undefined' : grant}`);
  }
  const app = call.state.oauthApps.get(text('client_id'));
  if (app === undefined || !isSame(text('client_secret'), app.clientSecret)) return refuse(401, 'access_denied', 'Unauthorized');
  if (grant === 'refresh_token') return refresh(call, app, text('refresh_token'));
  return exchange(call, app, text('code'), text('redirect_uri'));
}

/** A code works once, for its own app and address. */
function exchange(call: Call<JiraState>, app: Readonly<OauthApp>, given: string, redirectUri: string): Answer {
  const code = call.state.oauthCodes.get(given);
  if (code === undefined || code.clientId !== app.clientId || code.expires < Date.now()) {
    return refuse(403, 'invalid_grant', 'Invalid authorization code');
  }
  if (code.redirectUri !== redirectUri) {
    return refuse(
      403,
      'invalid_grant',
      `The redirect URI is wrong. You sent ${redirectUri}, and we expected ${code.redirectUri}`,
    );
  }
  call.state.oauthCodes.delete(given);
  return issue(call, code, call.secrets.token(16));
}

/** Each refresh token works once; the one it is exchanged for takes its place. */
function refresh(call: Call<JiraState>, app: Readonly<OauthApp>, given: string): Answer {
  const { refreshTokens } = call.state;
  const old = refreshTokens.get(given);
  if (old === undefined || old.clientId !== app.clientId || old.isUsed || old.expires < Date.now()) {
    // One that comes back after it was used may be stolen: all that came of the same consent ends.
    if (old?.isUsed === true) for (const row of refreshTokens.by('family', old.family)) refreshTokens.delete(row.token);
    return refuse(403, 'invalid_grant', 'Unknown or invalid refresh token.');
  }
  refreshTokens.edit(given, row => {
    row.isUsed = true;
  });
  return issue(call, old, old.family);
}

function issue(call: Call<JiraState>, grant: Pick<AccessToken, 'clientId' | 'accountId' | 'scopes'>, family: string): Answer {
  const { clientId, accountId, scopes } = grant;
  const now = Date.now();
  const about = { clientId, accountId, scopes: [...scopes] };
  const access: AccessToken = { ...about, token: call.secrets.token(48), expires: now + hour };
  call.state.accessTokens.add(access);
  const next: RefreshToken | undefined = scopes.includes('offline_access')
    ? { ...about, token: call.secrets.token(48), expires: now + refreshLife, family, isUsed: false }
    : undefined;
  if (next !== undefined) call.state.refreshTokens.add(next);
  const body = {
    access_token: access.token,
    ...(next === undefined ? {} : { refresh_token: next.token }),
    expires_in: hour / 1000,
    token_type: 'Bearer',
    scope: scopes.join(' '),
  };
  return json(body, 200, { 'cache-control': 'no-store' });
}

function bearer({ request, state }: Call<JiraState>): Readonly<AccessToken> | undefined {
  const found = state.accessTokens.get(/^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
  return found !== undefined && found.expires > Date.now() ? found : undefined;
}

const unauthorized = () => json({ code: 401, message: 'Unauthorized' }, 401);

/** The sites a token reaches: this one. */
function resources(call: Call<JiraState>): Answer {
  const found = bearer(call);
  if (found === undefined) return unauthorized();
  const { origin } = call.request;
  const site = {
    id: cloudIdOf(call),
    url: origin,
    name: call.state.settings.title,
    scopes: found.scopes.filter(scope => scope !== 'offline_access' && scope !== 'read:me'),
    avatarUrl: `${origin}/secure/avatar?of=${encodeURIComponent(call.state.settings.title)}`,
  };
  return json([site]);
}

function me(call: Call<JiraState>): Answer {
  const found = bearer(call);
  const user = call.state.users.get(found?.accountId ?? '');
  if (found === undefined || user === undefined) return unauthorized();
  if (!found.scopes.includes('read:me')) return json({ code: 403, message: 'Insufficient scope' }, 403);
  return json({
    account_type: user.accountType,
    account_id: user.accountId,
    email: user.email,
    name: user.name,
    picture: `${call.request.origin}/secure/avatar?of=${encodeURIComponent(user.name)}`,
    account_status: user.active ? 'active' : 'inactive',
    nickname: user.name,
    zoneinfo: user.timezone,
    locale: user.locale.replace('_', '-'),
    extended_profile: {},
  });
}
