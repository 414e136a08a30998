import { takeBlocks } from '../../block-kit/check-blocks.ts';
import { isObject } from '../../block-kit/rules.ts';
import { findMessage, findNamedChannel } from '../../find.ts';
import type { Method, SlackCall } from '../../method.ts';
import { SlackRefusal } from '../../refusal.ts';
import { messageShape } from '../../shapes/message.ts';
import { type Message, messageKey } from '../../state.ts';
import { changeMessage, writeMessage } from '../../write-message.ts';
import { demandWriter, readThread } from './place.ts';
import { authorOf } from './post.ts';

const write = ['chat:write'];
/** Characters that one piece may have. */
const pieceLimit = 12_000;

/** Messages that are written bit by bit (Slack docs, "chat.startStream"). */
export const streamMethods: Method[] = [
  {
    name: 'chat.startStream',
    scopes: write,
    tokens: ['bot'],
    label: 'docs',
    write: true,
    run: call => {
      const channel = findNamedChannel(call);
      demandWriter(call, channel);
      call.args.demand('thread_ts');
      if (channel.kind !== 'im') {
        call.args.demand('recipient_user_id', 'missing_recipient_user_id');
        call.args.demand('recipient_team_id', 'missing_recipient_team_id');
      }
      const { threadTs } = readThread(call, channel.id);
      const place = { channelId: channel.id, ...(threadTs === undefined ? {} : { threadTs }) };
      const message = writeMessage(call, { ...place, ...authorOf(call), text: readPiece(call) ?? '', isStreaming: true });
      return { channel: channel.id, ts: message.ts };
    },
  },
  {
    name: 'chat.appendStream',
    scopes: write,
    tokens: ['bot'],
    label: 'docs',
    write: true,
    run: call => {
      const message = findStream(call);
      const piece = readPiece(call);
      if (piece === undefined) throw new SlackRefusal('no_text');
      call.state.messages.edit(messageKey(message.channelId, message.ts), row => {
        row.text += piece;
      });
      return { channel: message.channelId, ts: message.ts };
    },
  },
  {
    name: 'chat.stopStream',
    scopes: write,
    tokens: ['bot'],
    label: 'docs',
    write: true,
    run: call => {
      const message = findStream(call);
      const piece = readPiece(call) ?? '';
      const blocks = call.args.list('blocks', 'invalid_blocks_format');
      const filled = blocks === undefined ? undefined : takeBlocks(call, blocks);
      const done = changeMessage(call, message, undefined, row => {
        row.text += piece;
        if (filled !== undefined) row.blocks = filled;
        delete row.isStreaming;
      });
      const shape = messageShape({ state: call.state, origin: call.request.origin }, done);
      return { channel: message.channelId, ts: message.ts, message: shape };
    },
  },
];

/** `markdown_text`, or the texts among `chunks`; those about tasks and plans say nothing in the text (Slack docs, "Text streaming"). */
function readPiece({ args }: SlackCall): string | undefined {
  const chunks = args.list('chunks', 'invalid_chunks')?.filter(isObject);
  const texts = chunks?.filter(chunk => chunk.type === 'markdown_text').map(chunk => String(chunk.text ?? ''));
  const piece = args.text('markdown_text') ?? texts?.join('');
  if (piece !== undefined && piece.length > pieceLimit) throw new SlackRefusal('msg_too_long');
  return piece;
}

function findStream(call: SlackCall): Readonly<Message> {
  const channel = findNamedChannel(call);
  const message = findMessage(call.state, channel.id, call.args.text('ts'));
  if (message.user !== call.user.id) throw new SlackRefusal('message_not_owned_by_app');
  if (message.isStreaming !== true) throw new SlackRefusal('message_not_in_streaming_state');
  return message;
}
