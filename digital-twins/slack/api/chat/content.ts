import { takeBlocks } from '../../block-kit/check-blocks.ts';
import { linkNames, normaliseText } from '../../block-kit/normalise-text.ts';
import { isObject } from '../../block-kit/rules.ts';
import type { SlackCall } from '../../method.ts';
import { invalidArguments, SlackRefusal } from '../../refusal.ts';
import type { Message } from '../../state.ts';

/** Characters a message may have, and attachments. */
const textLimit = 40_000;
const attachmentLimit = 100;
const markdownLimit = 12_000;

type Content = Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata'>;

/** What a message says, from a call's arguments. Throws in the order Slack checks. */
export function readContent(call: SlackCall): Content {
  const { args } = call;
  refuseAsUser(call);
  const blocks = args.list('blocks', 'invalid_blocks_format');
  const attachments = args.list('attachments', 'invalid_attachments');
  const markdown = args.text('markdown_text');
  const given = args.text('text') ?? '';
  if (markdown !== undefined && (given !== '' || blocks !== undefined)) throw new SlackRefusal('markdown_text_conflict');
  const source = markdown ?? given;
  if (source.trim() === '' && !blocks?.length && !attachments?.length) throw new SlackRefusal('no_text');
  if (source.length > (markdown === undefined ? textLimit : markdownLimit)) throw new SlackRefusal('msg_too_long');
  const metadata = readMetadata(call);
  return {
    text: markdown === undefined ? readText(call, source) : plainMarkdown(source),
    ...(blocks === undefined ? {} : { blocks: takeBlocks(call, blocks) }),
    ...(attachments === undefined ? {} : { attachments: readAttachments(call, attachments) }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** `as_user` is refused for every app made since 2020, in the words of public reports. */
function refuseAsUser({ args }: SlackCall): void {
  if (args.flag('as_user', false)) throw new SlackRefusal('invalid_arguments', { deprecated_argument: 'as_user' });
}

function readText(call: SlackCall, text: string): string {
  const { args, state } = call;
  const parse = args.text('parse');
  const normal = normaliseText(text, parse);
  if (parse !== 'full' && !args.flag('link_names', false)) return normal;
  return linkNames(normal, (mark, name) => {
    return mark === '@' ? state.users.keysBy('name', name)[0] : state.channels.keysBy('name', name)[0];
  });
}

/** Markdown in Slack's own marks, as the text beside it. */
function plainMarkdown(text: string): string {
  return text
    .replace(/\*\*([^*\n]+)\*\*/g, '*$1*')
    .replace(/^#{1,6} +(.+)$/gm, '*$1*')
    .replace(/\[([^\]\n]+)\]\((https?:[^)\s]+)\)/g, '<$2|$1>')
    .replace(/~~([^~\n]+)~~/g, '~$1~');
}

/** What an attachment made of blocks has no place for. */
const legacyFields = ['title', 'text', 'pretext', 'fields', 'author_name'];

function readAttachments(call: SlackCall, attachments: unknown[]): unknown[] {
  if (attachments.length > attachmentLimit) throw new SlackRefusal('too_many_attachments');
  return attachments.map((one, place) => {
    if (!isObject(one)) throw new SlackRefusal('invalid_attachments');
    if (!Array.isArray(one.blocks)) return { id: place + 1, ...withFallback(one) };
    if (legacyFields.some(field => one[field] !== undefined)) throw new SlackRefusal('invalid_attachments');
    return { id: place + 1, ...withFallback(one), blocks: takeBlocks(call, one.blocks) };
  });
}

function withFallback(attachment: Record<string, unknown>): Record<string, unknown> {
  const { fallback, text, title } = attachment;
  const isBlocksOnly = Array.isArray(attachment.blocks);
  return { ...attachment, fallback: fallback ?? (isBlocksOnly ? '[no preview available]' : (text ?? title ?? '')) };
}

/** Metadata is an event type and a flat payload, or entities to show as work objects (Slack docs, "Message metadata"). */
export function readMetadata({ args }: SlackCall): unknown {
  if (!args.has('metadata')) return undefined;
  const metadata = args.object('metadata');
  if (!isObject(metadata)) throw new SlackRefusal('invalid_metadata_format');
  if (Array.isArray(metadata.entities)) return metadata;
  if (typeof metadata.event_type !== 'string' || metadata.event_type === '') {
    throw new SlackRefusal(
      'invalid_metadata_schema',
      invalidArguments('missing required field: event_type [json-pointer:/metadata]').details,
    );
  }
  if (!isObject(metadata.event_payload)) {
    throw new SlackRefusal(
      'invalid_metadata_schema',
      invalidArguments('missing required field: event_payload [json-pointer:/metadata]').details,
    );
  }
  if (JSON.stringify(metadata).length > 16_384) throw new SlackRefusal('metadata_too_large');
  return metadata;
}
