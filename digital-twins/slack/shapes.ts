import type { Channel, Message, SlackState, User } from './state.ts';

/** A conversation as the Web API shows it to `viewer`. Key set after recordings of a real workspace. */
export function channelShape(state: SlackState, channel: Channel, viewer: User): Record<string, unknown> {
  return {
    id: channel.id,
    name: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
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
    updated: channel.created * 1000,
    parent_conversation: null,
    creator: channel.creator,
    is_ext_shared: false,
    shared_team_ids: [state.team.id],
    pending_connected_team_ids: [],
    is_member: channel.members.includes(viewer.id),
    topic: channel.topic,
    purpose: channel.purpose,
    previous_names: [],
  };
}

function botProfile(state: SlackState, user: User): Record<string, unknown> | undefined {
  if (user.bot === undefined) return undefined;
  return {
    id: user.bot.botId,
    app_id: user.bot.appId,
    user_id: user.id,
    name: user.name,
    icons: { image_36: '', image_48: '', image_72: '' },
    deleted: false,
    updated: user.updated,
    team_id: state.team.id,
  };
}

/** A message as history shows it: with its thread's counters when it is the root of one. */
export function messageShape(state: SlackState, channel: Channel, message: Message): Record<string, unknown> {
  const author = state.users.get(message.user);
  const bot = author === undefined ? undefined : botProfile(state, author);
  return {
    type: 'message',
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    user: message.user,
    ts: message.ts,
    ...(bot === undefined ? {} : { bot_id: bot.id, app_id: bot.app_id }),
    text: message.text,
    team: state.team.id,
    ...(message.username === undefined ? {} : { username: message.username }),
    ...(bot === undefined ? {} : { bot_profile: bot }),
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    ...(message.edited === undefined ? {} : { edited: message.edited }),
    ...threadShape(channel, message),
    ...(message.reactions.length === 0 ? {} : { reactions: message.reactions.map(reactionShape) }),
  };
}

function threadShape(channel: Channel, message: Message): Record<string, unknown> {
  if (message.threadTs !== undefined) return { thread_ts: message.threadTs, ...parentShape(channel, message.threadTs) };
  const replies = channel.messages.filter(one => one.threadTs === message.ts);
  const latest = replies.at(-1);
  if (latest === undefined) return {};
  const users = [...new Set(replies.map(reply => reply.user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: latest.ts,
    reply_users: users.slice(0, 5),
    is_locked: false,
    subscribed: false,
  };
}

function parentShape(channel: Channel, threadTs: string): Record<string, unknown> {
  const parent = channel.messages.find(one => one.ts === threadTs);
  return parent === undefined ? {} : { parent_user_id: parent.user };
}

function reactionShape(reaction: Message['reactions'][number]): Record<string, unknown> {
  return { name: reaction.name, users: reaction.users, count: reaction.users.length };
}

/** A user; the address is only there for callers that may read it. */
export function userShape(state: SlackState, user: User, withEmail: boolean): Record<string, unknown> {
  const [first = '', ...rest] = user.realName.split(' ');
  const shared = { id: user.id, team_id: state.team.id, name: user.name, deleted: user.deleted };
  const profile = {
    title: user.title,
    phone: '',
    skype: '',
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.name,
    display_name_normalized: user.name,
    fields: null,
    status_text: '',
    status_emoji: '',
    status_emoji_display_info: [],
    status_expiration: 0,
    avatar_hash: '',
    first_name: first,
    last_name: rest.join(' '),
    ...(user.bot === undefined ? {} : { bot_id: user.bot.botId, api_app_id: user.bot.appId, always_active: false }),
    ...(withEmail && user.email !== '' ? { email: user.email } : {}),
    status_text_canonical: '',
    team: state.team.id,
  };
  const flags = { is_bot: user.bot !== undefined, is_app_user: false, updated: user.updated };
  // A deleted user is shown without time zone and roles.
  if (user.deleted) return { ...shared, profile, ...flags };
  return { ...shared, color: '4bbe2e', real_name: user.realName, ...zone(user.timezone), profile, ...roles, ...flags };
}

const roles = {
  is_admin: false,
  is_owner: false,
  is_primary_owner: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_email_confirmed: true,
  who_can_share_contact_card: 'EVERYONE',
};

function zone(timezone: string): Record<string, unknown> {
  return { tz: timezone, tz_label: timezone, tz_offset: offsetOf(timezone) };
}

/** Seconds from UTC, in winter: Slack's own figure follows the season, which a fixed picture must not. */
function offsetOf(timezone: string): number {
  try {
    const winter = new Date(Date.UTC(2026, 0, 15, 12));
    const local = new Date(`${winter.toLocaleString('sv-SE', { timeZone: timezone }).replace(' ', 'T')}Z`);
    return (local.getTime() - winter.getTime()) / 1000;
  } catch {
    return 0;
  }
}
