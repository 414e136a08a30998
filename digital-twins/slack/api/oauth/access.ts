import type { Operation } from '../../../kit/plugin.ts';
import { asOpenOperation, type OpenCall } from '../../method.ts';
import { SlackRefusal } from '../../refusal.ts';
import type { SlackState } from '../../state.ts';
import type { RefreshToken, SlackApp } from '../../state-app.ts';
import { findClient, spendCode } from './client.ts';
import { addPair, install, issueToken } from './grant.ts';

export const oauthOperations: Operation<SlackState>[] = [
  asOpenOperation({ name: 'oauth.v2.access', label: 'docs', write: true, run: access }),
  asOpenOperation({ name: 'oauth.v2.exchange', label: 'docs', write: true, run: exchange }),
];

/** Seen before the client is even looked at. */
function refuseEmptyCode({ args }: OpenCall): void {
  if (args.text('code') === '' && (args.text('grant_type') || 'authorization_code') === 'authorization_code') {
    throw new SlackRefusal('invalid_code');
  }
}

function access(call: OpenCall): Record<string, unknown> {
  refuseEmptyCode(call);
  const app = findClient(call);
  const kind = call.args.text('grant_type') || 'authorization_code';
  if (kind === 'refresh_token') return refresh(call, app);
  if (kind !== 'authorization_code') throw new SlackRefusal('invalid_grant_type');
  const code = spendCode(call, app);
  install(call, app);
  const { state } = call;
  const user = code.userScopes.length === 0 ? undefined : issueToken(call, app, 'user', code.userId, code.userScopes);
  const authed = { id: code.userId, ...(user === undefined ? {} : { ...user, token_type: 'user' }) };
  const bot = code.scopes.length === 0 ? undefined : issueToken(call, app, 'bot', app.botUserId, code.scopes);
  return {
    app_id: app.id,
    authed_user: authed,
    ...(bot === undefined ? {} : { ...bot, token_type: 'bot', bot_user_id: app.botUserId }),
    team: { id: state.team.id, name: state.team.name },
    enterprise: null,
    is_enterprise_install: false,
    ...webhookOf(call, app, code.scopes),
  };
}

/** With the scope `incoming-webhook`, the webhook that the app has. */
function webhookOf({ state, request }: OpenCall, app: Readonly<SlackApp>, scopes: string[]): Record<string, unknown> {
  const [webhook] = scopes.includes('incoming-webhook') ? state.incomingWebhooks.by('app', app.id) : [];
  if (webhook === undefined) return {};
  const channel = `#${state.channels.get(webhook.channelId)?.name ?? ''}`;
  const url = `${request.origin}/services/${webhook.path}`;
  return {
    incoming_webhook: { channel, channel_id: webhook.channelId, configuration_url: `${request.origin}/apps/${app.id}`, url },
  };
}

/** Each refresh token works once; the token it came with ends with it. */
function refresh(call: OpenCall, app: Readonly<SlackApp>): Record<string, unknown> {
  const { state } = call;
  const known = state.refreshTokens.get(call.args.text('refresh_token') ?? '');
  if (known === undefined || known.appId !== app.id || known.isUsed) throw new SlackRefusal('invalid_refresh_token');
  state.refreshTokens.edit(known.token, row => {
    row.isUsed = true;
  });
  state.tokens.delete(known.accessToken);
  const { appId, kind, userId, scopes } = known;
  return rotated(call, app, { appId, kind, userId, scopes });
}

function rotated(
  call: OpenCall,
  app: Readonly<SlackApp>,
  bearer: Pick<RefreshToken, 'appId' | 'kind' | 'userId' | 'scopes'>,
): Record<string, unknown> {
  const { team } = call.state;
  return {
    app_id: app.id,
    ...addPair(call, bearer, true),
    token_type: bearer.kind,
    ...(bearer.kind === 'bot' ? { bot_user_id: app.botUserId } : { authed_user: { id: bearer.userId } }),
    team: { id: team.id, name: team.name },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** A token that does not expire, for one that does. */
function exchange(call: OpenCall): Record<string, unknown> {
  const { state, args } = call;
  const app = findClient(call);
  if (!app.tokenRotation) throw new SlackRefusal('token_rotation_not_enabled');
  const token = state.tokens.get(args.text('token') ?? '');
  if (token === undefined || token.kind === 'app' || token.isRevoked) throw new SlackRefusal('invalid_token');
  if (token.appId !== app.id) throw new SlackRefusal('app_mismatch');
  if (token.expiresAt !== undefined) throw new SlackRefusal('already_exchanged');
  state.tokens.edit(token.token, row => {
    row.isRevoked = true;
  });
  const { appId, kind, userId, scopes } = token;
  return rotated(call, app, { appId, kind, userId, scopes });
}
