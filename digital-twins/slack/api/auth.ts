import type { Operation } from '../../kit/plugin.ts';
import { bodyFields } from '../../kit/request.ts';
import { emit } from '../emit.ts';
import { asOpenOperation, type Method, type SlackCall } from '../method.ts';
import { SlackRefusal } from '../refusal.ts';
import type { SlackState } from '../state.ts';
import type { SlackApp } from '../state-app.ts';
import { nextTs } from '../ts.ts';

export const authMethods: Method[] = [
  {
    name: 'auth.test',
    scopes: [],
    label: 'recorded',
    run: ({ state, user, grant, request }) => ({
      url: `${request.origin}/`,
      team: state.team.name,
      user: user.name,
      team_id: state.team.id,
      user_id: user.id,
      ...botOf(state, user.bot?.botId ?? state.apps.get(grant.appId)?.botId),
      is_enterprise_install: false,
      ...(grant.expiresAt === undefined ? {} : { expires_in: Math.max(0, Math.round((grant.expiresAt - Date.now()) / 1000)) }),
    }),
  },
  {
    name: 'auth.revoke',
    scopes: [],
    label: 'docs',
    write: true,
    run: call => {
      if (call.args.flag('test', false)) return { revoked: false };
      revoke(call, call.grant.token);
      return { revoked: true };
    },
  },
  {
    name: 'auth.teams.list',
    scopes: [],
    label: 'docs',
    run: ({ state }) => ({ teams: [{ id: state.team.id, name: state.team.name }], response_metadata: { next_cursor: '' } }),
  },
  { name: 'apps.uninstall', scopes: [], label: 'docs', write: true, run: uninstall },
];

function botOf(state: SlackState, botId: string | undefined): Record<string, string> {
  return botId === undefined || !state.apps.keysBy('bot', botId).length ? {} : { bot_id: botId };
}

function revoke(call: SlackCall, token: string): void {
  const row = call.state.tokens.edit(token, one => {
    one.isRevoked = true;
  });
  const tokens = { [row.kind === 'bot' ? 'bot' : 'oauth']: [row.userId] };
  const eventTs = nextTs(call.state.counters, call.clock.now());
  emit(call, { type: 'tokens_revoked', tokens, event_ts: eventTs }, { app: row.appId });
}

function uninstall(call: SlackCall): Record<string, unknown> {
  const { state, args, grant, clock } = call;
  const [app] = state.apps.by('client', args.demand('client_id', 'invalid_client_id'));
  if (app === undefined) throw new SlackRefusal('invalid_client_id');
  if (app.clientSecret !== args.text('client_secret')) throw new SlackRefusal('bad_client_secret');
  if (app.id !== grant.appId) throw new SlackRefusal('client_id_token_mismatch');
  removeApp(call, app);
  emit(call, { type: 'app_uninstalled', event_ts: nextTs(state.counters, clock.now()) }, { app: app.id });
  return {};
}

/** Its people's tokens are revoked; its bot is no longer anybody. */
function removeApp({ state }: SlackCall, app: Readonly<SlackApp>): void {
  for (const { token, kind } of state.tokens.by('app', app.id)) {
    if (kind === 'user')
      state.tokens.edit(token, row => {
        row.isRevoked = true;
      });
  }
  for (const { path } of state.incomingWebhooks.by('app', app.id)) {
    state.incomingWebhooks.edit(path, row => {
      row.isActive = false;
    });
  }
  state.users.edit(app.botUserId, row => {
    row.deleted = true;
  });
  state.apps.edit(app.id, row => {
    row.isInstalled = false;
  });
}

/** What needs no token at all. */
export const apiTest: Operation<SlackState> = asOpenOperation({
  name: 'api.test',
  label: 'docs',
  run: ({ request }) => {
    const args = { ...Object.fromEntries(request.query), ...bodyFields(request.body) };
    const given = Object.keys(args).length === 0 ? {} : { args };
    const { error } = args;
    if (typeof error === 'string' && error !== '') throw new SlackRefusal(error, given);
    return given;
  },
});

/** What Slack has taken away but still knows by name. */
export const deprecatedMethods: Method[] = retired().map(name => ({
  name,
  scopes: [],
  label: 'docs',
  run: () => {
    throw new SlackRefusal('method_deprecated');
  },
}));

function retired(): string[] {
  const rooms = ['archive', 'create', 'history', 'info', 'invite', 'kick', 'leave', 'list', 'mark', 'rename', 'replies'];
  const alike = [...rooms, 'setPurpose', 'setTopic', 'unarchive'];
  const direct = ['close', 'history', 'list', 'mark', 'open', 'replies'];
  return [
    ...['files.upload', 'files.comments.add', 'files.comments.edit', 'rtm.start'],
    ...[...alike, 'join'].map(name => `channels.${name}`),
    ...[...alike, 'open', 'createChild'].map(name => `groups.${name}`),
    ...direct.flatMap(name => [`im.${name}`, `mpim.${name}`]),
  ];
}
