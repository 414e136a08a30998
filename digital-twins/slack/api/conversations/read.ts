import { allScopesFor, demandMember, findChannel } from '../../find.ts';
import type { Method, SlackCall } from '../../method.ts';
import { encodeCursor, pageOfIds, readCursor, readLimit } from '../../page.ts';
import { SlackRefusal } from '../../refusal.ts';
import { openedShape } from '../../shapes/channel.ts';
import { type MessageView, messageShape } from '../../shapes/message.ts';
import { type Channel, membershipKey, messageKey } from '../../state.ts';
import { formatTs } from '../../ts.ts';

export const readMethods: Method[] = [
  {
    name: 'conversations.info',
    scopes: allScopesFor('read'),
    label: 'recorded',
    run: call => {
      const { state, args, user } = call;
      const channel = findChannel(call, 'read');
      const members = args.flag('include_num_members', false)
        ? { num_members: state.memberships.keysBy('channel', channel.id).length }
        : {};
      const locale = args.flag('include_locale', false) ? { locale: 'en-US' } : {};
      return { channel: { ...openedShape(state, channel, user.id), ...members, ...locale } };
    },
  },
  { name: 'conversations.history', scopes: allScopesFor('history'), label: 'docs', run: readHistory },
  { name: 'conversations.replies', scopes: allScopesFor('history'), label: 'docs', run: readReplies },
  {
    name: 'conversations.members',
    scopes: allScopesFor('read'),
    label: 'docs',
    run: call => {
      const channel = findChannel(call, 'read');
      const keys = call.state.memberships.keysBy('channel', channel.id);
      const ids = keys.map(key => key.slice(channel.id.length + 1));
      const { page, next } = pageOfIds(ids, call.args, { kind: 'member', limit: 100, most: 1000 });
      return { members: page, response_metadata: { next_cursor: next } };
    },
  },
  {
    name: 'conversations.mark',
    scopes: allScopesFor('write'),
    label: 'docs',
    write: true,
    run: call => {
      const channel = findChannel(call);
      const ts = call.args.demand('ts', 'invalid_timestamp');
      if (!/^\d{10}\.\d{6}$/.test(ts)) throw new SlackRefusal('invalid_timestamp');
      demandMember(call, channel);
      call.state.memberships.edit(membershipKey(channel.id, call.user.id), row => {
        row.lastRead = ts;
      });
      return {};
    },
  },
];

/** What a page of messages is cut from: keys in the order of time, and the part of them that was asked for. */
interface Range {
  keys: readonly string[];
  from: number;
  to: number;
}

/** Newest first; replies in threads only where they were sent to the channel too. */
function readHistory(call: SlackCall): Record<string, unknown> {
  const { state, args } = call;
  const channel = findChannel(call, 'history');
  demandReader(call, channel);
  const range = rangeOf(call, 'channel', channel.id);
  const limit = readLimit(args, { limit: 100, most: 999 });
  const { start, stop, next } = pageOfHistory(call, channel.id, range, limit);
  const view = viewOf(call);
  const messages: unknown[] = [];
  for (let place = stop - 1; place >= start; place -= 1) addShape(call, view, range.keys[place], messages);
  return {
    messages,
    has_more: next !== undefined,
    pin_count: state.pins.keysBy('channel', channel.id).length,
    channel_actions_ts: null,
    channel_actions_count: 0,
    ...(next === undefined ? {} : { response_metadata: { next_cursor: cursorOf(next) } }),
    ...(args.has('latest') ? { latest: args.text('latest') } : {}),
    ...(args.has('oldest') ? { oldest: args.text('oldest') } : {}),
  };
}

/**
 * Where a page lies: nearest to the present and from there back, or, with `oldest` alone, nearest to that and forward
 * (Slack docs, conversations.history). `next`: the key the next page begins with.
 */
function pageOfHistory(
  call: SlackCall,
  channelId: string,
  { keys, from, to }: Range,
  limit: number,
): { start: number; stop: number; next: string | undefined } {
  const { state, args } = call;
  const cursor = readTsCursor(call);
  const place = cursor === undefined ? undefined : state.messages.seek('channel', channelId, cursor);
  if (args.has('oldest') && !args.has('latest')) {
    const start = Math.max(from, place ?? from);
    const stop = Math.min(to, start + limit);
    return { start, stop, next: stop < to ? keys[stop] : undefined };
  }
  const after = place !== undefined && keys[place]?.endsWith(`:${cursor}`) ? place + 1 : place;
  const stop = Math.min(to, after ?? to);
  const start = Math.max(from, stop - limit);
  return { start, stop, next: start > from ? keys[start - 1] : undefined };
}

