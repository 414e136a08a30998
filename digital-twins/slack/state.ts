/** All that one Slack workspace holds. Plain data: it is cloned for snapshots. */
export interface SlackState {
  team: { id: string; name: string; domain: string };
  users: Map<string, User>;
  channels: Map<string, Channel>;
  /** Who a token stands for. */
  tokens: Map<string, Grant>;
  /** The last message time given out, in µs: no two messages share one. */
  lastTs: number;
}

export interface User {
  id: string;
  /** Handle. */
  name: string;
  realName: string;
  email: string;
  title: string;
  timezone: string;
  deleted: boolean;
  /** s since the epoch. */
  updated: number;
  bot?: { botId: string; appId: string };
}

export interface Grant {
  userId: string;
  scopes: string[];
}

export interface Channel {
  id: string;
  name: string;
  isPrivate: boolean;
  isArchived: boolean;
  isGeneral: boolean;
  /** s since the epoch. */
  created: number;
  creator: string;
  topic: Note;
  purpose: Note;
  members: string[];
  messages: Message[];
}

interface Note {
  value: string;
  creator: string;
  last_set: number;
}

export interface Message {
  ts: string;
  user: string;
  text: string;
  threadTs?: string;
  broadcast?: boolean;
  subtype?: string;
  blocks?: unknown[];
  attachments?: unknown[];
  metadata?: unknown;
  /** Name and icon given with the call, which a bot may choose. */
  username?: string;
  edited?: { user: string; ts: string };
  reactions: { name: string; users: string[] }[];
}
