import { findNamedChannel, isMember } from '../find.ts';
import type { Method, SlackCall } from '../method.ts';
import { newId } from '../new-id.ts';
import { SlackRefusal } from '../refusal.ts';
import type { Bookmark } from '../state-content.ts';
import { seconds } from '../ts.ts';

const write = ['bookmarks:write'];

export const bookmarkMethods: Method[] = [
  { name: 'bookmarks.add', scopes: write, label: 'docs', write: true, run: add },
  { name: 'bookmarks.edit', scopes: write, label: 'docs', write: true, run: edit },
  {
    name: 'bookmarks.remove',
    scopes: write,
    label: 'docs',
    write: true,
    run: call => {
      call.state.bookmarks.delete(findBookmark(call).id);
      return {};
    },
  },
  {
    name: 'bookmarks.list',
    scopes: ['bookmarks:read'],
    label: 'docs',
    run: call => {
      const { id } = findNamedChannel(call, 'channel_id');
      return { bookmarks: call.state.bookmarks.by('channel', id).map(shape) };
    },
  },
];

/** Bookmarks that a channel may have. */
const bookmarkLimit = 100;

function add(call: SlackCall): Record<string, unknown> {
  const { args, state, user, clock } = call;
  const channel = findNamedChannel(call, 'channel_id');
  const title = args.demand('title');
  const type = args.demand('type');
  if (type !== 'link') throw new SlackRefusal('invalid_bookmark_type');
  const link = args.text('link') ?? '';
  if (!/^https?:\/\/[^\s]+$/.test(link)) throw new SlackRefusal('invalid_link');
  if (!isMember(state, channel.id, user.id)) throw new SlackRefusal('not_in_channel');
  const others = state.bookmarks.keysBy('channel', channel.id).length;
  if (others >= bookmarkLimit) throw new SlackRefusal('too_many_bookmarks');
  const bookmark = state.bookmarks.add({
    id: newId(call, 'bookmark', 'Bk'),
    channelId: channel.id,
    title,
    link,
    emoji: args.text('emoji') ?? '',
    type,
    entityId: args.text('entity_id') ?? null,
    parentId: args.text('parent_id') ?? null,
    accessLevel: args.text('access_level') ?? null,
    created: seconds(clock.now()),
    updated: 0,
    rank: String.fromCharCode(117 + (others % 5)),
    by: user.id,
    appId: user.bot?.appId ?? null,
  });
  return { bookmark: shape(bookmark) };
}

function findBookmark(call: SlackCall): Readonly<Bookmark> {
  const channel = findNamedChannel(call, 'channel_id');
  const bookmark = call.state.bookmarks.get(call.args.demand('bookmark_id'));
  if (bookmark?.channelId !== channel.id) throw new SlackRefusal('not_found');
  return bookmark;
}

function edit(call: SlackCall): Record<string, unknown> {
  const { args, state, user, clock } = call;
  const { id } = findBookmark(call);
  const link = args.text('link');
  if (link !== undefined && !/^https?:\/\/[^\s]+$/.test(link)) throw new SlackRefusal('invalid_link');
  const bookmark = state.bookmarks.edit(id, row => {
    row.title = args.text('title') ?? row.title;
    row.link = link ?? row.link;
    row.emoji = args.text('emoji') ?? row.emoji;
    row.by = user.id;
    row.updated = seconds(clock.now());
  });
  return { bookmark: shape(bookmark) };
}

function shape(row: Readonly<Bookmark>): Record<string, unknown> {
  return {
    id: row.id,
    channel_id: row.channelId,
    title: row.title,
    link: row.link,
    emoji: row.emoji,
    icon_url: null,
    type: row.type,
    entity_id: row.entityId,
    date_created: row.created,
    date_updated: row.updated,
    rank: row.rank,
    last_updated_by_user_id: row.by,
    last_updated_by_team_id: null,
    shortcut_id: null,
    app_id: row.appId,
    app_action_id: null,
    parent_id: row.parentId,
  };
}
