import type { WorldCall } from '../kit/plugin.ts';
import { emit } from './emit.ts';
import { messageShape } from './shapes/message.ts';
import { type Message, membershipKey, messageKey, type SlackState } from './state.ts';
import { nextTs } from './ts.ts';

/** The world with a workspace in it, and perhaps a request that says under which address it was asked. */
export type SlackWorld = WorldCall<SlackState> & { request?: { origin: string } };

export type NewMessage = Omit<Message, 'ts' | 'reactions'> & { ts?: string };

/** The address that files and pictures are shown under where no request says it. */
export function originOf(world: SlackWorld): string {
  return world.request?.origin ?? 'http://slack.localhost';
}

/** Writes a message, and tells whoever listens. */
export function writeMessage(world: SlackWorld, given: NewMessage): Readonly<Message> {
  const { state } = world;
  const message = state.messages.add({ reactions: [], ...given, ts: given.ts ?? nextTs(state.counters, world.clock.now()) });
  if (message.threadTs !== undefined) followThread(state, message);
  markRead(state, message.channelId, message.user, message.ts);
  tellOfMessage(world, message);
  return message;
}

/** Who starts a thread and who answers in it follow it. */
function followThread(state: SlackState, reply: Readonly<Message>): void {
  const key = messageKey(reply.channelId, reply.threadTs ?? '');
  const root = state.messages.get(key);
  if (root === undefined) return;
  const known = root.subscribers ?? [];
  const fresh = [...new Set([root.user, reply.user])].filter(user => !known.includes(user));
  if (fresh.length > 0)
    state.messages.edit(key, row => {
      row.subscribers = [...known, ...fresh];
    });
}

/** Whoever writes has read up to there. */
export function markRead(state: SlackState, channelId: string, userId: string, ts: string): void {
  const key = membershipKey(channelId, userId);
  if (state.memberships.has(key))
    state.memberships.edit(key, row => {
      row.lastRead = ts;
    });
}

function tellOfMessage(world: SlackWorld, message: Readonly<Message>): void {
  // A reply is told as itself: the Events API has no `message_replied` of its own (Slack docs, event message_replied).
  emit(world, { ...eventShape(world, message), event_ts: message.ts }, { channel: message.channelId });
}

/** A message as an event carries it (Slack docs, event `message`). */
function eventShape(world: SlackWorld, message: Readonly<Message>): { type: string; [field: string]: unknown } {
  const shape = messageShape({ state: world.state, origin: originOf(world) }, message);
  return { ...shape, ...(message.files === undefined ? {} : fileSubtype(message)), ...placeOf(world, message), type: 'message' };
}

function fileSubtype(message: Readonly<Message>): Record<string, unknown> {
  return message.subtype === undefined ? { subtype: 'file_share' } : {};
}

const channelTypes = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' } as const;

function placeOf({ state }: SlackWorld, message: Readonly<Message>): Record<string, unknown> {
  const kind = state.channels.get(message.channelId)?.kind ?? 'public';
  return { channel: message.channelId, channel_type: channelTypes[kind] };
}

/** Changes a message, and tells whoever listens. `by`: whose edit it is; undefined = not shown as edited. */
export function changeMessage(
  world: SlackWorld,
  message: Readonly<Message>,
  by: string | undefined,
  change: (row: Message) => void,
): Readonly<Message> {
  const { state } = world;
  const view = { state, origin: originOf(world) };
  const previous = messageShape(view, message);
  const ts = nextTs(state.counters, world.clock.now());
  const changed = state.messages.edit(messageKey(message.channelId, message.ts), row => {
    change(row);
    if (by !== undefined) row.edited = { user: by, ts: `${ts.slice(0, -6)}000000` };
  });
  const event = {
    type: 'message',
    subtype: 'message_changed',
    message: messageShape(view, changed),
    previous_message: previous,
    ...placeOf(world, message),
    hidden: true,
    ts,
    event_ts: ts,
  };
  emit(world, event, { channel: message.channelId });
  return changed;
}

/** Takes a message away; the root of a thread that has answers leaves a tombstone. */
export function deleteMessage(world: SlackWorld, message: Readonly<Message>): void {
  const { state } = world;
  const key = messageKey(message.channelId, message.ts);
  const previous = messageShape({ state, origin: originOf(world) }, message);
  const ts = nextTs(state.counters, world.clock.now());
  state.pins.delete(key);
  if (state.messages.keysBy('thread', key).length > 0) state.messages.edit(key, bury);
  else state.messages.delete(key);
  const event = {
    type: 'message',
    subtype: 'message_deleted',
    previous_message: previous,
    ...placeOf(world, message),
    hidden: true,
    deleted_ts: message.ts,
    ts,
    event_ts: ts,
  };
  emit(world, event, { channel: message.channelId });
}

function bury(row: Message): void {
  row.subtype = 'tombstone';
  row.text = 'This message was deleted.';
  row.user = 'USLACKBOT';
  row.reactions = [];
  for (const key of ['blocks', 'attachments', 'metadata', 'files', 'edited', 'username', 'icons', 'botId', 'appId'] as const) {
    delete row[key];
  }
}
