import { demandScope, type SlackCall } from './method.ts';
import { SlackRefusal } from './refusal.ts';
import { type Channel, type Membership, type Message, membershipKey, messageKey, type SlackState } from './state.ts';

type Found<Row> = Readonly<Row>;

/** What a scope is for; its other half is the kind of conversation. */
type Purpose = 'read' | 'history' | 'write';

const scopePrefix = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const;

/** The scopes of which one is needed to do something with a conversation of a kind. */
export function scopesFor(kind: Channel['kind'], purpose: Purpose): string[] {
  const scope = `${scopePrefix[kind]}:${purpose}`;
  return kind === 'public' && purpose === 'write' ? ['channels:manage', scope] : [scope];
}

/** All scopes of a purpose: one of them lets a token call the method at all. */
export function allScopesFor(purpose: Purpose): string[] {
  return (['public', 'private', 'mpim', 'im'] as const).flatMap(kind => scopesFor(kind, purpose));
}

/** The channel an argument names by id. One that the caller may not see does not exist for them. */
export function findChannel(call: SlackCall, purpose?: Purpose): Found<Channel> {
  const channel = call.state.channels.get(call.args.demand('channel'));
  if (channel === undefined || !isVisible(call, channel)) throw new SlackRefusal('channel_not_found');
  if (purpose !== undefined) demandScope(call.grant, scopesFor(channel.kind, purpose));
  return channel;
}

/** The same for methods that never speak of a missing argument. */
export function findNamedChannel(call: SlackCall, argument = 'channel'): Found<Channel> {
  const channel = call.state.channels.get(call.args.text(argument) ?? '');
  if (channel === undefined || !isVisible(call, channel)) throw new SlackRefusal('channel_not_found');
  return channel;
}

export function isVisible({ state, user }: Pick<SlackCall, 'state' | 'user'>, channel: Found<Channel>): boolean {
  return channel.kind === 'public' || isMember(state, channel.id, user.id);
}

export function isMember(state: SlackState, channelId: string, userId: string): boolean {
  return state.memberships.has(membershipKey(channelId, userId));
}

/** Ids, in the order they came in. */
export function memberIds(state: SlackState, channelId: string): string[] {
  return state.memberships.by('channel', channelId).map((one: Found<Membership>) => one.userId);
}

export function demandMember({ state, user }: SlackCall, channel: Found<Channel>): void {
  if (!isMember(state, channel.id, user.id)) throw new SlackRefusal('not_in_channel');
}

export function demandOpen(channel: Found<Channel>): void {
  if (channel.isArchived) throw new SlackRefusal('is_archived');
}

export function findMessage(state: SlackState, channelId: string, ts: string | undefined): Found<Message> {
  const message = state.messages.get(messageKey(channelId, ts ?? ''));
  if (message === undefined) throw new SlackRefusal('message_not_found');
  return message;
}
