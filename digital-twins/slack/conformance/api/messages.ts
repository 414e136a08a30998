import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, post, refused, refuses, userId } from '../client.ts';
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
  {
    id: 'messages-customize',
    title: 'a bot may choose its name; it then is a bot_message',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const said = { channel: channel.support, text: 'x', username: 'Robo', icon_emoji: ':robot_face:' as const };
      const { message } = await bot(bench).chat.postMessage(said);
      same([message?.username, message?.subtype, message?.icons?.emoji], ['Robo', 'bot_message', ':robot_face:']);
    },
  },
  {
    id: 'messages-metadata',
    title: 'metadata is stored, and shown only to those who ask for it',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const metadata = { event_type: 'ticket_opened', event_payload: { id: 'T-9' } };
      await bot(bench).chat.postMessage({ channel: channel.support, text: 'x', metadata });
      const read = async (include_all_metadata: boolean) =>
        (await bot(bench).conversations.history({ channel: channel.support, limit: 1, include_all_metadata })).messages?.[0]
          ?.metadata;
      same(await read(true), metadata);
      same((await read(false))?.event_payload, undefined, 'without include_all_metadata');
    },
  },
  {
    id: 'messages-metadata-elsewhere',
    title: 'metadata goes with scheduled messages, may be entities alone, and is refused half',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const metadata = { event_type: 'ticket_opened', event_payload: { id: 'T-9' } };
      const post_at = Date.parse('2026-03-02T10:00:00Z') / 1000;
      const later = await bot(bench).chat.scheduleMessage({ channel: channel.support, text: 'x', post_at, metadata });
      same((later.message as { metadata?: unknown })?.metadata, metadata, 'scheduled');
      const send = (given: object) =>
        bot(bench).apiCall('chat.postMessage', { channel: channel.support, text: 'x', metadata: given });
      const entity = { entity_type: 'slack#/entities/task', url: 'https://acme.example/T-9', external_ref: { id: 'T-9' } };
      same((await send({ entities: [{ ...entity, entity_payload: {} }] })).ok, true, 'entities');
      await refuses(send({ event_type: 'ticket_opened' }), 'invalid_metadata_schema');
    },
  },
  {
    id: 'messages-stream',
    title: "the SDK's chatStream writes a message piece by piece",
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const thread_ts = await post(bench, channel.support, 'Tell me a story');
      const { team_id = '' } = await bot(bench).auth.test();
      const place = { channel: channel.support, thread_ts, recipient_team_id: team_id };
      const stream = bot(bench).chatStream({ ...place, recipient_user_id: await userId(bench, 'ada'), buffer_size: 8 });
      for (const markdown_text of ['Once upon ', 'a time ', 'there was ', 'a printer.']) await stream.append({ markdown_text });
      const { ts } = await stream.stop();
      const { messages = [] } = await bot(bench).conversations.replies({ channel: channel.support, ts: thread_ts });
      same(
        messages.slice(1).map(message => [message.ts, message.text]),
        [[ts, 'Once upon a time there was a printer.']],
      );
      await refuses(
        bot(bench).chat.appendStream({ channel: channel.support, ts: ts ?? '', markdown_text: 'x' }),
        'message_not_in_streaming_state',
      );
    },
  },
  {
    id: 'messages-permalink',
    title: 'a permalink leads to channel and time of a message; of a reply also to its thread',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const ts = await post(bench, channel.support, 'root');
      const link = async (message_ts: string) =>
        (await bot(bench).chat.getPermalink({ channel: channel.support, message_ts })).permalink ?? '';
      const path = `/archives/${channel.support}/p${ts.replace('.', '')}`;
      demand((await link(ts)).endsWith(path), `permalink is ${await link(ts)}`);
      const reply = await bot(bench).chat.postMessage({ channel: channel.support, text: 'reply', thread_ts: ts });
      demand((await link(reply.ts ?? '')).includes(`thread_ts=${ts}`), 'the link of a reply names its thread');
      await refuses(link('1700000000.000000'), 'message_not_found');
    },
  },
  {
    id: 'messages-ephemeral',
    title: 'an ephemeral message has a time but no place in history, and wants a member',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const tell = async (user: string) => bot(bench).chat.postEphemeral({ channel: channel.support, user, text: 'psst' });
      const { message_ts } = await tell(await userId(bench, 'ada'));
      demand(/^\d{10}\.\d{6}$/.test(message_ts ?? ''), 'message_ts is a time');
      const { messages = [] } = await bot(bench).conversations.history({ channel: channel.support });
      same(messages.length, 3, 'messages in history');
      await refuses(tell(await userId(bench, 'cleo')), 'user_not_in_channel');
    },
  },
  {
    id: 'messages-me',
    title: 'chat.meMessage writes a message of subtype me_message',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const { ts } = await bot(bench).chat.meMessage({ channel: channel.support, text: 'waves' });
      const { messages } = await bot(bench).conversations.history({ channel: channel.support, limit: 1 });
      same([messages?.[0]?.ts, messages?.[0]?.subtype, messages?.[0]?.text], [ts, 'me_message', 'waves']);
    },
  },
  {
    id: 'messages-escapes',
    title: 'bare &, < and > come back escaped, links and mentions as they were given',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const ada = await userId(bench, 'ada');
      const send = async (text: string) => (await bot(bench).chat.postMessage({ channel: channel.support, text })).message?.text;
      same(await send('a &lt; b &amp; c'), 'a &lt; b &amp; c', 'escaped text');
      same(await send(`<@${ada}> see <https://acme.example|it>`), `<@${ada}> see <https://acme.example|it>`, 'links');
      same(await send('1 & 2'), '1 &amp; 2', 'a bare ampersand');
    },
  },
];
