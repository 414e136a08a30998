import { richTextOf } from '../block-kit/rich-text.ts';
import { type Message, messageKey, type SlackState, type User } from '../state.ts';
import { fileShape } from './file.ts';
import { imagesOf } from './user.ts';

/** What decides how a message is shown: under which address, and to whom. */
export interface MessageView {
  state: SlackState;
  origin: string;
  /** A person who sees which threads they follow; undefined for apps. */
  viewerId?: string;
}

/** A message as history shows it: with its thread's counters when it is the root of one. */
export function messageShape(view: MessageView, message: Readonly<Message>): Record<string, unknown> {
  const { state } = view;
  const shape: Record<string, unknown> = {};
  if (message.subtype !== undefined) shape.subtype = message.subtype;
  // What carries a name of its own is not shown as the bot user's.
  if (message.subtype !== 'bot_message') shape.user = message.user;
  shape.type = 'message';
  shape.ts = message.ts;
  addAuthor(view, message, shape);
  shape.text = message.text;
  if (message.subtype === undefined || message.subtype === 'thread_broadcast') shape.team = state.team.id;
  addContent(view, message, shape);
  addThread(view, message, shape);
  if (message.reactions.length > 0) shape.reactions = message.reactions.map(one => ({ ...one, count: one.users.length }));
  if (message.details !== undefined) Object.assign(shape, message.details);
  return shape;
}

function addAuthor({ state, origin }: MessageView, message: Readonly<Message>, shape: Record<string, unknown>): void {
  const author = state.users.get(message.user);
  const botId = message.botId ?? author?.bot?.botId;
  if (botId === undefined) return;
  const bot = author?.bot === undefined ? botUserOf(state, botId) : author;
  shape.bot_id = botId;
  shape.app_id = message.appId ?? bot?.bot?.appId;
  if (message.username !== undefined) shape.username = message.username;
  if (message.icons !== undefined) shape.icons = message.icons;
  if (bot !== undefined && message.username === undefined && !message.subtype?.startsWith('channel_')) {
    shape.bot_profile = botProfile(state, origin, bot);
  }
}

function botUserOf(state: SlackState, botId: string): Readonly<User> | undefined {
  return state.users.by('bot', botId)[0];
}

function botProfile(state: SlackState, origin: string, user: Readonly<User>): Record<string, unknown> {
  const images = imagesOf(origin, user);
  return {
    id: user.bot?.botId,
    app_id: user.bot?.appId,
    user_id: user.id,
    name: user.realName,
    icons: { image_36: images.image_32, image_48: images.image_48, image_72: images.image_72 },
    deleted: user.deleted,
    updated: user.updated,
    team_id: state.team.id,
  };
}

function addContent(view: MessageView, message: Readonly<Message>, shape: Record<string, unknown>): void {
  const blocks = message.blocks ?? writtenBlocks(message);
  if (blocks !== undefined) shape.blocks = blocks;
  if (message.attachments !== undefined) shape.attachments = message.attachments;
  if (message.metadata !== undefined) shape.metadata = message.metadata;
  if (message.files !== undefined) {
    const files = message.files.map(id => view.state.files.get(id));
    shape.files = files.map((file, place) =>
      file === undefined ? { id: message.files?.[place], mode: 'tombstone' } : fileShape(view, file),
    );
    shape.upload = false;
  }
  if (message.edited !== undefined) shape.edited = message.edited;
  if (view.state.pins.has(messageKey(message.channelId, message.ts))) shape.pinned_to = [message.channelId];
}

/** Text alone is shown as rich text too, whoever wrote it. */
function writtenBlocks(message: Readonly<Message>): unknown[] | undefined {
  const isPlain = message.subtype === undefined || message.subtype === 'thread_broadcast';
  if (!isPlain || message.text === '' || (message.attachments !== undefined && message.attachments.length > 0)) return undefined;
  return [richTextOf(message.text, message.ts)];
}

function addThread(view: MessageView, message: Readonly<Message>, shape: Record<string, unknown>): void {
  const { state, viewerId } = view;
  if (message.threadTs !== undefined) {
    const root = state.messages.get(messageKey(message.channelId, message.threadTs));
    shape.thread_ts = message.threadTs;
    if (root !== undefined) shape.parent_user_id = root.user;
    if (message.broadcast === true && root !== undefined) {
      shape.root = messageShape(view, root);
    }
    return;
  }
  const replies = state.messages.keysBy('thread', messageKey(message.channelId, message.ts));
  if (replies.length === 0) return;
  const users = new Set<string>();
  let latest = '';
  for (const key of replies) {
    const reply = state.messages.get(key);
    if (reply !== undefined) users.add(reply.user);
    latest = reply?.ts ?? latest;
  }
  Object.assign(shape, {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.size,
    latest_reply: latest,
    reply_users: [...users].slice(0, 5),
    is_locked: message.isLocked ?? false,
    subscribed: viewerId !== undefined && (message.subscribers ?? []).includes(viewerId),
  });
}
