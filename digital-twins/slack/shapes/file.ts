import { isMember } from '../find.ts';
import type { SlackState } from '../state.ts';
import type { StoredFile } from '../state-content.ts';

export interface FileView {
  state: SlackState;
  origin: string;
}

/** A file as files.info and messages show it. */
export function fileShape(view: FileView, file: Readonly<StoredFile>): Record<string, unknown> {
  const { state } = view;
  const places = placesOf(state, file);
  return {
    ...baseShape(view, file),
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: file.prettyType,
    is_public: places.channels.length > 0,
    media_display_type: mediaTypeOf(file.mimetype),
    shares: sharesShape(state, file),
    ...places,
    ...(file.altText === undefined ? {} : { alt_txt: file.altText }),
  };
}

/** A file at the moment it was uploaded, before its type is known (recorded for files.completeUploadExternal). */
export function freshFileShape(view: FileView, file: Readonly<StoredFile>): Record<string, unknown> {
  return {
    ...baseShape(view, file),
    mimetype: '',
    filetype: '',
    pretty_type: '',
    is_public: false,
    media_display_type: 'unknown',
    shares: {},
    channels: [],
    groups: [],
    ims: [],
  };
}

function baseShape({ state, origin }: FileView, file: Readonly<StoredFile>): Record<string, unknown> {
  const path = `${state.team.id}-${file.id}`;
  const name = encodeURIComponent(file.name);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    user: file.user,
    user_team: state.team.id,
    editable: file.mode === 'snippet',
    size: file.size,
    mode: file.mode,
    is_external: false,
    external_type: '',
    public_url_shared: file.isShared,
    display_as_bot: false,
    username: '',
    url_private: `${origin}/files-pri/${path}/${name}`,
    url_private_download: `${origin}/files-pri/${path}/download/${name}`,
    permalink: `${origin}/files/${file.user}/${file.id}/${name}`,
    permalink_public: `${origin}/files-pub/${path}-${file.publicSecret}`,
    comments_count: 0,
    is_starred: false,
    has_more_shares: false,
    has_rich_preview: false,
    file_access: 'visible',
  };
}

type Places = Record<'channels' | 'groups' | 'ims', string[]>;

function placesOf(state: SlackState, file: Readonly<StoredFile>): Places {
  const places: Places = { channels: [], groups: [], ims: [] };
  for (const { channelId } of file.shares) {
    const kind = state.channels.get(channelId)?.kind;
    const list = kind === 'public' ? places.channels : kind === 'im' ? places.ims : places.groups;
    if (!list.includes(channelId)) list.push(channelId);
  }
  return places;
}

function sharesShape(state: SlackState, file: Readonly<StoredFile>): Record<string, Record<string, unknown[]>> {
  const shares: Record<string, Record<string, unknown[]>> = {};
  for (const { channelId, ts } of file.shares) {
    const channel = state.channels.get(channelId);
    const side = channel?.kind === 'public' ? 'public' : 'private';
    const list = shares[side] ?? {};
    shares[side] = list;
    const share = {
      reply_users: [],
      reply_users_count: 0,
      reply_count: 0,
      ts,
      channel_name: channel?.name ?? '',
      team_id: state.team.id,
      share_user_id: file.user,
    };
    list[channelId] = [...(list[channelId] ?? []), share];
  }
  return shares;
}

function mediaTypeOf(mimetype: string): string {
  const [major] = mimetype.split('/');
  return major === 'image' || major === 'video' || major === 'audio' ? major : 'unknown';
}

/** Whether a user may see a file: their own, a public one, or one shared where they are. */
export function maySeeFile(state: SlackState, file: Readonly<StoredFile>, userId: string): boolean {
  if (file.user === userId) return true;
  return file.shares.some(({ channelId }) => {
    return state.channels.get(channelId)?.kind === 'public' || isMember(state, channelId, userId);
  });
}
