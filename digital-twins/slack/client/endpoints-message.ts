import { z } from 'zod';
import type { Call, Operation } from '../../kit/plugin.ts';
import { setReaction } from '../api/reactions.ts';
import { addMember, openDirect } from '../change-channel.ts';
import { runCommand } from '../interaction/command.ts';
import { type Channel, type Message, membershipKey, messageKey, type SlackState, type User } from '../state.ts';
import { changeMessage, deleteMessage, writeMessage } from '../write-message.ts';
import { ClientRefusal, endpoint } from './endpoint.ts';
import { typedText } from './typed-text.ts';

const text = z.string().max(40_000);
const target = { channel: z.string().optional(), user: z.string().optional(), thread: z.string().optional() };

/** What a person does with messages and channels. */
export const messageEndpoints: Operation<SlackState>[] = [
  endpoint('message', { ...target, text, broadcast: z.boolean().default(false) }, send),
  endpoint('edit', { channel: z.string(), ts: z.string(), text }, (call, user, given) => {
    const message = ownMessage(call, user, given);
    changeMessage(call, message, user.id, row => {
      row.text = typedText(call.state, given.text);
      delete row.blocks;
    });
    return undefined;
  }),
  endpoint('delete', { channel: z.string(), ts: z.string() }, (call, user, given) => {
    deleteMessage(call, ownMessage(call, user, given));
    return undefined;
  }),
  endpoint('react', { channel: z.string(), ts: z.string(), name: z.string().regex(/^[a-z0-9_+'-]+$/) }, (call, user, given) => {
    demandMember(call.state, given.channel, user);
    const message = findMessage(call.state, given);
    const hasIt = message.reactions.some(one => one.name === given.name && one.users.includes(user.id));
    setReaction(call, message, given.name, user.id, !hasIt);
    return undefined;
  }),
  endpoint('join', { channel: z.string() }, (call, user, given) => {
    const channel = call.state.channels.get(given.channel);
    if (channel?.kind !== 'public' || channel.isArchived) throw new ClientRefusal('This channel cannot be joined.');
    if (!call.state.memberships.has(membershipKey(channel.id, user.id))) addMember(call, channel, user.id);
    return undefined;
  }),
];

type Sent = {
  channel?: string | undefined;
  user?: string | undefined;
  thread?: string | undefined;
  text: string;
  broadcast: boolean;
};

/** A line that begins with a slash is a command, unless a space stands before it. */
async function send(call: Call<SlackState>, user: Readonly<User>, given: Sent) {
  const channel = channelFor(call, user, given);
  const [, command = '', rest = ''] = /^(\/[^\s/]+)(?:\s+([\s\S]*))?$/.exec(given.text) ?? [];
  const thread = given.thread === undefined ? {} : { threadTs: given.thread };
  if (command !== '') await runCommand(call, user, { channelId: channel.id, command, text: rest.trim(), ...thread });
  else say(call, user, channel, given);
  return given.channel === undefined ? { location: `/archives/${channel.id}` } : undefined;
}

function say(call: Call<SlackState>, user: Readonly<User>, channel: Readonly<Channel>, given: Sent): void {
  if (given.text.trim() === '') throw new ClientRefusal('There is nothing to send.');
  if (given.thread !== undefined) findMessage(call.state, { channel: channel.id, ts: given.thread });
  const isBroadcast = given.thread !== undefined && given.broadcast;
  writeMessage(call, {
    channelId: channel.id,
    user: user.id,
    text: typedText(call.state, given.text.trim()),
    ...(given.thread === undefined ? {} : { threadTs: given.thread }),
    ...(isBroadcast ? { broadcast: true, subtype: 'thread_broadcast' } : {}),
  });
}

/** The channel a message goes to; a first message to somebody opens the conversation. */
function channelFor(call: Call<SlackState>, user: Readonly<User>, given: Sent): Readonly<Channel> {
  const other = given.user === undefined ? undefined : call.state.users.get(given.user);
  const opened = other === undefined ? undefined : openDirect(call, [user.id, other.id], user.id).channel;
  const channel = opened ?? call.state.channels.get(given.channel ?? '');
  if (channel === undefined) throw new ClientRefusal('There is no such channel.');
  demandMember(call.state, channel.id, user);
  if (channel.isArchived) throw new ClientRefusal('This channel has been archived.');
  return channel;
}

function demandMember(state: SlackState, channelId: string, user: Readonly<User>): void {
  if (!state.memberships.has(membershipKey(channelId, user.id))) throw new ClientRefusal('You are not in this channel.');
}

function findMessage(state: SlackState, { channel, ts }: { channel: string; ts: string }): Readonly<Message> {
  const message = state.messages.get(messageKey(channel, ts));
  if (message === undefined) throw new ClientRefusal('This message is not there any more.');
  return message;
}

function ownMessage(
  { state }: Call<SlackState>,
  user: Readonly<User>,
  given: { channel: string; ts: string },
): Readonly<Message> {
  const message = findMessage(state, given);
  if (message.user !== user.id) throw new ClientRefusal('This message is not yours.');
  return message;
}
