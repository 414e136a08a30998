import { createHash } from 'node:crypto';
import type { SlackState, User } from '../state.ts';

/** What decides how much of a user is shown, and under which address. */
export interface UserView {
  state: SlackState;
  origin: string;
  withEmail: boolean;
}

/** A user; the key set is that of a recorded workspace. A deleted one is shown without time zone and roles. */
export function userShape(view: UserView, user: Readonly<User>): Record<string, unknown> {
  const shared = { id: user.id, team_id: view.state.team.id, name: user.name, deleted: user.deleted };
  const flags = { is_bot: user.bot !== undefined, is_app_user: false, updated: user.updated };
  const profile = profileShape(view, user);
  if (user.deleted) return { ...shared, profile, ...flags };
  return {
    ...shared,
    color: colourOf(user.id),
    real_name: user.realName,
    ...zoneOf(user.timezone),
    profile,
    is_admin: user.isAdmin,
    is_owner: user.isOwner,
    is_primary_owner: user.isOwner,
    is_restricted: false,
    is_ultra_restricted: false,
    ...flags,
    is_email_confirmed: user.bot === undefined && user.id !== 'USLACKBOT' && !user.isInvited,
    who_can_share_contact_card: 'EVERYONE',
    ...(user.isInvited ? { is_invited_user: true } : {}),
  };
}

/** A profile as it stands in users; the address is only there for callers that may read it. */
export function profileShape(view: UserView, user: Readonly<User>): Record<string, unknown> {
  const [first = '', ...rest] = user.realName.split(' ');
  return {
    title: user.title,
    phone: user.phone,
    skype: '',
    real_name: user.realName,
    real_name_normalized: plain(user.realName),
    display_name: user.displayName,
    display_name_normalized: plain(user.displayName),
    fields: null,
    status_text: user.status.text,
    status_emoji: user.status.emoji,
    status_emoji_display_info: emojiInfo(user.status.emoji),
    status_expiration: user.status.expires,
    avatar_hash: hashOf(user.id).slice(0, 12),
    ...(user.bot === undefined ? {} : { api_app_id: user.bot.appId, always_active: false, bot_id: user.bot.botId }),
    ...(user.id === 'USLACKBOT' ? { always_active: true } : {}),
    ...(view.withEmail && user.email !== '' ? { email: user.email } : {}),
    first_name: first,
    last_name: rest.join(' '),
    ...imagesOf(view.origin, user),
    status_text_canonical: '',
    team: view.state.team.id,
  };
}

function emojiInfo(emoji: string): Record<string, unknown>[] {
  const name = emoji.replaceAll(':', '');
  return name === '' ? [] : [{ emoji_name: name, display_url: '' }];
}

/** Addresses of the pictures that the twin serves. */
export function imagesOf(origin: string, user: Readonly<User>): Record<string, unknown> {
  const own = user.hasPicture ? ['original', 1024] : [];
  const images = Object.fromEntries(
    [24, 32, 48, 72, 192, 512, ...own].map(size => [`image_${size}`, `${origin}/avatars/${user.id}_${size}.svg`]),
  );
  return user.hasPicture ? { ...images, is_custom_image: true } : images;
}

/** Six hex digits that belong to an id. */
export function colourOf(id: string): string {
  return id === 'USLACKBOT' ? '757575' : hashOf(id).slice(0, 6);
}

const hashes = new Map<string, string>();

function hashOf(id: string): string {
  return cached(hashes, id, () => createHash('md5').update(id).digest('hex'));
}

const zones = new Map<string, Record<string, unknown>>();

/** Offset and name in winter: Slack's own follow the season, which a fixed picture must not. */
function zoneOf(timezone: string): Record<string, unknown> {
  return cached(zones, timezone, () => ({ tz: timezone, tz_label: labelOf(timezone), tz_offset: offsetOf(timezone) }));
}

const winter = new Date(Date.UTC(2026, 0, 15, 12));

/** s from UTC. */
function offsetOf(timezone: string): number {
  try {
    const local = new Date(`${winter.toLocaleString('sv-SE', { timeZone: timezone }).replace(' ', 'T')}Z`);
    return (local.getTime() - winter.getTime()) / 1000;
  } catch {
    return 0;
  }
}

function labelOf(timezone: string): string {
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'long' }).formatToParts(winter);
    return parts.find(part => part.type === 'timeZoneName')?.value ?? timezone;
  } catch {
    return timezone;
  }
}

/** What is worked out once for each key; all namespaces may share it, since it depends on the key alone. */
function cached<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (cache.size > 50_000) cache.clear();
  const value = make();
  cache.set(key, value);
  return value;
}

/** Without accents, as Slack normalises names. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}
