import type { Table } from '../kit/table.ts';

/** Apps, what they were given, and what of them is open on screens. */
export interface AppRows {
  apps: Table<SlackApp, 'client' | 'bot' | 'botUser'>;
  tokens: Table<Token, 'app' | 'user'>;
  refreshTokens: Table<RefreshToken, 'access'>;
  /** Authorization codes; one that was used is kept, to be refused. */
  codes: Table<AuthorizationCode>;
  incomingWebhooks: Table<IncomingWebhook, 'app' | 'channel'>;
  views: Table<View, 'user' | 'external'>;
  triggers: Table<Trigger>;
  /** Connections of rtm.connect that were not begun yet. */
  rtmTickets: Table<{ ticket: string; userId: string }>;
  responseUrls: Table<ResponseUrl>;
  /** Events on their way over Socket Mode. */
  envelopes: Table<Envelope, 'app' | 'time'>;
  /** What was promised to those who asked for a Socket Mode URL. */
  tickets: Table<Ticket>;
}

/** An app, and its installation in this workspace. */
export interface SlackApp {
  id: string;
  name: string;
  clientId: string;
  clientSecret: string;
  signingSecret: string;
  verificationToken: string;
  botId: string;
  botUserId: string;
  /** Bot scopes, and user scopes, that it asks for. */
  scopes: string[];
  userScopes: string[];
  /** Until it is installed, events do not reach it. */
  isInstalled: boolean;
  eventsUrl?: string;
  /** The events URL that has answered its challenge. */
  verifiedUrl?: string;
  interactivityUrl?: string;
  optionsUrl?: string;
  slashCommands: SlashCommand[];
  shortcuts: Shortcut[];
  /** Names of events, e.g. `message.channels`. */
  botEvents: string[];
  userEvents: string[];
  /** Domains whose links it unfurls. */
  unfurlDomains: string[];
  socketMode: boolean;
  /** App-level tokens are in `tokens` too, with kind `app`. */
  appTokens: string[];
  redirectUrls: string[];
  tokenRotation: boolean;
  /** Whether it has a Home tab. */
  homeTab: boolean;
}

export interface SlashCommand {
  command: string;
  /** Not needed in Socket Mode. */
  url?: string;
  description: string;
  usageHint: string;
}

export interface Shortcut {
  name: string;
  callbackId: string;
  kind: 'global' | 'message';
}

export interface Token {
  token: string;
  kind: 'bot' | 'user' | 'app';
  appId: string;
  /** The user it acts as; an app-level token acts as nobody. */
  userId: string;
  scopes: string[];
  /** Real ms since the epoch, since the client counts by its own clock. */
  expiresAt?: number;
  isRevoked: boolean;
}

export interface RefreshToken {
  token: string;
  /** The access token it came with. */
  accessToken: string;
  appId: string;
  userId: string;
  kind: 'bot' | 'user';
  scopes: string[];
  isUsed: boolean;
}

export interface AuthorizationCode {
  code: string;
  appId: string;
  userId: string;
  redirectUri?: string;
  scopes: string[];
  userScopes: string[];
  /** For Sign in with Slack. */
  nonce?: string;
  /** Real ms since the epoch. */
  expiresAt: number;
  isUsed: boolean;
}

export interface IncomingWebhook {
  /** `T…/B…/secret`, what stands after `/services/`. */
  path: string;
  appId: string;
  botId: string;
  channelId: string;
  isActive: boolean;
}

/** A modal, or an app's Home tab of a user. */
export interface View {
  id: string;
  appId: string;
  userId: string;
  type: 'modal' | 'home';
  /** The first of its stack, itself at first. */
  rootId: string;
  previousId?: string;
  hash: string;
  externalId?: string;
  /** The view as the app gave it, with block ids filled in. */
  content: Record<string, unknown>;
  /** What was entered: block id, action id, value. */
  values: Record<string, Record<string, unknown>>;
  isOpen: boolean;
}

export interface Trigger {
  id: string;
  appId: string;
  userId: string;
  /** ms of the namespace's clock, and real ms: whichever comes first. */
  expiresAt: number;
  expiresAtReal: number;
  isUsed: boolean;
  /** The view that was on top when it was made. */
  viewId?: string;
}

export interface ResponseUrl {
  /** What stands after the host. */
  path: string;
  appId: string;
  userId: string;
  channelId: string;
  /** The message whose button was pressed. */
  messageTs?: string;
  /** That message is seen by the user alone. */
  isEphemeral?: boolean;
  threadTs?: string;
  uses: number;
  /** ms of the namespace's clock. */
  expiresAt: number;
}

/** An event that an app has not acknowledged yet. */
export interface Envelope {
  id: string;
  appId: string;
  payload: Record<string, unknown>;
  /** How often it was tried again. */
  attempt: number;
  reason: string;
  /** ms of the namespace's clock when it is tried again. */
  dueAt: number;
}

export interface Ticket {
  ticket: string;
  appId: string;
  isUsed: boolean;
  /** Asked for with `debug_reconnects`: the connection is refreshed after a minute. */
  isDebug: boolean;
}
