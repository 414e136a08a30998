import { demandMember, demandOpen, findChannel, isVisible } from './find-channel.ts';
import { type Method, type SlackCall, SlackRefusal } from './method.ts';
import { pageOf, readLimit } from './page-of.ts';
import { channelShape, messageShape } from './shapes.ts';
import type { Channel, Message } from './state.ts';
import { nextTs } from './ts.ts';

const read = ['channels:read', 'groups:read'];
const history = ['channels:history', 'groups:history'];

export const conversationMethods: Method[] = [
  { name: 'conversations.list', scopes: read, label: 'recorded', run: list },
  {
    name: 'conversations.info',
    scopes: read,
    label: 'recorded',
    run: call => {
      const channel = findChannel(call);
      const count = call.args.flag('include_num_members', false) ? { num_members: channel.members.length } : {};
      return { channel: { ...channelShape(call.state, channel, call.user), ...count } };
    },
  },
  { name: 'conversations.history', scopes: history, label: 'docs', run: readHistory },
  { name: 'conversations.replies', scopes: history, label: 'docs', run: readReplies },
  {
    name: 'conversations.members',
    scopes: read,
    label: 'docs',
    run: call => {
      const options = { kind: 'member', idOf: (id: string) => id, limit: 100, most: 1000 };
      const { page, next } = pageOf(findChannel(call).members, call.args, options);
      return { members: page, response_metadata: { next_cursor: next } };
    },
  },
  { name: 'conversations.join', scopes: ['channels:join'], label: 'docs', write: true, run: join },
];

function list(call: SlackCall): Record<string, unknown> {
  const types = (call.args.text('types') || 'public_channel').split(',').map(type => type.trim());
  const known = ['public_channel', 'private_channel', 'mpim', 'im'];
  if (types.some(type => !known.includes(type))) throw new SlackRefusal('invalid_types');
  const withoutArchived = call.args.flag('exclude_archived', false);
  const channels = [...call.state.channels.values()].filter(
    channel =>
      isVisible(call, channel) &&
      types.includes(channel.isPrivate ? 'private_channel' : 'public_channel') &&
      !(withoutArchived && channel.isArchived),
  );
  const { page, next } = pageOf(channels, call.args, { kind: 'team', idOf: ({ id }) => id, limit: 100, most: 1000 });
  return {
    channels: page.map(channel => ({
      ...channelShape(call.state, channel, call.user),
      num_members: channel.members.length,
    })),
    response_metadata: { next_cursor: next },
  };
}

/** Newest first; replies in threads only where they were sent to the channel too. */
function readHistory(call: SlackCall): Record<string, unknown> {
  const channel = findChannel(call);
  demandMember(call, channel);
  const shown = channel.messages.filter(message => message.threadTs === undefined || message.broadcast === true);
  const newestFirst = between(call, shown).reverse();
  const limit = readLimit(call.args, { limit: 100, most: 999 });
  const { page, next } = pageOf(newestFirst, call.args, { kind: 'next_ts', idOf: ({ ts }) => ts, limit, most: 999 });
  return {
    messages: page.map(message => messageShape(call.state, channel, message)),
    has_more: next !== '',
    pin_count: 0,
    channel_actions_ts: null,
    channel_actions_count: 0,
    ...(next === '' ? {} : { response_metadata: { next_cursor: next } }),
  };
}

/** Oldest first, the root before its replies. */
function readReplies(call: SlackCall): Record<string, unknown> {
  const channel = findChannel(call);
  demandMember(call, channel);
  const ts = call.args.text('ts');
  const root = channel.messages.find(message => message.ts === ts);
  if (root === undefined) throw new SlackRefusal('thread_not_found');
  const rootTs = root.threadTs ?? root.ts;
  const thread = channel.messages.filter(message => message.ts === rootTs || message.threadTs === rootTs);
  const options = { kind: 'next_ts', idOf: (message: Message) => message.ts, limit: 1000, most: 1000 };
  const { page, next } = pageOf(between(call, thread), call.args, options);
  return {
    messages: page.map(message => messageShape(call.state, channel, message)),
    has_more: next !== '',
    ...(next === '' ? {} : { response_metadata: { next_cursor: next } }),
  };
}

function between(call: SlackCall, messages: Message[]): Message[] {
  const oldest = readTime(call.args.text('oldest'), 'invalid_ts_oldest') ?? 0;
  const latest = readTime(call.args.text('latest'), 'invalid_ts_latest') ?? Number.POSITIVE_INFINITY;
  const inclusive = call.args.flag('inclusive', false);
  return messages.filter(({ ts }) => {
    const time = Number(ts);
    return (time > oldest && time < latest) || (inclusive && (time === oldest || time === latest));
  });
}

function readTime(text: string | undefined, error: string): number | undefined {
  if (text === undefined || text === '') return undefined;
  const time = Number(text);
  if (!Number.isFinite(time) || time < 0) throw new SlackRefusal(error);
  return time;
}

function join(call: SlackCall): Record<string, unknown> {
  const channel = findChannel(call);
  if (channel.isPrivate) throw new SlackRefusal('method_not_supported_for_channel_type');
  demandOpen(channel);
  const wasMember = channel.members.includes(call.user.id);
  if (!wasMember) enter(call, channel);
  const shape = channelShape(call.state, channel, call.user);
  if (!wasMember) return { channel: shape };
  return { channel: shape, warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } };
}

function enter(call: SlackCall, channel: Channel): void {
  channel.members.push(call.user.id);
  channel.messages.push({
    ts: nextTs(call.state, call.clock.now()),
    user: call.user.id,
    text: `<@${call.user.id}> has joined the channel`,
    subtype: 'channel_join',
    reactions: [],
  });
}
