import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, post, refuses, userId } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

/** Threads and their counters. */
export const threadChecks: Check[] = [
  {
    id: 'threads-counters',
    title: 'the first message of a thread counts replies and who wrote them',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const ts = await post(bench, channel.support, 'root');
      await bot(bench).chat.postMessage({ channel: channel.support, text: 'one', thread_ts: ts });
      const last = await connect(bench, token.ada).chat.postMessage({ channel: channel.support, text: 'two', thread_ts: ts });
      const { messages } = await bot(bench).conversations.history({ channel: channel.support, limit: 1 });
      const root = messages?.[0];
      same([root?.text, root?.thread_ts, root?.reply_count, root?.reply_users_count], ['root', ts, 2, 2]);
      same(root?.latest_reply, last.ts, 'latest_reply');
      const { user_id: me = '' } = await bot(bench).auth.test();
      same(root?.reply_users?.toSorted(), [me, await userId(bench, 'ada')].toSorted(), 'reply_users');
    },
  },
  {
    id: 'threads-replies',
    title: 'conversations.replies gives the first message and its replies, oldest first, from any of them',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const ts = await post(bench, channel.support, 'root');
      const reply = async (text: string) =>
        (await bot(bench).chat.postMessage({ channel: channel.support, text, thread_ts: ts })).ts ?? '';
      const first = await reply('one');
      await reply('two');
      const { messages = [] } = await bot(bench).conversations.replies({ channel: channel.support, ts });
      same(
        messages.map(message => [message.text, message.thread_ts]),
        [
          ['root', ts],
          ['one', ts],
          ['two', ts],
        ],
      );
      const { user_id: me } = await bot(bench).auth.test();
      same([messages[0]?.parent_user_id, messages[1]?.parent_user_id], [undefined, me], 'parent_user_id');
      const alone = await bot(bench).conversations.replies({ channel: channel.support, ts: first });
      same(
        alone.messages?.some(message => message.text === 'one'),
        true,
        'asked with the time of a reply',
      );
      await refuses(bot(bench).conversations.replies({ channel: channel.support, ts: '1700000000.000001' }), 'thread_not_found');
    },
  },
  {
    id: 'threads-pages',
    title: 'a long thread is paged, each reply exactly once, the first message on top',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const ts = await post(bench, channel.support, 'root');
      for (let index = 0; index < 12; index += 1) {
        await bot(bench).chat.postMessage({ channel: channel.support, text: `r${index}`, thread_ts: ts });
      }
      const seen: string[] = [];
      for await (const page of bot(bench).paginate('conversations.replies', { channel: channel.support, ts, limit: 5 })) {
        seen.push(...((page as { messages?: { text: string }[] }).messages ?? []).map(message => message.text));
      }
      const replies = seen.filter(text => text !== 'root');
      same([seen[0], new Set(replies).size, replies.length], ['root', 12, 12]);
    },
  },
  {
    id: 'threads-broadcast',
    title: 'a broadcast reply stands in the thread and in the channel, other replies only in the thread',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const ts = await post(bench, channel.support, 'root');
      const reply = { channel: channel.support, thread_ts: ts };
      await bot(bench).chat.postMessage({ ...reply, text: 'quiet' });
      await bot(bench).chat.postMessage({ ...reply, text: 'loud', reply_broadcast: true });
      const { messages = [] } = await bot(bench).conversations.history({ channel: channel.support, oldest: ts, inclusive: true });
      same(
        messages.map(message => message.text),
        ['loud', 'root'],
      );
      same([messages[0]?.subtype, messages[0]?.thread_ts], ['thread_broadcast', ts]);
      const thread = await bot(bench).conversations.replies({ channel: channel.support, ts });
      same(thread.messages?.length, 3, 'messages in the thread');
    },
  },
  {
    id: 'threads-deleted-reply',
    title: 'a deleted reply is not counted any more, and a thread without replies is none',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const ts = await post(bench, channel.support, 'root');
      const reply = async (text: string) =>
        (await bot(bench).chat.postMessage({ channel: channel.support, text, thread_ts: ts })).ts ?? '';
      const first = await reply('one');
      const second = await reply('two');
      const count = async () =>
        (await bot(bench).conversations.history({ channel: channel.support, oldest: ts, inclusive: true })).messages?.[0]
          ?.reply_count;
      same(await count(), 2);
      await bot(bench).chat.delete({ channel: channel.support, ts: second });
      same(await count(), 1);
      await bot(bench).chat.delete({ channel: channel.support, ts: first });
      demand(((await count()) ?? 0) === 0, 'no replies are counted');
    },
  },
  {
    id: 'threads-tombstone',
    title: 'deleting the first message of a thread leaves a tombstone over its replies',
    label: 'guess',
    seed: workspace,
    async run(bench) {
      const ts = await post(bench, channel.support, 'root');
      await bot(bench).chat.postMessage({ channel: channel.support, text: 'one', thread_ts: ts });
      await bot(bench).chat.delete({ channel: channel.support, ts });
      const { messages = [] } = await bot(bench).conversations.replies({ channel: channel.support, ts });
      same(
        messages.map(message => (message as { subtype?: string }).subtype ?? message.text),
        ['tombstone', 'one'],
      );
      same(messages[0]?.text, 'This message was deleted.');
    },
  },
];
