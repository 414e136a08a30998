import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, post, userId } from '../client.ts';
import { channel, listening, token } from '../seed.ts';
import { eventsSoFar, nextEvent, receive } from './receive.ts';

/** Which events there are, and who hears of them. */
export const eventKindChecks: Check[] = [
  {
    id: 'events-own-messages',
    title: 'a bot hears its own messages, with its bot id',
    label: 'docs',
    seed: listening(['message.channels']),
    async run(bench) {
      receive(bench);
      const { bot_id, user_id } = await bot(bench).auth.test();
      await post(bench, channel.support, 'me again');
      const { event } = (await nextEvent(bench, 'message')).body;
      same([event.text, event.bot_id, event.user], ['me again', bot_id, user_id]);
    },
  },
  {
    id: 'events-membership',
    title: 'a bot hears nothing from channels it is not in, nor from kinds it did not subscribe to',
    label: 'docs',
    seed: listening(['message.channels']),
    async run(bench) {
      receive(bench);
      const ada = connect(bench, token.ada);
      await ada.chat.postMessage({ channel: channel.lounge, text: 'in the lounge' });
      await ada.chat.postMessage({ channel: channel.secret, text: 'in secret' });
      await ada.chat.postMessage({ channel: (await bot(bench).auth.test()).user_id ?? '', text: 'in a direct message' });
      await ada.chat.postMessage({ channel: channel.support, text: 'in support' });
      await nextEvent(bench, 'message');
      same(
        eventsSoFar(bench, 'message').map(event => event.text),
        ['in support'],
      );
    },
  },
  {
    id: 'events-mention',
    title: 'a mention is an app_mention; direct messages come as message.im',
    label: 'docs',
    seed: listening(['app_mention', 'message.im']),
    async run(bench) {
      receive(bench);
      const { user_id: me = '' } = await bot(bench).auth.test();
      await connect(bench, token.ada).chat.postMessage({ channel: channel.support, text: `<@${me}> help` });
      const { event } = (await nextEvent(bench, 'app_mention')).body;
      same([event.text, event.channel, event.user], [`<@${me}> help`, channel.support, await userId(bench, 'ada')]);
      const direct = await connect(bench, token.ada).chat.postMessage({ channel: me, text: 'between us' });
      const second = (await nextEvent(bench, 'message')).body.event;
      same([second.text, second.channel_type, second.channel], ['between us', 'im', direct.channel]);
    },
  },
  {
    id: 'events-changed',
    title: 'an edit is message_changed with both versions, a deletion message_deleted',
    label: 'docs',
    seed: listening(['message.channels']),
    async run(bench) {
      receive(bench);
      const ts = await post(bench, channel.support, 'before');
      await bot(bench).chat.update({ channel: channel.support, ts, text: 'after' });
      await bot(bench).chat.delete({ channel: channel.support, ts });
      const found = new Map<string, Record<string, unknown>>();
      while (found.size < 3) {
        const { event } = (await nextEvent(bench, 'message')).body;
        found.set(event.subtype ?? 'new', event);
      }
      const changed = found.get('message_changed') as {
        message?: { text?: string; ts?: string };
        previous_message?: { text?: string };
      };
      same([changed?.message?.text, changed?.message?.ts, changed?.previous_message?.text], ['after', ts, 'before']);
      const gone = found.get('message_deleted') as { deleted_ts?: string; previous_message?: { text?: string } };
      same([gone?.deleted_ts, gone?.previous_message?.text], [ts, 'after']);
    },
  },
  {
    id: 'events-reactions',
    title: 'a reaction given and taken is told with its item and its author',
    label: 'docs',
    seed: listening(['reaction_added', 'reaction_removed']),
    async run(bench) {
      receive(bench);
      const timestamp = await post(bench, channel.support, 'x');
      const ada = connect(bench, token.ada);
      await ada.reactions.add({ channel: channel.support, timestamp, name: 'eyes' });
      await ada.reactions.remove({ channel: channel.support, timestamp, name: 'eyes' });
      const who = [await userId(bench, 'ada'), (await bot(bench).auth.test()).user_id];
      for (const type of ['reaction_added', 'reaction_removed']) {
        const { event } = (await nextEvent(bench, type)).body;
        same([event.user, event.item_user, event.reaction], [...who, 'eyes'], type);
        same(event.item, { type: 'message', channel: channel.support, ts: timestamp }, `item of ${type}`);
      }
    },
  },
  {
    id: 'events-channels',
    title: 'new channels, joins, renames and archives are told',
    label: 'docs',
    seed: listening(['channel_created', 'member_joined_channel', 'channel_rename', 'channel_archive']),
    async run(bench) {
      receive(bench);
      const ada = connect(bench, token.ada);
      const { channel: made } = await ada.conversations.create({ name: 'war-room' });
      const created = (await nextEvent(bench, 'channel_created')).body.event as { channel?: unknown };
      same((created.channel as { id?: string; name?: string })?.name, 'war-room');
      const { user_id: me = '' } = await bot(bench).auth.test();
      await ada.conversations.invite({ channel: made?.id ?? '', users: me });
      const joined = (await nextEvent(bench, 'member_joined_channel')).body.event;
      same([joined.user, joined.channel, joined.inviter], [me, made?.id, await userId(bench, 'ada')]);
      await ada.conversations.rename({ channel: made?.id ?? '', name: 'peace-room' });
      const renamed = (await nextEvent(bench, 'channel_rename')).body.event as { channel?: unknown };
      same((renamed.channel as { name?: string })?.name, 'peace-room');
      await ada.conversations.archive({ channel: made?.id ?? '' });
      same((await nextEvent(bench, 'channel_archive')).body.event.channel, made?.id);
    },
  },
  {
    id: 'events-files',
    title: 'a shared file is told by its id, and pins are told with their message',
    label: 'docs',
    seed: listening(['file_shared', 'pin_added']),
    async run(bench) {
      receive(bench);
      const given = { file: Buffer.from('x'), filename: 'x.txt', channel_id: channel.support };
      await bot(bench).filesUploadV2(given);
      const { event } = (await nextEvent(bench, 'file_shared')).body;
      demand(/^F[A-Z0-9]+$/.test(String(event.file_id)), `file_id is ${event.file_id}`);
      same((event.file as { id?: string })?.id, event.file_id);
      const timestamp = await post(bench, channel.support, 'pin me');
      await bot(bench).pins.add({ channel: channel.support, timestamp });
      const pinned = (await nextEvent(bench, 'pin_added')).body.event as { item?: unknown; channel_id?: string };
      same([pinned.channel_id, (pinned.item as { message?: { text?: string } })?.message?.text], [channel.support, 'pin me']);
    },
  },
  {
    id: 'events-dropped',
    title: 'a lost event stays lost, a doubled one comes twice with one event_id',
    label: 'docs',
    seed: listening(['message.channels']),
    async run(bench) {
      receive(bench);
      await post(bench, channel.support, 'zero');
      await nextEvent(bench, 'message');
      await bench.admin('POST', '/script', { twin: 'slack', operation: 'event', action: { type: 'drop' } });
      await post(bench, channel.support, 'lost');
      await bench.admin('GET', '/journal?direction=out&operation=event&wait=2000');
      await bench.admin('POST', '/script', { twin: 'slack', operation: 'event', action: { type: 'duplicate' } });
      await post(bench, channel.support, 'double');
      const twice = [await nextEvent(bench, 'message'), await nextEvent(bench, 'message')];
      same(
        twice.map(({ body }) => body.event.text),
        ['double', 'double'],
      );
      same(new Set(twice.map(({ body }) => body.event_id)).size, 1, 'event ids');
    },
  },
];
