import { memberIds } from '../find.ts';
import { type Channel, type Membership, membershipKey, type SlackState } from '../state.ts';

/** A conversation as the Web API shows it to `viewerId`. Key set after recordings of a real workspace. */
export function channelShape(state: SlackState, channel: Readonly<Channel>, viewerId: string): Record<string, unknown> {
  if (channel.kind === 'im') return directShape(state, channel, viewerId);
  return {
    id: channel.id,
    name: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    created: channel.created,
    is_archived: channel.isArchived,
    is_general: channel.isGeneral,
    unlinked: 0,
    name_normalized: channel.name,
    is_shared: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: state.team.id,
    updated: channel.updated,
    parent_conversation: null,
    creator: channel.creator,
    is_ext_shared: false,
    shared_team_ids: [state.team.id],
    pending_connected_team_ids: [],
    is_member: state.memberships.has(membershipKey(channel.id, viewerId)),
    ...(channel.kind === 'mpim' ? { members: memberIds(state, channel.id) } : {}),
    topic: channel.topic,
    purpose: channel.purpose,
    previous_names: channel.previousNames,
  };
}

/** With what only conversations.info and the methods that change a channel tell: how far the viewer has read. */
export function openedShape(state: SlackState, channel: Readonly<Channel>, viewerId: string): Record<string, unknown> {
  const membership = state.memberships.get(membershipKey(channel.id, viewerId));
  return {
    ...channelShape(state, channel, viewerId),
    ...(membership === undefined ? {} : { last_read: membership.lastRead }),
    ...(membership !== undefined && (channel.kind === 'im' || channel.kind === 'mpim') ? unreadShape(state, membership) : {}),
  };
}

/** How far a direct message was read; `latest` is the last message there, without how it looks. */
function unreadShape({ messages }: SlackState, membership: Readonly<Membership>): Record<string, unknown> {
  const keys = messages.keysBy('channel', membership.channelId);
  const last = messages.get(keys.at(-1) ?? '');
  const unread = keys.length - messages.seek('channel', membership.channelId, `${membership.lastRead}~`);
  return {
    is_open: membership.isOpen,
    latest: last === undefined ? null : { type: 'message', user: last.user, text: last.text, ts: last.ts },
    unread_count: unread,
    unread_count_display: unread,
  };
}

function directShape(state: SlackState, channel: Readonly<Channel>, viewerId: string): Record<string, unknown> {
  const other = memberIds(state, channel.id).find(id => id !== viewerId) ?? viewerId;
  return {
    id: channel.id,
    created: channel.created,
    is_archived: channel.isArchived,
    is_im: true,
    is_org_shared: false,
    context_team_id: state.team.id,
    updated: channel.updated,
    user: other,
    is_user_deleted: state.users.get(other)?.deleted ?? false,
    priority: 0,
  };
}
