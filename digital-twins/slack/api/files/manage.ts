import { emit } from '../../emit.ts';
import type { Method, SlackCall } from '../../method.ts';
import { classicPage } from '../../page.ts';
import { SlackRefusal } from '../../refusal.ts';
import { fileShape, maySeeFile } from '../../shapes/file.ts';
import { messageKey } from '../../state.ts';
import type { StoredFile } from '../../state-content.ts';
import { nextTs } from '../../ts.ts';

const read = ['files:read'];
const write = ['files:write'];

export const fileMethods: Method[] = [
  {
    name: 'files.info',
    scopes: read,
    label: 'docs',
    run: call => {
      const file = findFile(call);
      return { file: shown(call, file), ...contentOf(call, file), comments: [], response_metadata: { next_cursor: '' } };
    },
  },
  { name: 'files.list', scopes: read, label: 'docs', run: list },
  { name: 'files.delete', scopes: write, label: 'docs', write: true, run: remove },
  {
    name: 'files.sharedPublicURL',
    scopes: write,
    tokens: ['user'],
    label: 'docs',
    write: true,
    run: call => {
      const file = findFile(call);
      if (file.isShared) throw new SlackRefusal('already_public');
      return { file: shown(call, setShared(call, file, true)) };
    },
  },
  {
    name: 'files.revokePublicURL',
    scopes: write,
    tokens: ['user'],
    label: 'docs',
    write: true,
    run: call => ({ file: shown(call, setShared(call, findFile(call), false)) }),
  },
];

function findFile(call: SlackCall): Readonly<StoredFile> {
  const file = call.state.files.get(call.args.text('file') ?? '');
  if (file === undefined || !maySeeFile(call.state, file, call.user.id)) throw new SlackRefusal('file_not_found');
  return file;
}

function shown({ state, request }: SlackCall, file: Readonly<StoredFile>): Record<string, unknown> {
  return fileShape({ state, origin: request.origin }, file);
}

/** Text files show their text. */
function contentOf({ state }: SlackCall, file: Readonly<StoredFile>): Record<string, unknown> {
  if (!file.mimetype.startsWith('text/')) return {};
  const text = Buffer.from(state.contents.get(file.id)?.bytes ?? []).toString('utf8');
  return { content: text, is_truncated: false };
}

/** Groups of types that `types` may ask for (Slack docs, files.list). */
const groups: Record<string, (file: Readonly<StoredFile>) => boolean> = {
  all: () => true,
  images: file => file.mimetype.startsWith('image/'),
  pdfs: file => file.filetype === 'pdf',
  zips: file => file.filetype === 'zip',
  snippets: file => file.mode === 'snippet',
  spaces: () => false,
  gdocs: () => false,
};

/** Newest first. */
function list(call: SlackCall): Record<string, unknown> {
  const { state, args, user } = call;
  const wantedUser = args.text('user') || undefined;
  const channel = args.text('channel') || undefined;
  if (wantedUser !== undefined && !state.users.has(wantedUser)) throw new SlackRefusal('user_not_found');
  if (channel !== undefined && !state.channels.has(channel)) throw new SlackRefusal('channel_not_found');
  const from = Number(args.text('ts_from') || 0);
  const to = Number(args.text('ts_to') || Number.POSITIVE_INFINITY);
  const types = (args.text('types') || 'all').split(',').map(type => type.trim());
  if (types.some(type => !Object.hasOwn(groups, type))) throw new SlackRefusal('unknown_type');
  const files = state.files
    .by('all', 'all')
    .filter(file => maySeeFile(state, file, user.id))
    .filter(file => wantedUser === undefined || file.user === wantedUser)
    .filter(file => channel === undefined || file.shares.some(one => one.channelId === channel))
    .filter(file => file.created >= from && file.created <= to && types.some(type => groups[type]?.(file) === true))
    .reverse();
  const { page, paging } = classicPage(files, args);
  return { files: page.map(file => shown(call, file)), paging };
}

function remove(call: SlackCall): Record<string, unknown> {
  const { state, user, clock } = call;
  const file = findFile(call);
  if (file.user !== user.id) throw new SlackRefusal('cant_delete_file');
  state.files.delete(file.id);
  state.contents.delete(file.id);
  for (const { channelId, ts } of file.shares) {
    const message = state.messages.get(messageKey(channelId, ts));
    // A message that had nothing but the file goes with it.
    if (message?.text === '' && message.files?.length === 1) state.messages.delete(messageKey(channelId, ts));
  }
  const channelIds = [...new Set(file.shares.map(share => share.channelId))];
  const eventTs = nextTs(state.counters, clock.now());
  const event = { type: 'file_deleted', file_id: file.id, channel_ids: channelIds, event_ts: eventTs };
  emit(call, event, { user: file.user });
  return {};
}

function setShared(call: SlackCall, file: Readonly<StoredFile>, isShared: boolean): Readonly<StoredFile> {
  const changed = call.state.files.edit(file.id, row => {
    row.isShared = isShared;
  });
  if (isShared) {
    const eventTs = nextTs(call.state.counters, call.clock.now());
    emit(
      call,
      { type: 'file_public', file_id: file.id, user_id: call.user.id, file: { id: file.id }, event_ts: eventTs },
      { user: file.user },
    );
  }
  return changed;
}
