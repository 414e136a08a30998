import { type SlackCall, SlackRefusal } from './method.ts';
import type { Channel, Message } from './state.ts';

/** The channel an argument names by id. A private one that the caller is not in does not exist for them. */
export function findChannel(call: SlackCall, argument = 'channel'): Channel {
  const channel = call.state.channels.get(call.args.text(argument) ?? '');
  if (channel === undefined || !isVisible(call, channel)) throw new SlackRefusal('channel_not_found');
  return channel;
}

/** Like `findChannel`, and by name too, with or without `#`: what chat.postMessage accepts. */
export function findChannelToPost(call: SlackCall): Channel {
  const wanted = call.args.text('channel') ?? '';
  const name = wanted.replace(/^#/, '');
  for (const channel of call.state.channels.values()) {
    if ((channel.id === wanted || channel.name === name) && isVisible(call, channel)) return channel;
  }
  throw new SlackRefusal('channel_not_found');
}

export function isVisible(call: SlackCall, channel: Channel): boolean {
  return !channel.isPrivate || channel.members.includes(call.user.id);
}

export function demandMember(call: SlackCall, channel: Channel): void {
  if (!channel.members.includes(call.user.id)) throw new SlackRefusal('not_in_channel');
}

export function demandOpen(channel: Channel): void {
  if (channel.isArchived) throw new SlackRefusal('is_archived');
}

export function findMessage(channel: Channel, ts: string | undefined): Message {
  const message = channel.messages.find(one => one.ts === ts);
  if (message === undefined) throw new SlackRefusal('message_not_found');
  return message;
}
