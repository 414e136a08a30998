import type { Call } from '../../kit/plugin.ts';
import { takeBlocks } from '../block-kit/check-blocks.ts';
import { SlackRefusal } from '../refusal.ts';
import { messageKey, type SlackState } from '../state.ts';
import type { ResponseUrl, SlackApp } from '../state-app.ts';
import { changeMessage, deleteMessage, writeMessage } from '../write-message.ts';
import { asList, asObject, type Loose } from './element.ts';
import { addEphemeral } from './ephemeral.ts';

type Source = Omit<ResponseUrl, 'path' | 'uses' | 'expiresAt'>;

/** What an app says without a token: in the answer to a slash command, or at a response URL. Undefined = it was done. */
export function answerMessage(call: Call<SlackState>, app: SlackApp, source: Source, given: Loose): string | undefined {
  if (given.delete_original === true) return deleteOriginal(call, source);
  const content = readContent(call, given);
  if (typeof content === 'string') return content;
  if (given.replace_original === true && source.messageTs !== undefined) return replaceOriginal(call, source, content);
  const threadTs = typeof given.thread_ts === 'string' ? given.thread_ts : undefined;
  const draft = { channelId: source.channelId, ...content, ...(threadTs === undefined ? {} : { threadTs }) };
  if (given.response_type === 'in_channel') {
    writeMessage(call, { ...draft, user: app.botUserId, subtype: 'bot_message', botId: app.botId, appId: app.id });
  } else {
    addEphemeral(call, { ...draft, userId: source.userId, from: app.botUserId });
  }
  return undefined;
}

interface Content {
  text: string;
  blocks?: unknown[];
  attachments?: unknown[];
}

/** Undefined parts are left out, since the rows of tables leave them out too. Throws nothing: text = Slack's refusal. */
export function readContent(call: Call<SlackState>, given: Loose): Content | string {
  const text = typeof given.text === 'string' ? given.text : '';
  const blocks = asList(given.blocks);
  const attachments = asList(given.attachments);
  if (text.trim() === '' && blocks.length === 0 && attachments.length === 0) return 'no_text';
  if (text.length > 40_000) return 'msg_too_long';
  const filled = fillBlocks(call, blocks);
  if (filled === undefined) return 'invalid_blocks';
  if (attachments.length > 100) return 'too_many_attachments';
  return {
    text,
    ...(blocks.length === 0 ? {} : { blocks: filled }),
    ...(attachments.length === 0 ? {} : { attachments: attachments.map((one, place) => ({ id: place + 1, ...asObject(one) })) }),
  };
}

/** With their ids; undefined when something is wrong with them. */
function fillBlocks(call: Call<SlackState>, blocks: unknown[]): unknown[] | undefined {
  try {
    return takeBlocks(call, blocks);
  } catch (error) {
    if (error instanceof SlackRefusal) return undefined;
    throw error;
  }
}

function replaceOriginal(call: Call<SlackState>, source: Source, content: Content): string | undefined {
  const { channelId, messageTs = '', userId } = source;
  const change = (row: Content) => {
    row.text = content.text;
    setOrDrop(row, 'blocks', content.blocks);
    setOrDrop(row, 'attachments', content.attachments);
  };
  if (source.isEphemeral === true) {
    const key = `${channelId}:${messageTs}:${userId}`;
    if (!call.state.ephemerals.has(key)) return 'message_not_found';
    call.state.ephemerals.edit(key, change);
    return undefined;
  }
  const message = call.state.messages.get(messageKey(channelId, messageTs));
  if (message === undefined) return 'message_not_found';
  changeMessage(call, message, message.user, change);
  return undefined;
}

function setOrDrop(row: Content, name: 'blocks' | 'attachments', value: unknown[] | undefined): void {
  if (value === undefined) delete row[name];
  else row[name] = value;
}

function deleteOriginal(call: Call<SlackState>, { channelId, messageTs = '', userId, isEphemeral }: Source): string | undefined {
  if (isEphemeral === true) {
    return call.state.ephemerals.delete(`${channelId}:${messageTs}:${userId}`) ? undefined : 'message_not_found';
  }
  const message = call.state.messages.get(messageKey(channelId, messageTs));
  if (message === undefined) return 'message_not_found';
  deleteMessage(call, message);
  return undefined;
}