/** Oldest first; the root stands before its replies on every page. */
function readReplies(call: SlackCall): Record<string, unknown> {
  const { state, args } = call;
  const channel = findChannel(call, 'history');
  demandReader(call, channel);
  const wanted = state.messages.get(messageKey(channel.id, args.demand('ts')));
  if (wanted === undefined) throw new SlackRefusal('thread_not_found');
  const rootKey = messageKey(channel.id, wanted.threadTs ?? wanted.ts);
  const range = rangeOf(call, 'thread', rootKey);
  const limit = readLimit(args, { limit: 1000, most: 1000 });
  const cursor = readTsCursor(call);
  const start = cursor === undefined ? range.from : Math.max(range.from, state.messages.seek('thread', rootKey, cursor));
  const stop = Math.min(range.to, start + Math.max(limit - 1, 1));
  const view = viewOf(call);
  const messages: unknown[] = [];
  addShape(call, view, rootKey, messages);
  for (let place = start; place < stop; place += 1) addShape(call, view, range.keys[place], messages);
  const next = stop < range.to ? range.keys[stop] : undefined;
  return {
    messages,
    has_more: next !== undefined,
    ...(next === undefined ? {} : { response_metadata: { next_cursor: cursorOf(next) } }),
  };
}

function viewOf({ state, request, grant }: SlackCall): MessageView {
  return { state, origin: request.origin, ...(grant.kind === 'user' ? { viewerId: grant.userId } : {}) };
}

function addShape(call: SlackCall, view: MessageView, key: string | undefined, messages: unknown[]): void {
  const message = call.state.messages.get(key ?? '');
  if (message === undefined) return;
  const shape = messageShape(view, message);
  if (!call.args.flag('include_all_metadata', false) && message.metadata !== undefined) {
    shape.metadata = { event_type: (message.metadata as { event_type?: unknown }).event_type };
  }
  messages.push(shape);
}

/** People may read public channels that they are not in; apps may not. */
function demandReader(call: SlackCall, channel: Readonly<Channel>): void {
  if (call.grant.kind === 'user' && channel.kind === 'public') return;
  demandMember(call, channel);
}

/** The part of a list between `oldest` and `latest`. */
function rangeOf({ state, args }: SlackCall, index: 'channel' | 'thread', value: string): Range {
  const keys = state.messages.keysBy(index, value);
  const inclusive = args.flag('inclusive', false);
  const oldest = readTime(args.text('oldest'), 'invalid_ts_oldest');
  const latest = readTime(args.text('latest'), 'invalid_ts_latest');
  const place = (ts: string, after: boolean) => {
    const first = state.messages.seek(index, value, ts);
    return after && keys[first]?.endsWith(`:${ts}`) ? first + 1 : first;
  };
  const from = oldest === undefined ? 0 : place(oldest, !inclusive);
  const to = latest === undefined ? keys.length : place(latest, inclusive);
  return { keys, from, to: Math.max(from, to) };
}

/** A time in seconds, with or without a fraction, as a message time. */
function readTime(text: string | undefined, error: string): string | undefined {
  if (text === undefined || text === '' || text === 'now') return undefined;
  if (!/^\d{1,11}(\.\d{1,9})?$/.test(text)) throw new SlackRefusal(error);
  const [whole = '0', fraction = ''] = text.split('.');
  return formatTs(Number(whole) * 1_000_000 + Number(fraction.padEnd(6, '0').slice(0, 6)));
}

function cursorOf(key: string): string {
  return encodeCursor('next_ts', key.slice(key.indexOf(':') + 1).replace('.', ''));
}

function readTsCursor({ args }: SlackCall): string | undefined {
  const id = readCursor(args, 'next_ts');
  if (id === undefined) return undefined;
  if (!/^\d{16}$/.test(id)) throw new SlackRefusal('invalid_cursor');
  return formatTs(Number(id));
}
