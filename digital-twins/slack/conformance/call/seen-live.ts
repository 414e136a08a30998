import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { type Answer, bot, connect, post, refuses } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

/** What the live tests of Slack's own SDKs saw at Slack (java-slack-sdk, test_with_remote_apis). */
export const seenLiveChecks: Check[] = [
  {
    id: 'live-links',
    title: 'a bare address in a text comes back as a link',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const text = 'https://www.youtube.com/watch?v=wq1R93UMqlk';
      same((await bot(bench).chat.postMessage({ channel: channel.support, text })).message?.text, `<${text}>`);
    },
  },
  {
    id: 'live-markdown',
    title: 'markdown_text becomes the text in the marks of Slack, posted, updated and scheduled',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const markdown_text = '**bold**';
      const posted = await bot(bench).chat.postMessage({ channel: channel.support, markdown_text });
      same(posted.message?.text, '*bold*');
      const ts = await post(bench, channel.support, 'plain');
      same((await bot(bench).chat.update({ channel: channel.support, ts, markdown_text })).message?.text, '*bold*');
      const post_at = Date.parse('2026-03-02T10:00:00Z') / 1000;
      same((await bot(bench).chat.scheduleMessage({ channel: channel.support, post_at, markdown_text })).ok, true);
    },
  },
  {
    id: 'live-attachments',
    title: 'an attachment with blocks and a title of its own is invalid_attachments, one with blocks alone is fine',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const send = (attachment: object) =>
        bot(bench).apiCall('chat.postMessage', { channel: channel.support, attachments: [attachment] });
      const blocks = [{ type: 'divider', block_id: '123' }];
      await refuses(send({ id: 123, callback_id: 'callback', title: 'hi', blocks }), 'invalid_attachments');
      const { message } = (await send({ blocks })) as { message?: { attachments?: { blocks?: { block_id: string }[] }[] } };
      same(message?.attachments?.[0]?.blocks?.[0]?.block_id, '123');
    },
  },
  {
    id: 'live-blocks-of-modals',
    title: 'a rich text input has no place in a message: invalid_blocks',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const label = { type: 'plain_text', text: 'rich input' };
      const blocks = [{ type: 'input', label, element: { type: 'rich_text_input', action_id: 'action' } }];
      await refuses(bot(bench).apiCall('chat.postMessage', { channel: channel.support, text: 'x', blocks }), 'invalid_blocks');
    },
  },
  {
    id: 'live-counters',
    title: 'five replies of one author count five, and one author',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const ts = await post(bench, channel.support, 'root');
      let last = '';
      for (let count = 1; count <= 5; count += 1) {
        last = (await bot(bench).chat.postMessage({ channel: channel.support, text: `r${count}`, thread_ts: ts })).ts ?? '';
      }
      const [root] = (await bot(bench).conversations.replies({ channel: channel.support, ts })).messages ?? [];
      same([root?.reply_count, root?.reply_users_count, root?.latest_reply], [5, 1, last]);
      demand(!('replies' in (root ?? {})), 'the replies are not listed in the first message');
    },
  },
  {
    id: 'live-info',
    title: 'conversations.info counts members and tells the locale only when asked to',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const info = async (include: boolean) => {
        const asked = { channel: channel.support, include_num_members: include, include_locale: include };
        return (await bot(bench).conversations.info(asked)).channel;
      };
      const [short, long] = [await info(false), await info(true)];
      same([short?.name, short?.num_members, short?.locale], ['support', undefined, undefined]);
      same([long?.num_members, long?.locale], [4, 'en-US']);
    },
  },
  {
    id: 'live-token-types',
    title: 'search.all and users.identity are not for bots',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      await refuses(bot(bench).search.all({ query: 'test' }), 'not_allowed_token_type', 'search.all');
      await refuses(bot(bench).users.identity({}), 'not_allowed_token_type', 'users.identity');
    },
  },
  {
    id: 'live-refusals',
    title: 'unknown user groups, missing lists and items, and an empty code are refused in the words of the service',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      await refuses(bot(bench).usergroups.users.list({ usergroup: 'dummy' }), 'no_such_subteam');
      const { usergroup } = await bot(bench).usergroups.create({ name: 'On call' });
      await refuses(bot(bench).apiCall('usergroups.users.update', { usergroup: usergroup?.id }), 'invalid_arguments');
      await refuses(bot(bench).apiCall('pins.add', { channel: channel.support }), 'no_item_specified');
      const exchange = {
        client_id: '3485157640.XXXX',
        client_secret: 'XXXXX',
        code: '',
        redirect_uri: 'http://product.example/foo',
      };
      await refuses(connect(bench, undefined).oauth.v2.access(exchange), 'invalid_code');
      const view = { id: 'FAKE_ID' };
      await refuses(bot(bench).apiCall('views.open', { trigger_id: 'FAKE_TRIGGER_ID', view }), 'invalid_arguments');
    },
  },
  {
    id: 'live-snooze',
    title: 'ending a pause that never began is fine',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      same((await connect(bench, token.ada).dnd.endSnooze()).ok, true);
    },
  },
  {
    id: 'live-old-methods',
    title: 'the methods that Slack has retired are method_deprecated',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      for (const method of ['channels.list', 'groups.list', 'im.list', 'mpim.list']) {
        const answer = (await bot(bench)
          .apiCall(method)
          .catch(thrown => thrown.data)) as Answer;
        same(answer.error, 'method_deprecated', method);
      }
    },
  },
];
