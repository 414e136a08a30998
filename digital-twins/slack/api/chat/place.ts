import { hasDirect, openDirect } from '../../change-channel.ts';
import { demandOpen, isMember, isVisible } from '../../find.ts';
import type { SlackCall } from '../../method.ts';
import { SlackRefusal } from '../../refusal.ts';
import { type Channel, type Message, messageKey } from '../../state.ts';

/**
 * Where a message goes: a channel by id or name, with or without `#`, or a user, whose direct message it is then.
 * `check` refuses what is wrong with the message itself, before a direct message is opened for it.
 */
export function findPlace(call: SlackCall, check: () => unknown): Readonly<Channel> {
  const { state, args } = call;
  const wanted = args.text('channel') ?? '';
  const name = wanted.startsWith('#') ? wanted.slice(1) : wanted;
  const channel = state.channels.get(wanted) ?? state.channels.by('name', name)[0] ?? directWith(call, wanted, check);
  if (channel === undefined || !isVisible(call, channel)) throw new SlackRefusal('channel_not_found');
  return channel;
}

function directWith(call: SlackCall, wanted: string, check: () => unknown): Readonly<Channel> | undefined {
  const user =
    call.state.users.get(wanted) ?? (wanted.startsWith('@') ? call.state.users.by('name', wanted.slice(1))[0] : undefined);
  if (user === undefined) return undefined;
  if (user.deleted) throw new SlackRefusal('channel_not_found');
  // Apps do not write to each other; people write to apps.
  const isBotToBot = call.user.bot !== undefined && user.bot !== undefined;
  if (user.id === 'USLACKBOT' || isBotToBot) throw new SlackRefusal('cannot_dm_bot');
  const people = [call.user.id, user.id];
  if (!hasDirect(call.state, people)) {
    check();
    // In a conversation that does not exist there is no thread.
    readThread(call, '');
  }
  return openDirect(call, people, call.user.id).channel;
}

/** Throws `is_archived` or `not_in_channel` where the caller may not write. */
export function demandWriter({ state, user, grant }: SlackCall, channel: Readonly<Channel>): void {
  demandOpen(channel);
  if (isMember(state, channel.id, user.id)) return;
  if (channel.kind === 'public' && grant.kind === 'bot' && grant.scopes.includes('chat:write.public')) return;
  throw new SlackRefusal('not_in_channel');
}

/** Where in a thread a message goes; nothing when it is no reply. */
export function readThread({ args, state }: SlackCall, channelId: string): Pick<Message, 'threadTs' | 'broadcast' | 'subtype'> {
  const ts = args.text('thread_ts');
  if (ts === undefined || ts === '') return {};
  if (!/^\d{10}\.\d{6}$/.test(ts)) throw new SlackRefusal('invalid_thread_ts');
  const parent = state.messages.get(messageKey(channelId, ts));
  if (parent === undefined) throw new SlackRefusal('thread_not_found');
  if (parent.subtype === 'channel_join' || parent.subtype === 'channel_leave') throw new SlackRefusal('cannot_reply_to_message');
  const broadcast = args.flag('reply_broadcast', false);
  return { threadTs: parent.threadTs ?? parent.ts, ...(broadcast ? { broadcast, subtype: 'thread_broadcast' } : {}) };
}
