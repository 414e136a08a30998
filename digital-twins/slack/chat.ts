import { demandMember, demandOpen, findChannel, findChannelToPost, findMessage } from './find-channel.ts';
import { type Method, type SlackCall, SlackRefusal } from './method.ts';
import { messageShape } from './shapes.ts';
import type { Channel, Message } from './state.ts';
import { nextTs } from './ts.ts';

const write = ['chat:write'];
/** Characters a message may have, and blocks. */
const textLimit = 40_000;
const blockLimit = 50;

export const chatMethods: Method[] = [
  { name: 'chat.postMessage', scopes: write, label: 'docs', write: true, run: post },
  { name: 'chat.update', scopes: write, label: 'docs', write: true, run: update },
  { name: 'chat.delete', scopes: write, label: 'docs', write: true, run: remove },
  {
    name: 'chat.getPermalink',
    scopes: [],
    label: 'docs',
    run: call => {
      const channel = findChannel(call);
      const { ts } = findMessage(channel, call.args.text('message_ts'));
      const permalink = `${call.request.origin}/archives/${channel.id}/p${ts.replace('.', '')}`;
      return { channel: channel.id, permalink };
    },
  },
];

function post(call: SlackCall): Record<string, unknown> {
  const channel = findChannelToPost(call);
  demandOpen(channel);
  if (!mayPost(call, channel)) throw new SlackRefusal('not_in_channel');
  const content = readContent(call);
  const message: Message = { ts: '', user: call.user.id, reactions: [], ...content, ...readThread(call, channel) };
  const username = call.args.text('username');
  if (username !== undefined && call.grant.scopes.includes('chat:write.customize')) {
    Object.assign(message, { username, subtype: 'bot_message' });
  }
  message.ts = nextTs(call.state, call.clock.now());
  channel.messages.push(message);
  return { channel: channel.id, ts: message.ts, message: messageShape(call.state, channel, message) };
}

function mayPost(call: SlackCall, channel: Channel): boolean {
  if (channel.members.includes(call.user.id)) return true;
  return !channel.isPrivate && call.grant.scopes.includes('chat:write.public');
}

function readContent(call: SlackCall): Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata'> {
  const { args } = call;
  const text = args.text('text') ?? '';
  const blocks = args.list('blocks', 'invalid_blocks_format');
  const attachments = args.list('attachments', 'invalid_attachments');
  if (text.trim() === '' && !blocks?.length && !attachments?.length) throw new SlackRefusal('no_text');
  if (text.length > textLimit) throw new SlackRefusal('msg_too_long');
  const metadata = args.object('metadata');
  return {
    text,
    ...(blocks === undefined ? {} : { blocks: checkBlocks(call, blocks) }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(typeof metadata === 'object' && metadata !== null ? { metadata } : {}),
  };
}

/** Every block is an object with a type; one without a `block_id` gets one. */
function checkBlocks(call: SlackCall, blocks: unknown[]): unknown[] {
  if (blocks.length > blockLimit) throw new SlackRefusal('invalid_blocks');
  return blocks.map(block => {
    const isBlock = typeof block === 'object' && block !== null && 'type' in block && typeof block.type === 'string';
    if (!isBlock) throw new SlackRefusal('invalid_blocks');
    return { block_id: call.ids.next('slack.block', blockId), ...block };
  });
}

const blockId = { prefix: '', length: 5, alphabet: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz' };

function readThread(call: SlackCall, channel: Channel): { threadTs?: string; broadcast?: boolean } {
  const ts = call.args.text('thread_ts');
  if (ts === undefined || ts === '') return {};
  const parent = channel.messages.find(one => one.ts === ts);
  if (parent === undefined) throw new SlackRefusal('thread_not_found');
  return { threadTs: parent.threadTs ?? parent.ts, ...(call.args.flag('reply_broadcast', false) ? { broadcast: true } : {}) };
}

function update(call: SlackCall): Record<string, unknown> {
  const channel = findChannel(call);
  const message = findMessage(channel, call.args.text('ts'));
  demandOpen(channel);
  demandMember(call, channel);
  if (message.user !== call.user.id) throw new SlackRefusal('cant_update_message');
  const content = readContent(call);
  Object.assign(message, content, { edited: { user: call.user.id, ts: nextTs(call.state, call.clock.now()) } });
  const shape = messageShape(call.state, channel, message);
  return { channel: channel.id, ts: message.ts, text: message.text, message: shape };
}

function remove(call: SlackCall): Record<string, unknown> {
  const channel = findChannel(call);
  const message = findMessage(channel, call.args.text('ts'));
  if (message.user !== call.user.id) throw new SlackRefusal('cant_delete_message');
  channel.messages.splice(channel.messages.indexOf(message), 1);
  return { channel: channel.id, ts: message.ts };
}
