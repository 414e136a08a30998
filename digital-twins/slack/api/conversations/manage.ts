import { createChannel, eventName, writeNotice } from '../../change-channel.ts';
import { emit } from '../../emit.ts';
import { demandMember, demandOpen, findChannel, scopesFor } from '../../find.ts';
import { demandScope, type Method, type SlackCall } from '../../method.ts';
import { SlackRefusal } from '../../refusal.ts';
import { openedShape } from '../../shapes/channel.ts';
import type { Channel } from '../../state.ts';
import { nextTs, seconds } from '../../ts.ts';

const manage = ['channels:manage', 'channels:write', 'groups:write'];
const topics = [
  'channels:manage',
  'channels:write',
  'channels:write.topic',
  'groups:write',
  'groups:write.topic',
  'im:write',
  'im:write.topic',
  'mpim:write',
];

export const manageMethods: Method[] = [
  { name: 'conversations.create', scopes: manage, label: 'docs', write: true, run: create },
  { name: 'conversations.rename', scopes: manage, label: 'docs', write: true, run: rename },
  { name: 'conversations.archive', scopes: manage, label: 'docs', write: true, run: archive },
  { name: 'conversations.unarchive', scopes: manage, label: 'docs', write: true, run: unarchive },
  {
    name: 'conversations.setTopic',
    scopes: topics,
    label: 'recorded',
    write: true,
    run: call => setNote(call, 'topic'),
  },
  { name: 'conversations.setPurpose', scopes: topics, label: 'docs', write: true, run: call => setNote(call, 'purpose') },
];

function create(call: SlackCall): Record<string, unknown> {
  const isPrivate = call.args.flag('is_private', false);
  demandScope(call.grant, isPrivate ? ['groups:write'] : ['channels:manage', 'channels:write']);
  const channel = createChannel(call, freeName(call), isPrivate, call.user.id);
  return { channel: openedShape(call.state, channel, call.user.id) };
}

/** A name that a channel may take (Slack docs, conversations.create). */
function freeName({ args, state }: SlackCall, own?: string): string {
  const name = args.text('name') ?? '';
  if (name === '') throw new SlackRefusal('invalid_name_required');
  if (name.length > 80) throw new SlackRefusal('invalid_name_maxlength');
  if (/^[-_]+$/.test(name)) throw new SlackRefusal('invalid_name_punctuation');
  if (!/^[\p{Ll}\p{Lo}\p{M}0-9_-]+$/u.test(name)) throw new SlackRefusal('invalid_name_specials');
  if (state.channels.keysBy('name', name).some(id => id !== own)) throw new SlackRefusal('name_taken');
  return name;
}

function findOwn(call: SlackCall): Readonly<Channel> {
  const channel = findChannel(call);
  if (channel.kind === 'im' || channel.kind === 'mpim') throw new SlackRefusal('method_not_supported_for_channel_type');
  demandScope(call.grant, scopesFor(channel.kind, 'write').concat(channel.kind === 'public' ? ['channels:write'] : []));
  return channel;
}

function rename(call: SlackCall): Record<string, unknown> {
  const { state, user } = call;
  const channel = findOwn(call);
  const name = freeName(call, channel.id);
  demandMember(call, channel);
  demandOpen(channel);
  // Only its creator and admins may (Slack docs, conversations.rename).
  if (channel.creator !== user.id && !user.isAdmin && !user.isOwner) throw new SlackRefusal('not_authorized');
  const old = channel.name;
  edit(call, channel, row => {
    row.previousNames = [old, ...row.previousNames.filter(one => one !== old)];
    row.name = name;
  });
  const text = `has renamed the channel from "${old}" to "${name}"`;
  writeNotice(call, channel, user.id, eventName(channel, 'name'), text, { details: { old_name: old, name } });
  const { id, created } = channel;
  tell(call, channel, { type: eventName(channel, 'rename'), channel: { id, name, created, name_normalized: name } });
  return { channel: openedShape(state, current(call, channel), user.id) };
}

function archive(call: SlackCall): Record<string, unknown> {
  const channel = findOwn(call);
  if (channel.isArchived) throw new SlackRefusal('already_archived');
  if (channel.isGeneral) throw new SlackRefusal('cant_archive_general');
  demandMember(call, channel);
  writeNotice(call, channel, call.user.id, eventName(channel, 'archive'), 'archived the channel');
  edit(call, channel, row => {
    row.isArchived = true;
  });
  tell(call, channel, { type: eventName(channel, 'archive'), channel: channel.id, user: call.user.id, is_moved: 0 });
  return {};
}

function unarchive(call: SlackCall): Record<string, unknown> {
  const channel = findOwn(call);
  if (!channel.isArchived) throw new SlackRefusal('not_archived');
  edit(call, channel, row => {
    row.isArchived = false;
  });
  writeNotice(call, channel, call.user.id, eventName(channel, 'unarchive'), 'un-archived the channel');
  tell(call, channel, { type: eventName(channel, 'unarchive'), channel: channel.id, user: call.user.id });
  return {};
}

/** Characters a topic or purpose may have. */
const noteLimit = 250;

function setNote(call: SlackCall, field: 'topic' | 'purpose'): Record<string, unknown> {
  const { state, user, clock } = call;
  const channel = findChannel(call);
  const value = call.args.text(field) ?? '';
  if (value.length > noteLimit) throw new SlackRefusal('too_long');
  demandMember(call, channel);
  demandOpen(channel);
  if (field === 'purpose' && channel.kind === 'im') throw new SlackRefusal('method_not_supported_for_channel_type');
  edit(call, channel, row => {
    row[field] = { value, creator: user.id, last_set: seconds(clock.now()) };
  });
  const what = field === 'topic' ? 'channel topic' : 'channel description';
  const text = value === '' ? `cleared the ${what}` : `set the ${what}: ${value}`;
  writeNotice(call, channel, user.id, eventName(channel, field), text, { details: { [field]: value } });
  const shape = openedShape(state, current(call, channel), user.id);
  return field === 'topic' ? { channel: shape } : { channel: shape, purpose: value };
}

function edit({ state, clock }: SlackCall, channel: Readonly<Channel>, change: (row: Channel) => void): void {
  state.channels.edit(channel.id, row => {
    change(row);
    row.updated = Math.floor(clock.now());
  });
}

function current({ state }: SlackCall, channel: Readonly<Channel>): Readonly<Channel> {
  return state.channels.get(channel.id) ?? channel;
}

/** A public channel's life is told to everyone, a private one's to its members. */
function tell(call: SlackCall, channel: Readonly<Channel>, event: { type: string; [field: string]: unknown }): void {
  const eventTs = nextTs(call.state.counters, call.clock.now());
  emit(call, { ...event, event_ts: eventTs }, channel.kind === 'public' ? {} : { channel: channel.id });
}
