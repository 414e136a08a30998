import { permalinkOf } from '../change-channel.ts';
import { isMember, isVisible } from '../find.ts';
import type { Method, SlackCall } from '../method.ts';
import { SlackRefusal } from '../refusal.ts';
import { fileShape, maySeeFile } from '../shapes/file.ts';
import type { Channel, Message } from '../state.ts';
import { type Query, readQuery } from './search-query.ts';

const common = { scopes: ['search:read'], tokens: ['user' as const], label: 'docs' as const };

/** Search is for people: bots' tokens are refused (Slack docs, search.messages). */
export const searchMethods: Method[] = [
  { ...common, name: 'search.messages', run: call => ({ query: demandQuery(call), messages: searchMessages(call) }) },
  { ...common, name: 'search.files', run: call => ({ query: demandQuery(call), files: searchFiles(call) }) },
  {
    ...common,
    name: 'search.all',
    run: call => ({
      query: demandQuery(call),
      messages: searchMessages(call),
      files: searchFiles(call),
      posts: { total: 0, matches: [] },
    }),
  },
];

function demandQuery({ args }: SlackCall): string {
  const query = args.text('query') ?? '';
  if (query.trim() === '') throw new SlackRefusal('missing_query');
  return query;
}

type Page<Item> = { total: number; matches: Item[]; pagination: Record<string, number>; paging: Record<string, number> };

/** One page, counted from 1, of at most 100. */
function pageOf<Item>({ args }: SlackCall, items: Item[]): Page<Item> {
  const count = Math.min(Math.max(args.number('count') ?? 20, 1), 100);
  const number = Math.min(Math.max(args.number('page') ?? 1, 1), 100);
  const pages = Math.max(1, Math.ceil(items.length / count));
  const start = (number - 1) * count;
  const matches = items.slice(start, start + count);
  return {
    total: items.length,
    pagination: {
      total_count: items.length,
      page: number,
      per_page: count,
      page_count: pages,
      first: items.length === 0 ? 0 : start + 1,
      last: start + matches.length,
    },
    paging: { count, total: items.length, page: number, pages },
    matches,
  };
}

function isUpward({ args }: SlackCall): boolean {
  return args.text('sort_dir') === 'asc';
}

function searchMessages(call: SlackCall): Page<Record<string, unknown>> {
  const { state } = call;
  const query = readQuery(call, demandQuery(call));
  const found: Readonly<Message>[] = [];
  for (const message of state.messages.values()) {
    const channel = state.channels.get(message.channelId);
    if (channel === undefined || !isVisible(call, channel)) continue;
    if (message.subtype === 'tombstone' || message.subtype?.startsWith('channel_')) continue;
    if (query.tests.every(test => test(message))) found.push(message);
  }
  const order = isUpward(call) ? 1 : -1;
  found.sort((left, right) => (left.ts < right.ts ? -order : order));
  const page = pageOf(call, found);
  return { ...page, matches: page.matches.map(message => matchShape(call, query, message)) };
}

function matchShape(call: SlackCall, query: Query, message: Readonly<Message>): Record<string, unknown> {
  const { state, args } = call;
  const channel = state.channels.get(message.channelId);
  const author = state.users.get(message.user);
  return {
    iid: `${message.channelId}-${message.ts}`,
    team: state.team.id,
    score: 0,
    channel: channel === undefined ? { id: message.channelId } : placeShape(call, channel),
    type: 'message',
    user: message.user,
    username: message.username ?? author?.name ?? '',
    ts: message.ts,
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    text: args.flag('highlight', false) ? highlight(message.text, query.words) : message.text,
    permalink: permalinkOf(call, message.channelId, message),
    no_reactions: message.reactions.length === 0,
  };
}

function placeShape({ state, user }: SlackCall, channel: Readonly<Channel>): Record<string, unknown> {
  return {
    id: channel.id,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: channel.kind === 'im',
    is_mpim: channel.kind === 'mpim',
    is_shared: false,
    is_org_shared: false,
    is_ext_shared: false,
    is_private: channel.kind !== 'public',
    is_pending_ext_shared: false,
    is_member: isMember(state, channel.id, user.id),
    name: channel.name,
    pending_shared: [],
  };
}

/** Slack marks what was found with two characters of the private use area. */
function highlight(text: string, words: string[]): string {
  return words.reduce((marked, word) => {
    const place = marked.toLowerCase().indexOf(word);
    if (place === -1) return marked;
    return `${marked.slice(0, place)}\uE000${marked.slice(place, place + word.length)}\uE001${marked.slice(place + word.length)}`;
  }, text);
}

function searchFiles(call: SlackCall): Page<Record<string, unknown>> {
  const { state, user, request } = call;
  const { words } = readQuery(call, demandQuery(call));
  const files = state.files
    .by('all', 'all')
    .filter(file => maySeeFile(state, file, user.id))
    .filter(file => words.every(word => `${file.name} ${file.title}`.toLowerCase().includes(word)));
  const page = pageOf(call, isUpward(call) ? files : files.toReversed());
  return { ...page, matches: page.matches.map(file => fileShape({ state, origin: request.origin }, file)) };
}
