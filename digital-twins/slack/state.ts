import type { Table } from '../kit/table.ts';
import type { AppRows } from './state-app.ts';
import type { ContentRows } from './state-content.ts';

/** All that one Slack workspace holds: rows in tables, and a few small plain values. */
export interface SlackState extends ContentRows, AppRows {
  team: Team;
  settings: Settings;
  users: Table<User, 'name' | 'email' | 'bot' | 'all'>;
  channels: Table<Channel, 'name' | 'people' | 'all'>;
  memberships: Table<Membership, 'channel' | 'user'>;
  /** Key `<channel>:<ts>`. `channel`: what history shows; `thread`: replies of `<channel>:<root ts>`; `author`: all of a user's. */
  messages: Table<Message, 'channel' | 'thread' | 'author' | 'all'>;
  /** Numbers that go up. */
  counters: Counters;
  /** Calls counted against rate limits, by app and method; `from` is in real ms. */
  rates: Record<string, { from: number; count: number }>;
}

export interface Counters {
  /** The last message time given out, in µs: no two messages share one. */
  lastTs: number;
}

export interface Team {
  id: string;
  name: string;
  domain: string;
  emailDomain: string;
}

export interface Settings {
  /** Whether Slack's published rate tiers are enforced. */
  rateLimits: 'off' | 'published';
  /** What a team's profile has besides the fields everybody has. */
  profileFields: ProfileField[];
  /** Custom emoji: name to URL or `alias:<name>`. */
  emoji: Record<string, string>;
}

export interface ProfileField {
  id: string;
  label: string;
  hint: string;
  type: 'text' | 'date' | 'link' | 'options_list' | 'user';
  possibleValues: string[] | null;
  isHidden: boolean;
}

export interface User {
  id: string;
  /** Handle. */
  name: string;
  realName: string;
  displayName: string;
  /** Empty = none, as bots have none. */
  email: string;
  title: string;
  phone: string;
  timezone: string;
  deleted: boolean;
  isAdmin: boolean;
  isOwner: boolean;
  /** s since the epoch. */
  updated: number;
  status: { text: string; emoji: string /** s since the epoch; 0 = never. */; expires: number };
  /** Values of the team's own profile fields, by field id. */
  fields: Record<string, { value: string; alt: string }>;
  presence: 'auto' | 'away';
  /** ms since the epoch until which notifications are paused; 0 = they are not. */
  snoozedUntil: number;
  /** Whether they have put in a picture of their own. */
  hasPicture: boolean;
  /** Asked to join, and has not yet. */
  isInvited: boolean;
  bot?: { botId: string; appId: string };
}

export interface Channel {
  id: string;
  /** Empty for a direct message. */
  name: string;
  kind: 'public' | 'private' | 'im' | 'mpim';
  isArchived: boolean;
  isGeneral: boolean;
  /** s since the epoch. */
  created: number;
  /** ms since the epoch. */
  updated: number;
  creator: string;
  topic: Note;
  purpose: Note;
  previousNames: string[];
  /** Of direct messages, whose members never change: their ids, sorted, joined by commas. */
  people?: string;
}

export interface Note {
  value: string;
  creator: string;
  /** s since the epoch. */
  last_set: number;
}

/** That a user is in a channel. Key `<channel>:<user>`. */
export interface Membership {
  channelId: string;
  userId: string;
  /** Of direct messages: whether the user has it open. */
  isOpen: boolean;
  /** ts of the last message read. */
  lastRead: string;
}

export interface Message {
  channelId: string;
  ts: string;
  /** Who wrote it: a person, or the bot user of an app. */
  user: string;
  text: string;
  subtype?: string;
  /** ts of the thread's root; only replies have it. */
  threadTs?: string;
  /** A reply that the channel shows too. */
  broadcast?: boolean;
  blocks?: unknown[];
  attachments?: unknown[];
  metadata?: unknown;
  /** Name and icon given with the call, which a bot may choose. */
  username?: string;
  icons?: Record<string, string>;
  /** The app it was written through, for a user's token. */
  appId?: string;
  botId?: string;
  edited?: { user: string; ts: string };
  /** Ids of files that came with it. */
  files?: string[];
  /** More that a subtype carries: `topic`, `old_name`, `inviter`, … */
  details?: Record<string, unknown>;
  reactions: Reaction[];
  /** Users who follow the thread. */
  subscribers?: string[];
  isLocked?: boolean;
  /** Still being written by chat.appendStream. */
  isStreaming?: boolean;
}

export interface Reaction {
  name: string;
  users: string[];
}

export function messageKey(channelId: string, ts: string): string {
  return `${channelId}:${ts}`;
}

export function membershipKey(channelId: string, userId: string): string {
  return `${channelId}:${userId}`;
}
