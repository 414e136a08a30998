import { emit } from '../emit.ts';
import { emojiNames } from '../emoji-names.ts';
import { demandOpen, findMessage, findNamedChannel, isMember, isVisible } from '../find.ts';
import type { Method, SlackCall } from '../method.ts';
import { classicPage } from '../page.ts';
import { SlackRefusal } from '../refusal.ts';
import { messageShape } from '../shapes/message.ts';
import { type Channel, type Message, messageKey } from '../state.ts';
import { nextTs } from '../ts.ts';
import type { SlackWorld } from '../write-message.ts';

/** Different reactions that one message may have. */
const reactionLimit = 23;

export const reactionMethods: Method[] = [
  {
    name: 'reactions.add',
    scopes: ['reactions:write'],
    label: 'docs',
    write: true,
    run: call => {
      const { message, name } = target(call);
      const reaction = message.reactions.find(one => one.name === name);
      if (reaction?.users.includes(call.user.id)) throw new SlackRefusal('already_reacted');
      if (reaction === undefined && message.reactions.length >= reactionLimit) throw new SlackRefusal('too_many_emoji');
      setReaction(call, message, name, call.user.id, true);
      return {};
    },
  },
  {
    name: 'reactions.remove',
    scopes: ['reactions:write'],
    label: 'docs',
    write: true,
    run: call => {
      const { message, name } = target(call);
      const reaction = message.reactions.find(one => one.name === name);
      if (!reaction?.users.includes(call.user.id)) throw new SlackRefusal('no_reaction');
      setReaction(call, message, name, call.user.id, false);
      return {};
    },
  },
  {
    name: 'reactions.get',
    scopes: ['reactions:read'],
    label: 'docs',
    run: call => {
      const { channel, message } = findTarget(call);
      return { type: 'message', channel: channel.id, message: { ...shown(call, message), permalink: linkTo(call, message) } };
    },
  },
  { name: 'reactions.list', scopes: ['reactions:read'], label: 'docs', run: list },
];

/** Adds or takes away a user's reaction, and tells whoever listens. */
export function setReaction(world: SlackWorld, message: Readonly<Message>, name: string, user: string, isAdded: boolean): void {
  const { state, clock } = world;
  state.messages.edit(messageKey(message.channelId, message.ts), row => {
    const reaction = row.reactions.find(one => one.name === name);
    if (!isAdded) {
      if (reaction !== undefined) reaction.users = reaction.users.filter(one => one !== user);
      row.reactions = row.reactions.filter(one => one.users.length > 0);
    } else if (reaction === undefined) row.reactions.push({ name, users: [user] });
    else reaction.users.push(user);
  });
  const event = {
    type: isAdded ? 'reaction_added' : 'reaction_removed',
    user,
    reaction: name,
    item: { type: 'message', channel: message.channelId, ts: message.ts },
    item_user: message.user,
    event_ts: nextTs(state.counters, clock.now()),
  };
  emit(world, event, { channel: message.channelId });
}

function target(call: SlackCall): { message: Readonly<Message>; name: string } {
  const name = (call.args.text('name') ?? '').replace(/^:|:$/g, '');
  if (!isEmoji(call, name)) throw new SlackRefusal('invalid_name');
  const { channel, message } = findTarget(call);
  demandOpen(channel);
  if (channel.kind !== 'public' && !isMember(call.state, channel.id, call.user.id)) throw new SlackRefusal('not_in_channel');
  return { message, name };
}

/** A standard emoji, perhaps with a skin tone, or one of the workspace's own. */
function isEmoji({ state }: SlackCall, name: string): boolean {
  return emojiNames.has(name.replace(/::skin-tone-[2-6]$/, '')) || Object.hasOwn(state.settings.emoji, name);
}

function findTarget(call: SlackCall): { channel: Readonly<Channel>; message: Readonly<Message> } {
  const { args } = call;
  if (!args.has('channel') && !args.has('timestamp') && !args.has('file') && !args.has('file_comment')) {
    throw new SlackRefusal('no_item_specified');
  }
  const channel = findNamedChannel(call);
  const ts = args.demand('timestamp', 'no_item_specified');
  if (!/^\d{1,10}\.\d{1,6}$/.test(ts)) throw new SlackRefusal('bad_timestamp');
  return { channel, message: findMessage(call.state, channel.id, ts) };
}

function shown(call: SlackCall, message: Readonly<Message>): Record<string, unknown> {
  return messageShape({ state: call.state, origin: call.request.origin }, message);
}

function linkTo({ request }: SlackCall, { channelId, ts }: Readonly<Message>): string {
  return `${request.origin}/archives/${channelId}/p${ts.replace('.', '')}`;
}

/** What a user has reacted to, newest first. */
function list(call: SlackCall): Record<string, unknown> {
  const { state, args } = call;
  const user = args.text('user') || call.user.id;
  if (!state.users.has(user)) throw new SlackRefusal('user_not_found');
  const found = [...state.messages.values()]
    .filter(message => message.reactions.some(one => one.users.includes(user)) && maySee(call, message))
    .sort((left, right) => (left.ts < right.ts ? 1 : -1));
  const { page, paging } = classicPage(found, args);
  const items = page.map(message => ({ type: 'message', channel: message.channelId, message: shown(call, message) }));
  return { items, paging, response_metadata: { next_cursor: '' } };
}

function maySee(call: SlackCall, message: Readonly<Message>): boolean {
  const channel = call.state.channels.get(message.channelId);
  return channel !== undefined && isVisible(call, channel);
}
