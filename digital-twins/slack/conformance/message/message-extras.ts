import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, post, refuses, userId } from '../client.ts';
import { channel, workspace } from '../seed.ts';

/** What may go with a message, and messages of other kinds. */
export const messageExtraChecks: Check[] = [
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
