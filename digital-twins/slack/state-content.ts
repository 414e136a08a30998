import type { Table } from '../kit/table.ts';

/** What people make and keep besides messages. */
export interface ContentRows {
  /** Messages that only one user sees, by the time they were sent. Key `<channel>:<ts>:<user>`. */
  ephemerals: Table<Ephemeral, 'user'>;
  scheduled: Table<ScheduledMessage, 'time'>;
  files: Table<StoredFile, 'all'>;
  /** Bytes of files, never changed. Key: the file's id. */
  contents: Table<{ id: string; bytes: Uint8Array }>;
  uploads: Table<Upload>;
  pins: Table<Pin, 'channel'>;
  bookmarks: Table<Bookmark, 'channel'>;
  usergroups: Table<Usergroup, 'handle'>;
  reminders: Table<Reminder, 'user'>;
  stars: Table<Star, 'user'>;
}

export interface Ephemeral {
  channelId: string;
  ts: string;
  /** Who sees it. */
  userId: string;
  /** The app's bot user. */
  from: string;
  text: string;
  threadTs?: string;
  blocks?: unknown[];
  attachments?: unknown[];
  username?: string;
}

export interface ScheduledMessage {
  id: string;
  channelId: string;
  userId: string;
  /** The app that scheduled it: only it may see or delete it. */
  appId: string;
  /** s since the epoch. */
  postAt: number;
  created: number;
  /** The message as it will be sent, without its ts. */
  text: string;
  threadTs?: string;
  broadcast?: boolean;
  blocks?: unknown[];
  attachments?: unknown[];
  metadata?: unknown;
  username?: string;
}

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  filetype: string;
  prettyType: string;
  /** Bytes. */
  size: number;
  user: string;
  /** s since the epoch. */
  created: number;
  mode: 'hosted' | 'snippet';
  altText?: string;
  /** What a public link proves itself with; undefined = there is no public link. */
  isShared: boolean;
  publicSecret: string;
  shares: FileShare[];
}

export interface FileShare {
  channelId: string;
  ts: string;
}

/** An upload that was announced. */
export interface Upload {
  /** What its URL proves itself with. */
  ticket: string;
  fileId: string;
  name: string;
  /** Bytes. */
  length: number;
  userId: string;
  altText?: string;
  snippetType?: string;
  bytes?: Uint8Array;
}

export interface Pin {
  channelId: string;
  ts: string;
  by: string;
  /** s since the epoch. */
  created: number;
}

export interface Bookmark {
  id: string;
  channelId: string;
  title: string;
  link: string;
  emoji: string;
  type: string;
  entityId: string | null;
  parentId: string | null;
  accessLevel: string | null;
  /** s since the epoch. */
  created: number;
  updated: number;
  rank: string;
  by: string;
  appId: string | null;
}

export interface Usergroup {
  id: string;
  handle: string;
  name: string;
  description: string;
  users: string[];
  channels: string[];
  /** s since the epoch; 0 = it is enabled. */
  deleted: number;
  created: number;
  updated: number;
  createdBy: string;
  updatedBy: string;
  deletedBy: string | null;
}

export interface Reminder {
  id: string;
  creator: string;
  userId: string;
  text: string;
  /** s since the epoch. */
  time: number;
  isRecurring: boolean;
  completed: number;
  /** Whether the user was told. */
  isSent: boolean;
}

export interface Star {
  userId: string;
  /** `channel:ts`, a channel id or a file id. */
  target: string;
  kind: 'message' | 'channel' | 'file';
  /** s since the epoch. */
  created: number;
}
