import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { ask, bot, connect, refused, refuses } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

/** Who may call at all. */
export const authChecks: Check[] = [
  {
    id: 'auth-test-bot',
    title: 'auth.test tells a bot its team, its user and its bot id',
    label: 'recorded',
    seed: workspace,
    async run(bench) {
      const me = await bot(bench).auth.test();
      same({ team: me.team, user: me.user, org: me.is_enterprise_install }, { team: 'Acme', user: 'helpdesk', org: false });
      demand(/^T[A-Z0-9]+$/.test(me.team_id ?? ''), 'team_id starts with T');
      demand(/^[UW][A-Z0-9]+$/.test(me.user_id ?? ''), 'user_id starts with U or W');
      demand(/^B[A-Z0-9]+$/.test(me.bot_id ?? ''), 'bot_id starts with B');
      demand(/^https?:\/\/.+\/$/.test(me.url ?? ''), 'url is an address with a slash at its end');
    },
  },
  {
    id: 'auth-test-user',
    title: 'auth.test of a user token has no bot id',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const me = await connect(bench, token.ada).auth.test();
      same({ user: me.user, bot: 'bot_id' in me }, { user: 'ada', bot: false });
    },
  },
  {
    id: 'auth-none',
    title: 'a call without a token is not_authed, with status 200',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      await refuses(connect(bench, undefined).conversations.list(), 'not_authed');
      const { response, body } = await ask(bench, 'auth.test', { method: 'POST' });
      same({ status: response.status, body }, { status: 200, body: { ok: false, error: 'not_authed' } });
    },
  },
  {
    id: 'auth-unknown',
    title: 'a token that was never issued is invalid_auth',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      await refuses(connect(bench, 'xoxb-1234-never-issued').auth.test(), 'invalid_auth');
      await refuses(connect(bench, 'nonsense').users.list({}), 'invalid_auth');
    },
  },
  {
    id: 'auth-inactive',
    title: 'the token of a deactivated person is account_inactive',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      await refuses(connect(bench, token.zoe).auth.test(), 'account_inactive');
    },
  },
  {
    id: 'auth-revoked',
    title: 'auth.revoke ends a token: with test it only pretends, afterwards calls are refused',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const ben = connect(bench, token.ben);
      const revoke = async (given: { test?: boolean }) => ((await ben.auth.revoke(given)) as { revoked?: boolean }).revoked;
      same(await revoke({ test: true }), false, 'revoked in a test');
      same((await ben.auth.test()).user, 'ben');
      same(await revoke({}), true, 'revoked');
      await refuses(ben.auth.test(), 'token_revoked');
    },
  },
  {
    id: 'auth-unknown-method',
    title: 'an unknown method is refused in band, with its name',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const { error, ...rest } = await refused(bot(bench).apiCall('no.such.method'));
      same(
        { error, method: (rest as { req_method?: string }).req_method },
        { error: 'unknown_method', method: 'no.such.method' },
      );
    },
  },
  {
    id: 'auth-missing-scope',
    title: 'a token without the scope is told which one it needs and which ones it has',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const posting = connect(bench, token.reader).chat.postMessage({ channel: channel.support, text: 'x' });
      const { error, needed, provided } = await refused(posting);
      same({ error, needed, provided }, { error: 'missing_scope', needed: 'chat:write', provided: 'channels:read' });
      await refuses(connect(bench, token.reader).users.list({}), 'missing_scope', 'users.list');
    },
  },
  {
    id: 'auth-scope-headers',
    title: 'answers carry the scopes of the token and the scopes the method accepts',
    label: 'recorded',
    seed: workspace,
    async run(bench) {
      const { response_metadata: about } = await connect(bench, token.writer).chat.postMessage({
        channel: channel.support,
        text: 'x',
      });
      same(about?.scopes?.toSorted(), ['channels:history', 'channels:read', 'chat:write', 'reactions:write'], 'x-oauth-scopes');
      demand(about?.acceptedScopes?.includes('chat:write') === true, 'x-accepted-oauth-scopes has chat:write');
    },
  },
  {
    id: 'auth-token-type',
    title: 'methods for people refuse a bot token as not_allowed_token_type',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      await refuses(bot(bench).search.messages({ query: 'printer' }), 'not_allowed_token_type', 'search.messages');
      await refuses(bot(bench).apps.connections.open(), 'not_allowed_token_type', 'apps.connections.open');
    },
  },
];
