import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, post, refused, refuses } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

const section = (text: string, more = {}) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text }, ...more });

/** Writing, and what Slack makes of it. */
export const messageChecks: Check[] = [
  {
    id: 'messages-shape',
    title: 'a posted message comes back with ts, author, bot and app',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const me = await bot(bench).auth.test();
      const {
        ts,
        message,
        channel: where,
      } = await bot(bench).chat.postMessage({ channel: channel.support, text: 'T-1 is open' });
      demand(/^\d{10}\.\d{6}$/.test(ts ?? ''), `ts is ${ts}`);
      same([where, message?.ts, message?.type, message?.text], [channel.support, ts, 'message', 'T-1 is open']);
      same([message?.user, message?.bot_id, message?.app_id, message?.team], [me.user_id, me.bot_id, 'A0HELPDESK', me.team_id]);
      same([message?.bot_profile?.name, message?.bot_profile?.app_id], ['helpdesk', 'A0HELPDESK']);
    },
  },
  {
    id: 'messages-by-name',
    title: 'a public channel can be given by its name',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      same((await bot(bench).chat.postMessage({ channel: '#support', text: 'x' })).channel, channel.support);
      same((await bot(bench).chat.postMessage({ channel: 'support', text: 'x' })).channel, channel.support);
    },
  },
  {
    id: 'messages-unique-ts',
    title: 'twenty messages at once get twenty times, in the order of history',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const sent = await Promise.all(Array.from({ length: 20 }, (_, index) => post(bench, channel.support, `n${index}`)));
      same(new Set(sent).size, 20, 'different times');
      const { messages = [] } = await bot(bench).conversations.history({ channel: channel.support, limit: 20 });
      const times = messages.map(message => message.ts ?? '');
      same(times, sent.toSorted().reverse());
    },
  },
  {
    id: 'messages-block-ids',
    title: 'blocks without an id get one each, given ids stay',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const blocks = [section('a'), { type: 'divider' as const }, section('c', { block_id: 'mine' })];
      const { message } = await bot(bench).chat.postMessage({ channel: channel.support, text: 'x', blocks });
      const ids = message?.blocks?.map(block => block.block_id ?? '') ?? [];
      same([ids.length, ids[2], new Set(ids).size], [3, 'mine', 3]);
      demand(
        ids.every(id => id.length > 0 && id.length <= 255),
        'every block has an id',
      );
      const { messages } = await bot(bench).conversations.history({ channel: channel.support, limit: 1 });
      same(
        messages?.[0]?.blocks?.map(block => block.block_id),
        ids,
        'the same ids later',
      );
    },
  },
  {
    id: 'messages-invalid-blocks',
    title: 'wrong blocks are invalid_blocks, with the place of each mistake',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const send = (blocks: unknown) => bot(bench).apiCall('chat.postMessage', { channel: channel.support, text: 'x', blocks });
      const { error, response_metadata: about } = await refused(send([{ type: 'section' }]));
      same(error, 'invalid_blocks');
      demand(about?.messages?.some(line => line.includes('[json-pointer:/blocks/0')) === true, `messages: ${about?.messages}`);
      await refuses(send([{ type: 'no-such-block' }]), 'invalid_blocks', 'an unknown type');
      await refuses(send(Array(51).fill({ type: 'divider' })), 'invalid_blocks', '51 blocks');
      await refuses(
        send([section('a', { block_id: 'x' }), section('b', { block_id: 'x' })]),
        'invalid_blocks',
        'the same id twice',
      );
      await refuses(send([section('x'.repeat(3001))]), 'invalid_blocks', '3,001 characters');
    },
  },
  {
    id: 'messages-unknown-channel',
    title: 'posting to a channel that does not exist, or is not seen, is channel_not_found',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      for (const where of ['C0NOWHERE0', channel.secret, '#no-such-channel']) {
        await refuses(bot(bench).chat.postMessage({ channel: where, text: 'x' }), 'channel_not_found', where);
      }
    },
  },
  {
    id: 'messages-not-in-channel',
    title: 'without chat:write.public a bot posts only where it is a member',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const writer = connect(bench, token.writer);
      same((await writer.chat.postMessage({ channel: channel.support, text: 'x' })).ok, true);
      await refuses(writer.chat.postMessage({ channel: channel.lounge, text: 'x' }), 'not_in_channel');
    },
  },
  {
    id: 'messages-archived',
    title: 'posting to an archived channel is is_archived',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      await refuses(bot(bench).chat.postMessage({ channel: channel.old, text: 'x' }), 'is_archived');
    },
  },
  {
    id: 'messages-no-text',
    title: 'a message of nothing is no_text',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      await refuses(bot(bench).chat.postMessage({ channel: channel.support, text: '' }), 'no_text');
      await refuses(bot(bench).apiCall('chat.postMessage', { channel: channel.support }), 'no_text');
    },
  },
  {
    id: 'messages-too-long',
    title: 'a text of more than 40,000 characters is msg_too_long',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const send = (length: number) => bot(bench).chat.postMessage({ channel: channel.support, text: 'x'.repeat(length) });
      same((await send(40_000)).message?.text?.length, 40_000);
      await refuses(send(40_001), 'msg_too_long');
    },
  },
  {
    id: 'messages-too-many-attachments',
    title: 'more than 100 attachments are too_many_attachments',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const attachments = Array.from({ length: 101 }, (_, index) => ({ text: `a${index}`, fallback: 'a' }));
      await refuses(bot(bench).chat.postMessage({ channel: channel.support, text: 'x', attachments }), 'too_many_attachments');
      const two = await bot(bench).chat.postMessage({
        channel: channel.support,
        text: 'x',
        attachments: attachments.slice(0, 2),
      });
      same(
        two.message?.attachments?.map(one => [one.id, one.text]),
        [
          [1, 'a0'],
          [2, 'a1'],
        ],
        'attachments are numbered',
      );
    },
  },
];
