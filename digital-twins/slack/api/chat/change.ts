import { isObject } from '../../block-kit/rules.ts';
import { demandMember, demandOpen, findMessage, findNamedChannel } from '../../find.ts';
import type { Method, SlackCall } from '../../method.ts';
import { SlackRefusal } from '../../refusal.ts';
import { messageShape } from '../../shapes/message.ts';
import type { Message } from '../../state.ts';
import { changeMessage, deleteMessage } from '../../write-message.ts';
import { readContent } from './content.ts';

export const changeMethods: Method[] = [
  { name: 'chat.update', scopes: ['chat:write'], label: 'docs', write: true, run: update },
  {
    name: 'chat.delete',
    scopes: ['chat:write'],
    label: 'docs',
    write: true,
    run: call => {
      const channel = findNamedChannel(call);
      const message = findMessage(call.state, channel.id, call.args.text('ts'));
      if (!isOwn(call, message) || isNotice(message)) throw new SlackRefusal('cant_delete_message');
      deleteMessage(call, message);
      return { channel: channel.id, ts: message.ts };
    },
  },
  { name: 'chat.unfurl', scopes: ['links:write'], label: 'docs', write: true, run: unfurl },
];

/** A user may change what they wrote, an app what its bot wrote, and admins may delete the rest in no twin. */
function isOwn({ user }: SlackCall, message: Readonly<Message>): boolean {
  return message.user === user.id;
}

function isNotice({ subtype }: Readonly<Message>): boolean {
  return subtype !== undefined && !['bot_message', 'thread_broadcast', 'me_message', 'file_share'].includes(subtype);
}

function update(call: SlackCall): Record<string, unknown> {
  const { state, user, request } = call;
  const channel = findNamedChannel(call);
  const message = findMessage(state, channel.id, call.args.text('ts'));
  demandOpen(channel);
  demandMember(call, channel);
  if (!isOwn(call, message) || isNotice(message)) throw new SlackRefusal('cant_update_message');
  if (message.isStreaming === true) throw new SlackRefusal('streaming_state_conflict');
  const content = readContent(call);
  const saysText = content.text !== '';
  const changed = changeMessage(call, message, user.id, row => {
    Object.assign(row, content);
    // Text alone takes the blocks away; attachments alone leave them.
    if (content.blocks?.length === 0 || (content.blocks === undefined && saysText)) delete row.blocks;
    if (content.attachments?.length === 0) delete row.attachments;
    if (call.args.flag('reply_broadcast', false) && row.threadTs !== undefined) row.broadcast = true;
  });
  const shape = messageShape({ state, origin: request.origin }, changed);
  return { channel: channel.id, ts: changed.ts, text: changed.text, message: shape };
}

/** Puts what an app knows of links under the message that has them. */
function unfurl(call: SlackCall): Record<string, unknown> {
  const { args, state, user } = call;
  const channel = findNamedChannel(call);
  const message = state.messages.get(`${channel.id}:${args.text('ts') ?? ''}`);
  if (message === undefined) throw new SlackRefusal('cannot_find_message');
  const unfurls = args.object('unfurls');
  const asksUser = args.flag('user_auth_required', false) || args.has('user_auth_message') || args.has('user_auth_url');
  if (asksUser && unfurls === undefined) return {};
  if (!isObject(unfurls)) throw new SlackRefusal(unfurls === undefined ? 'missing_unfurls' : 'cannot_parse_attachment');
  const links = Object.entries(unfurls).map(([url, attachment], place) => {
    if (!isObject(attachment)) throw new SlackRefusal('cannot_unfurl_url');
    if (!message.text.includes(url)) throw new SlackRefusal('cannot_unfurl_url');
    const source = { from_url: url, app_unfurl_url: url, is_app_unfurl: true, bot_id: user.bot?.botId, app_id: user.bot?.appId };
    return { id: place + 1, ...source, ...attachment };
  });
  changeMessage(call, message, undefined, row => {
    row.attachments = [...(row.attachments ?? []), ...links];
  });
  return {};
}
