import { addMember, openDirect, removeMember } from '../../change-channel.ts';
import { demandMember, demandOpen, findChannel, isMember } from '../../find.ts';
import type { Method, SlackCall } from '../../method.ts';
import { invalidArguments, SlackRefusal } from '../../refusal.ts';
import { channelShape, openedShape } from '../../shapes/channel.ts';
import { type Channel, membershipKey, type User } from '../../state.ts';

const join = ['channels:join', 'channels:write'];
const invite = [
  'channels:manage',
  'channels:write',
  'channels:write.invites',
  'groups:write',
  'groups:write.invites',
  'mpim:write',
];
const write = ['channels:manage', 'channels:write', 'groups:write', 'mpim:write', 'im:write'];
const direct = ['im:write', 'mpim:write', 'channels:manage', 'channels:write', 'groups:write'];

export const peopleMethods: Method[] = [
  { name: 'conversations.join', scopes: join, label: 'docs', write: true, run: enter },
  { name: 'conversations.leave', scopes: write, label: 'docs', write: true, run: leave },
  { name: 'conversations.invite', scopes: invite, label: 'docs', write: true, run: inviteAll },
  { name: 'conversations.kick', scopes: write, label: 'docs', write: true, run: kick },
  { name: 'conversations.open', scopes: direct, label: 'docs', write: true, run: open },
  { name: 'conversations.close', scopes: direct, label: 'docs', write: true, run: close },
];

function isDirect(channel: Readonly<Channel>): boolean {
  return channel.kind === 'im' || channel.kind === 'mpim';
}

function enter(call: SlackCall): Record<string, unknown> {
  const { state, user } = call;
  const channel = findChannel(call);
  if (channel.kind !== 'public') throw new SlackRefusal('method_not_supported_for_channel_type');
  demandOpen(channel);
  if (isMember(state, channel.id, user.id)) {
    call.warn('already_in_channel');
    return { channel: channelShape(state, channel, user.id) };
  }
  addMember(call, channel, user.id);
  return { channel: channelShape(state, channel, user.id) };
}

function leave(call: SlackCall): Record<string, unknown> {
  const channel = findChannel(call);
  if (isDirect(channel)) throw new SlackRefusal('method_not_supported_for_channel_type');
  demandOpen(channel);
  if (!isMember(call.state, channel.id, call.user.id)) return { not_in_channel: true };
  if (channel.isGeneral) throw new SlackRefusal('cant_leave_general');
  const isLast = call.state.memberships.keysBy('channel', channel.id).length === 1;
  if (isLast && channel.kind === 'private') throw new SlackRefusal('last_member');
  removeMember(call, channel, call.user.id);
  return {};
}

function inviteAll(call: SlackCall): Record<string, unknown> {
  const channel = findChannel(call);
  const users = call.args.ids('users');
  if (users.length === 0)
    throw call.args.has('users') ? new SlackRefusal('no_user') : invalidArguments('missing required field: users');
  if (isDirect(channel)) throw new SlackRefusal('method_not_supported_for_channel_type');
  demandOpen(channel);
  demandMember(call, channel);
  const faults = users.flatMap(user => faultOf(call, channel, user));
  const [first] = faults;
  // With `force`, those who can be invited are.
  if (first !== undefined && !(call.args.flag('force', false) && faults.length < users.length)) {
    throw new SlackRefusal(first.error, { errors: faults });
  }
  const refused = new Set(faults.map(fault => fault.user));
  for (const user of new Set(users)) if (!refused.has(user)) addMember(call, channel, user, call.user.id);
  const shape = openedShape(call.state, channel, call.user.id);
  return faults.length === 0 ? { channel: shape } : { channel: shape, errors: faults };
}

function faultOf(call: SlackCall, channel: Readonly<Channel>, user: string): { user: string; ok: false; error: string }[] {
  const error = inviteError(call, channel, user);
  return error === undefined ? [] : [{ user, ok: false, error }];
}

function inviteError({ state, user: own }: SlackCall, channel: Readonly<Channel>, id: string): string | undefined {
  const user = state.users.get(id);
  if (user === undefined) return 'user_not_found';
  if (id === own.id) return 'cant_invite_self';
  if (isMember(state, channel.id, id)) return 'already_in_channel';
  return user.deleted || id === 'USLACKBOT' ? 'cant_invite' : undefined;
}

function kick(call: SlackCall): Record<string, unknown> {
  const channel = findChannel(call);
  const id = call.args.demand('user');
  if (isDirect(channel)) throw new SlackRefusal('method_not_supported_for_channel_type');
  if (!call.state.users.has(id)) throw new SlackRefusal('user_not_found');
  if (id === call.user.id) throw new SlackRefusal('cant_kick_self');
  if (channel.isGeneral) throw new SlackRefusal('cant_kick_from_general');
  demandOpen(channel);
  demandMember(call, channel);
  if (!isMember(call.state, channel.id, id)) throw new SlackRefusal('not_in_channel');
  removeMember(call, channel, id, call.user.id);
  return { errors: {} };
}

/** People besides the caller that a group message may have. */
const groupLimit = 8;

function open(call: SlackCall): Record<string, unknown> {
  const { args, state, user } = call;
  const { channel, isNew } = args.has('channel') ? { channel: findChannel(call), isNew: false } : findDirect(call);
  if (!isDirect(channel)) throw new SlackRefusal('method_not_supported_for_channel_type');
  const key = membershipKey(channel.id, user.id);
  const wasOpen = state.memberships.get(key)?.isOpen ?? false;
  if (!wasOpen && state.memberships.has(key))
    state.memberships.edit(key, row => {
      row.isOpen = true;
    });
  const shape = args.flag('return_im', false) ? openedShape(state, channel, user.id) : { id: channel.id };
  return isNew || !wasOpen ? { channel: shape } : { no_op: true, already_open: true, channel: shape };
}

function findDirect(call: SlackCall): { channel: Readonly<Channel>; isNew: boolean } {
  const { args, user, state } = call;
  const users = args.ids('users');
  if (users.length === 0) throw new SlackRefusal('users_list_not_supplied');
  if (users.length > groupLimit) throw new SlackRefusal('too_many_users');
  const people = users.map(id => findReachable(call, id));
  if (user.bot !== undefined && users.length === 1 && people.some(one => one.bot !== undefined))
    throw new SlackRefusal('cannot_dm_bot');
  const members = [...new Set([user.id, ...users])];
  if (args.flag('prevent_creation', false) && state.channels.keysBy('people', members.toSorted().join(',')).length === 0) {
    throw new SlackRefusal('channel_not_found');
  }
  return openDirect(call, members, user.id);
}

function findReachable({ state }: SlackCall, id: string): Readonly<User> {
  const user = state.users.get(id);
  if (user === undefined) throw new SlackRefusal('user_not_found');
  if (user.deleted) throw new SlackRefusal('user_disabled');
  return user;
}

function close(call: SlackCall): Record<string, unknown> {
  const channel = findChannel(call);
  if (!isDirect(channel)) throw new SlackRefusal('method_not_supported_for_channel_type');
  const key = membershipKey(channel.id, call.user.id);
  if (call.state.memberships.get(key)?.isOpen !== true) return { no_op: true, already_closed: true };
  call.state.memberships.edit(key, row => {
    row.isOpen = false;
  });
  return {};
}
