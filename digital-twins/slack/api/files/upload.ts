import { json, text } from '../../../kit/answer.ts';
import type { Call, Operation } from '../../../kit/plugin.ts';
import type { TwinRequest } from '../../../kit/request.ts';
import { takeBlocks } from '../../block-kit/check-blocks.ts';
import { isObject } from '../../block-kit/rules.ts';
import { emit } from '../../emit.ts';
import { storeFile } from '../../files.ts';
import type { Method, SlackCall } from '../../method.ts';
import { newId } from '../../new-id.ts';
import { invalidArguments, SlackRefusal } from '../../refusal.ts';
import { freshFileShape } from '../../shapes/file.ts';
import type { Channel, SlackState } from '../../state.ts';
import type { StoredFile, Upload } from '../../state-content.ts';
import { nextTs, seconds } from '../../ts.ts';
import { type NewMessage, writeMessage } from '../../write-message.ts';
import { readContent } from '../chat/content.ts';
import { demandWriter, findPlace, readThread } from '../chat/place.ts';
import { authorOf } from '../chat/post.ts';

/** Bytes a file may have (Slack docs, files.getUploadURLExternal). */
const sizeLimit = 1024 ** 3;

export const uploadMethods: Method[] = [
  { name: 'files.getUploadURLExternal', scopes: ['files:write'], label: 'recorded', write: true, run: announce },
  { name: 'files.completeUploadExternal', scopes: ['files:write'], label: 'recorded', write: true, run: complete },
];

function announce(call: SlackCall): Record<string, unknown> {
  const { args, state, user, request, secrets } = call;
  const name = args.demand('filename');
  const length = args.number('length');
  if (length === undefined) throw invalidArguments('missing required field: length');
  if (length <= 0) throw invalidArguments('must be greater than 0 [json-pointer:/length]');
  if (length > sizeLimit) throw new SlackRefusal('file_upload_size_restricted');
  const altText = args.text('alt_txt') ?? args.text('alt_text');
  const snippetType = args.text('snippet_type');
  const upload = state.uploads.add({
    ticket: secrets.token(48),
    fileId: newId(call, 'file', 'F'),
    name,
    length,
    userId: user.id,
    ...(altText === undefined ? {} : { altText }),
    ...(snippetType === undefined || snippetType === '' ? {} : { snippetType }),
  });
  return { upload_url: `${request.origin}/upload/v1/${upload.ticket}`, file_id: upload.fileId };
}

/** Takes the bytes of an announced file, raw or as a part of a form. */
export const uploadOperation: Operation<SlackState> = {
  name: 'files.upload-bytes',
  method: 'POST PUT',
  path: '/upload/v1/:ticket',
  label: 'recorded',
  write: true,
  run: ({ state, params, request }: Call<SlackState>) => {
    const upload = state.uploads.get(params.ticket ?? '');
    if (upload === undefined) return { ...json({ ok: false, error: 'invalid_upload_url' }, 404), ok: false };
    const bytes = bytesOf(request);
    state.uploads.edit(upload.ticket, row => {
      row.bytes = bytes;
    });
    return text(`OK - ${bytes.length}`);
  },
};

function bytesOf({ body, text: raw }: TwinRequest): Uint8Array {
  if (body.kind === 'other') return body.bytes;
  if (body.kind !== 'multipart') return Buffer.from(raw);
  const part = body.parts.find(one => one.filename !== undefined) ?? body.parts[0];
  return part?.bytes ?? new Uint8Array();
}

interface Completed {
  upload: Readonly<Upload>;
  title: string;
}

function complete(call: SlackCall): Record<string, unknown> {
  const { state, request } = call;
  const wanted = readFiles(call);
  const channels = readPlaces(call);
  for (const channel of channels) demandWriter(call, channel);
  const messages = channels.map(channel => ({ channelId: channel.id, ...readComment(call), ...readThread(call, channel.id) }));
  const files = wanted.map(one => store(call, one));
  const shapes = files.map(file => freshFileShape({ state, origin: request.origin }, file));
  for (const message of messages) share(call, message, files);
  return { files: shapes };
}

function readFiles(call: SlackCall): Completed[] {
  const files = call.args.list('files', 'invalid_arguments');
  if (files === undefined) throw invalidArguments('missing required field: files');
  if (files.length === 0) throw invalidArguments('must have at least 1 item [json-pointer:/files]');
  const seen = new Set<string>();
  return files.map((given, place) => {
    if (!isObject(given)) throw invalidArguments(`must be an object [json-pointer:/files/${place}]`);
    if (typeof given.id !== 'string') throw invalidArguments(`missing required field: id [json-pointer:/files/${place}]`);
    const upload = [...call.state.uploads.values()].find(one => one.fileId === given.id);
    if (upload?.bytes === undefined || upload.userId !== call.user.id || seen.has(given.id))
      throw new SlackRefusal('file_not_found');
    seen.add(given.id);
    return { upload, title: typeof given.title === 'string' && given.title !== '' ? given.title : upload.name };
  });
}

function readPlaces(call: SlackCall): Readonly<Channel>[] {
  const ids = call.args.has('channel_id') ? [call.args.text('channel_id') ?? ''] : call.args.ids('channels');
  return ids.map(id => {
    const args = { ...call.args, text: (name: string) => (name === 'channel' ? id : call.args.text(name)) };
    return findPlace({ ...call, args }, () => readComment(call));
  });
}

function store(call: SlackCall, { upload, title }: Completed): Readonly<StoredFile> {
  const { ticket, fileId: id, name, userId: user, altText, snippetType, bytes = new Uint8Array() } = upload;
  call.state.uploads.delete(ticket);
  const extras = { ...(altText === undefined ? {} : { altText }), ...(snippetType === undefined ? {} : { snippetType }) };
  const file = storeFile(call.state, call, { id, name, title, user, created: seconds(call.clock.now()), bytes, ...extras });
  tell(call, 'file_created', file, {});
  return file;
}

/** What is said with the files. */
function readComment(call: SlackCall): Pick<NewMessage, 'text' | 'blocks'> {
  const blocks = call.args.list('blocks', 'invalid_blocks_format');
  const comment = call.args.text('initial_comment') ?? '';
  const text = comment === '' ? '' : readContent(withText(call, comment)).text;
  return { text, ...(blocks === undefined ? {} : { blocks: takeBlocks(call, blocks) }) };
}

/** The message that brings files into a channel. */
function share(call: SlackCall, message: Omit<NewMessage, 'user'>, files: Readonly<StoredFile>[]): void {
  const { channelId } = message;
  const { ts } = writeMessage(call, { ...authorOf(call), ...message, files: files.map(file => file.id) });
  for (const file of files) {
    const shared = call.state.files.edit(file.id, row => void row.shares.push({ channelId, ts }));
    tell(call, 'file_shared', shared, { channel: channelId, channel_id: channelId });
  }
}

function withText(call: SlackCall, comment: string): SlackCall {
  const text = (name: string) => (name === 'text' ? comment : name === 'markdown_text' ? undefined : call.args.text(name));
  return { ...call, args: { ...call.args, text, list: () => undefined } };
}

function tell(
  call: SlackCall,
  type: string,
  { id }: Readonly<StoredFile>,
  place: { channel?: string; channel_id?: string },
): void {
  const { channel, ...more } = place;
  const event = { type, file_id: id, user_id: call.user.id, file: { id }, ...more };
  const eventTs = nextTs(call.state.counters, call.clock.now());
  emit(call, { ...event, event_ts: eventTs }, channel === undefined ? { user: call.user.id } : { channel });
}
