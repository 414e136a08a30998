import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, post, refuses } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

/** What is put on messages and channels: reactions, pins, bookmarks. */
export const reactionChecks: Check[] = [
  {
    id: 'reactions-count',
    title: 'reactions are counted by emoji, with who gave them',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const timestamp = await post(bench, channel.support, 'x');
      const [ours, hers] = [bot(bench), connect(bench, token.ada)];
      for (const as of [ours, hers]) await as.reactions.add({ channel: channel.support, timestamp, name: 'eyes' });
      await hers.reactions.add({ channel: channel.support, timestamp, name: 'tada' });
      const users = [(await ours.auth.test()).user_id, (await hers.auth.test()).user_id];
      const expected = [
        { name: 'eyes', users, count: 2 },
        { name: 'tada', users: [users[1]], count: 1 },
      ];
      const { messages } = await ours.conversations.history({ channel: channel.support, limit: 1 });
      same(messages?.[0]?.reactions, expected, 'history');
      const got = await ours.reactions.get({ channel: channel.support, timestamp });
      same([got.type, got.message?.reactions], ['message', expected], 'reactions.get');
      await hers.reactions.remove({ channel: channel.support, timestamp, name: 'tada' });
      same((await ours.reactions.get({ channel: channel.support, timestamp })).message?.reactions?.length, 1);
    },
  },
  {
    id: 'reactions-refused',
    title: 'reactions refuse doubles, unknown emoji, missing ones and messages that are not there',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const timestamp = await post(bench, channel.support, 'x');
      const item = { channel: channel.support, timestamp };
      const add = (name: string, at = timestamp) => bot(bench).reactions.add({ ...item, timestamp: at, name });
      same((await add('eyes')).ok, true);
      await refuses(add('eyes'), 'already_reacted');
      await refuses(add('no_such_emoji_here'), 'invalid_name');
      await refuses(bot(bench).reactions.remove({ ...item, name: 'tada' }), 'no_reaction');
      await refuses(add('eyes', '1700000000.000001'), 'message_not_found');
      await refuses(add('eyes', 'never'), 'bad_timestamp');
      await refuses(bot(bench).reactions.add({ channel: 'C0NOWHERE0', timestamp, name: 'eyes' }), 'channel_not_found');
    },
  },
  {
    id: 'reactions-list',
    title: 'reactions.list gives what a user reacted to',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const timestamp = await post(bench, channel.support, 'look here');
      await bot(bench).reactions.add({ channel: channel.support, timestamp, name: 'eyes' });
      const { items = [] } = await bot(bench).reactions.list({});
      same(
        items.map(item => [item.type, item.channel, item.message?.text]),
        [['message', channel.support, 'look here']],
      );
    },
  },
  {
    id: 'pins',
    title: 'a pinned message is listed; pinning twice is already_pinned, unpinning twice no_pin',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const timestamp = await post(bench, channel.support, 'keep me');
      const item = { channel: channel.support, timestamp };
      await bot(bench).pins.add(item);
      const { items = [] } = await bot(bench).pins.list({ channel: channel.support });
      const listed = items.map(one => one as { type?: string; message?: { text?: string; pinned_to?: string[] } });
      same(
        listed.map(one => [one.type, one.message?.text]),
        [['message', 'keep me']],
      );
      await refuses(bot(bench).pins.add(item), 'already_pinned');
      await bot(bench).pins.remove(item);
      await refuses(bot(bench).pins.remove(item), 'no_pin');
    },
  },
  {
    id: 'bookmarks',
    title: 'bookmarks are added, edited, listed and removed',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const added = await bot(bench).bookmarks.add({
        channel_id: channel.support,
        title: 'Board',
        type: 'link',
        link: 'https://acme.example',
      });
      const bookmark_id = added.bookmark?.id ?? '';
      demand(bookmark_id.startsWith('Bk'), `its id is ${bookmark_id}`);
      await bot(bench).bookmarks.edit({ channel_id: channel.support, bookmark_id, title: 'The board' });
      const list = async () =>
        (await bot(bench).bookmarks.list({ channel_id: channel.support })).bookmarks?.map(one => [one.title, one.link]);
      same(await list(), [['The board', 'https://acme.example']]);
      await bot(bench).bookmarks.remove({ channel_id: channel.support, bookmark_id });
      same(await list(), []);
    },
  },
];
