import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, post, refuses } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

const seconds = (at: string) => `${Date.parse(at) / 1000}.000000`;

/** Reading a channel. */
export const historyChecks: Check[] = [
  {
    id: 'history-order',
    title: 'history is newest first and says whether there is more',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const { messages, has_more } = await bot(bench).conversations.history({ channel: channel.support });
      same(
        messages?.map(message => message.text),
        ['T-7 escalated', 'Calling the fire brigade', 'The printer is on fire'],
      );
      same(has_more, false);
      const short = await bot(bench).conversations.history({ channel: channel.support, limit: 2 });
      same([short.messages?.length, short.has_more], [2, true]);
      demand((short.response_metadata?.next_cursor ?? '') !== '', 'there is a next_cursor');
    },
  },
  {
    id: 'history-bounds',
    title: 'oldest and latest bound history, and count only with inclusive',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const all = (await bot(bench).conversations.history({ channel: channel.support })).messages ?? [];
      const [newest = '', middle = '', oldest = ''] = all.map(message => message.ts ?? '');
      const count = async (bounds: { oldest?: string; latest?: string; inclusive?: boolean }) =>
        (await bot(bench).conversations.history({ channel: channel.support, ...bounds })).messages?.map(message => message.ts);
      same(await count({ oldest: middle }), [newest]);
      same(await count({ oldest: middle, inclusive: true }), [newest, middle]);
      same(await count({ latest: middle }), [oldest]);
      same(await count({ latest: middle, inclusive: true }), [middle, oldest]);
      same(await count({ oldest, latest: newest }), [middle]);
      same(await count({ oldest: middle, latest: middle, inclusive: true }), [middle], 'one message by its time');
      same(await count({ oldest: seconds('2026-03-02T08:05:00Z'), latest: seconds('2026-03-02T08:15:00Z') }), [middle]);
    },
  },
  {
    id: 'history-pages',
    title: 'pages of history give each message exactly once, also while others write',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      for (let index = 0; index < 12; index += 1) await post(bench, channel.support, `m${index}`);
      const seen: string[] = [];
      for await (const page of bot(bench).paginate('conversations.history', { channel: channel.support, limit: 4 })) {
        seen.push(...((page as { messages?: { text: string }[] }).messages ?? []).map(message => message.text));
        await post(bench, channel.support, 'meanwhile');
      }
      const before = seen.filter(text => text !== 'meanwhile');
      same([before.length, new Set(before).size, seen.length], [15, 15, 15]);
    },
  },
  {
    id: 'history-refused',
    title: "history refuses unknown channels, strangers, odd times and other lists' cursors",
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const read = (more: Record<string, string>, where: string = channel.support) =>
        bot(bench).conversations.history({ channel: where, ...more });
      await refuses(read({}, 'C0NOWHERE0'), 'channel_not_found');
      await refuses(read({}, channel.secret), 'channel_not_found');
      await refuses(read({}, channel.lounge), 'not_in_channel');
      await refuses(read({ oldest: 'yesterday' }), 'invalid_ts_oldest');
      await refuses(read({ latest: 'tomorrow' }), 'invalid_ts_latest');
      await refuses(read({ cursor: 'nonsense' }), 'invalid_cursor');
      await refuses(connect(bench, token.reader).conversations.history({ channel: channel.support }), 'missing_scope');
    },
  },
];
