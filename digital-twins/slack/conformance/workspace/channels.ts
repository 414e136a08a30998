import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, refuses } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

const many = Array.from({ length: 250 }, (_, index) => ({ name: `room-${String(index).padStart(3, '0')}`, members: ['ada'] }));
const names = (found: { name?: string }[] | undefined) => (found ?? []).map(one => one.name).toSorted();

/** Lists of channels, and channels as such. */
export const channelChecks: Check[] = [
  {
    id: 'channels-paginate',
    title: 'paginate() over 250 channels meets each exactly once',
    label: 'docs',
    seed: url => workspace(url, { slack: { channels: many }, app: { incomingWebhooks: [] } }),
    async run(bench) {
      const seen: string[] = [];
      let pages = 0;
      for await (const page of bot(bench).paginate('conversations.list', { limit: 40 })) {
        const { channels = [] } = page as { channels?: { name: string }[] };
        demand(channels.length <= 40, 'no page is longer than its limit');
        seen.push(...channels.map(one => one.name));
        pages += 1;
      }
      same(
        seen.toSorted(),
        many.map(one => one.name),
        'channels',
      );
      demand(pages >= 7, `it takes 7 pages, there were ${pages}`);
    },
  },
  {
    id: 'channels-last-page',
    title: 'the last page has an empty next_cursor',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const { response_metadata: about } = await bot(bench).conversations.list({ limit: 200 });
      same(about?.next_cursor, '');
    },
  },
  {
    id: 'channels-bad-cursor',
    title: 'a made-up cursor, and one of another list, are invalid_cursor',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      await refuses(bot(bench).conversations.list({ cursor: 'nonsense' }), 'invalid_cursor', 'made up');
      const { response_metadata: about } = await bot(bench).users.list({ limit: 1 });
      demand((about?.next_cursor ?? '') !== '', 'users.list has a next page');
      await refuses(bot(bench).conversations.list({ cursor: about?.next_cursor ?? '' }), 'invalid_cursor', 'of another list');
    },
  },
  {
    id: 'channels-archived',
    title: 'archived channels are listed unless exclude_archived says not to',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const all = await bot(bench).conversations.list({});
      same(names(all.channels), ['general', 'lounge', 'old', 'support']);
      same(all.channels?.find(one => one.name === 'old')?.is_archived, true, 'is_archived of old');
      const open = await bot(bench).conversations.list({ exclude_archived: true });
      same(names(open.channels), ['general', 'lounge', 'support']);
    },
  },
  {
    id: 'channels-types',
    title: 'types chooses kinds of conversations, and private ones are shown to members only',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const list = async (as: string, types: string) => names((await connect(bench, as).conversations.list({ types })).channels);
      same(await list(token.ada, 'private_channel'), ['secret'], 'private ones of a member');
      same(await list(token.helpdesk, 'private_channel'), [], 'private ones of others');
      same(await list(token.ada, 'public_channel,private_channel'), ['general', 'lounge', 'old', 'secret', 'support']);
      await refuses(bot(bench).conversations.info({ channel: channel.secret }), 'channel_not_found');
      await refuses(bot(bench).conversations.list({ types: 'nonsense' }), 'invalid_types');
    },
  },
  {
    id: 'channels-create',
    title: 'a channel can be created once; names are checked as Slack checks them',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const { channel: made } = await bot(bench).conversations.create({ name: 'war-room' });
      same([made?.name, made?.is_channel, made?.is_private, made?.is_member], ['war-room', true, false, true]);
      demand(/^C[A-Z0-9]{8,}$/.test(made?.id ?? ''), 'its id starts with C');
      const create = (name: string) => bot(bench).conversations.create({ name });
      await refuses(create('war-room'), 'name_taken');
      await refuses(create('x'.repeat(81)), 'invalid_name_maxlength');
      await refuses(create('no spaces, please'), 'invalid_name_specials');
      await refuses(create(''), 'invalid_name_required');
    },
  },
  {
    id: 'channels-archive',
    title: 'archiving closes a channel for writing, twice is already_archived, unarchiving opens it',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const as = connect(bench, token.ada);
      await as.conversations.archive({ channel: channel.lounge });
      await refuses(as.conversations.archive({ channel: channel.lounge }), 'already_archived');
      await refuses(as.chat.postMessage({ channel: channel.lounge, text: 'x' }), 'is_archived', 'posting');
      await refuses(as.conversations.archive({ channel: channel.general }), 'cant_archive_general');
      await as.conversations.unarchive({ channel: channel.lounge });
      await refuses(as.conversations.unarchive({ channel: channel.lounge }), 'not_archived');
      same((await as.chat.postMessage({ channel: channel.lounge, text: 'x' })).ok, true);
    },
  },
  {
    id: 'channels-rename',
    title: 'a renamed channel keeps its id and remembers its names',
    label: 'recorded',
    seed: workspace,
    async run(bench) {
      const as = connect(bench, token.ada);
      await as.conversations.rename({ channel: channel.lounge, name: 'salon' });
      const { channel: now } = await as.conversations.info({ channel: channel.lounge });
      same([now?.name, now?.name_normalized, now?.previous_names], ['salon', 'salon', ['lounge']]);
      await refuses(as.conversations.rename({ channel: channel.lounge, name: 'support' }), 'name_taken');
      const ben = connect(bench, token.ben).conversations.rename({ channel: channel.support, name: 'bens' });
      await refuses(ben, 'not_authorized', 'who did not create it');
    },
  },
  {
    id: 'channels-topic',
    title: 'setTopic answers with the channel, and says who set it',
    label: 'recorded',
    seed: workspace,
    async run(bench) {
      const { channel: changed } = await bot(bench).conversations.setTopic({ channel: channel.support, topic: 'All calm' });
      const { user_id } = await bot(bench).auth.test();
      same([changed?.topic?.value, changed?.topic?.creator], ['All calm', user_id]);
      demand((changed?.topic?.last_set ?? 0) > 0, 'last_set is a time');
      const writer = connect(bench, token.helpdesk).conversations.setTopic({ channel: channel.lounge, topic: 'x' });
      await refuses(writer, 'not_in_channel');
    },
  },
];
