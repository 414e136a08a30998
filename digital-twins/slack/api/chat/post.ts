import { permalinkOf } from '../../change-channel.ts';
import { findMessage, findNamedChannel, isMember } from '../../find.ts';
import type { Method, SlackCall } from '../../method.ts';
import { SlackRefusal } from '../../refusal.ts';
import { messageShape } from '../../shapes/message.ts';
import type { Message } from '../../state.ts';
import { nextTs } from '../../ts.ts';
import { writeMessage } from '../../write-message.ts';
import { readContent } from './content.ts';
import { demandWriter, findPlace, readThread } from './place.ts';

const write = ['chat:write'];

export const postMethods: Method[] = [
  { name: 'chat.postMessage', scopes: write, label: 'docs', write: true, run: post },
  { name: 'chat.postEphemeral', scopes: write, label: 'docs', write: true, run: postEphemeral },
  { name: 'chat.meMessage', scopes: write, label: 'docs', write: true, run: postMe },
  {
    name: 'chat.getPermalink',
    scopes: [],
    label: 'docs',
    run: call => {
      const channel = findNamedChannel(call);
      const message = findMessage(call.state, channel.id, call.args.text('message_ts'));
      return { channel: channel.id, permalink: permalinkOf(call, channel.id, message) };
    },
  },
];

function post(call: SlackCall): Record<string, unknown> {
  const channel = findPlace(call, () => readContent(call));
  demandWriter(call, channel);
  const content = readContent(call);
  const thread = readThread(call, channel.id);
  const message = writeMessage(call, { channelId: channel.id, ...authorOf(call), ...content, ...thread });
  return { channel: channel.id, ts: message.ts, message: shown(call, message) };
}

function shown(call: SlackCall, message: Readonly<Message>): Record<string, unknown> {
  return messageShape({ state: call.state, origin: call.request.origin }, message);
}

type Author = Pick<Message, 'user' | 'appId' | 'botId' | 'username' | 'icons' | 'subtype'>;

/** Who a message is from: the caller, the app they call through, and the name that it chose if it may. */
export function authorOf(call: SlackCall): Author {
  const { state, user, grant, args } = call;
  const app = state.apps.get(grant.appId);
  const author: Author = { user: user.id, ...(app === undefined ? {} : { appId: app.id, botId: app.botId }) };
  if (grant.kind !== 'bot' || !grant.scopes.includes('chat:write.customize')) return author;
  const username = args.text('username');
  const icons = iconsOf(args.text('icon_emoji'), args.text('icon_url'));
  if (username === undefined && icons === undefined) return author;
  return { ...author, subtype: 'bot_message', username: username ?? user.realName, ...(icons === undefined ? {} : { icons }) };
}

function iconsOf(emoji: string | undefined, url: string | undefined): Record<string, string> | undefined {
  if (emoji !== undefined && emoji !== '') return { emoji };
  return url === undefined || url === '' ? undefined : { image_36: url, image_48: url, image_72: url };
}

/** Seen by one user, and in no history. */
function postEphemeral(call: SlackCall): Record<string, unknown> {
  const { state, clock } = call;
  const channel = findPlace(call, () => {
    demandUser(call);
    readContent(call);
  });
  demandWriter(call, channel);
  const userId = demandUser(call);
  if (!isMember(state, channel.id, userId)) throw new SlackRefusal('user_not_in_channel');
  const { text, blocks, attachments } = readContent(call);
  const { threadTs } = readThread(call, channel.id);
  const { user: from, username } = authorOf(call);
  const ts = nextTs(state.counters, clock.now());
  state.ephemerals.add({
    channelId: channel.id,
    ts,
    userId,
    from,
    text,
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(blocks === undefined ? {} : { blocks }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(username === undefined ? {} : { username }),
  });
  return { message_ts: ts };
}

function demandUser({ args, state }: SlackCall): string {
  const id = args.demand('user');
  if (!state.users.has(id)) throw new SlackRefusal('user_not_in_channel');
  return id;
}

function postMe(call: SlackCall): Record<string, unknown> {
  const channel = findPlace(call, () => demandText(call));
  demandWriter(call, channel);
  const text = demandText(call);
  const message = writeMessage(call, { channelId: channel.id, ...authorOf(call), subtype: 'me_message', text });
  return { channel: channel.id, ts: message.ts };
}

function demandText({ args }: SlackCall): string {
  return args.demand('text', 'no_text');
}
