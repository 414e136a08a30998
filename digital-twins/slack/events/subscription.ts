import { type Channel, membershipKey, type SlackState } from '../state.ts';
import type { SlackApp } from '../state-app.ts';
import type { Audience, SlackEvent } from './event.ts';

/** What an event is called in an app's subscriptions, and one of which scopes lets an app hear of it. */
export interface Topic {
  name: string;
  scopes: string[];
}

/** For whom an app hears of an event: its bot, or a user who authorised it. */
export interface Authorization {
  userId: string;
  isBot: boolean;
}

const historyScopes = {
  public: ['channels:history'],
  private: ['groups:history'],
  im: ['im:history'],
  mpim: ['mpim:history'],
} as const;

const readScopes = { public: ['channels:read'], private: ['groups:read'], im: ['im:read'], mpim: ['mpim:read'] } as const;

const messageTopics = {
  public: 'message.channels',
  private: 'message.groups',
  im: 'message.im',
  mpim: 'message.mpim',
} as const;

/** Scopes of events that do not depend on the kind of channel (Slack docs, each event's page); none = no scope needed. */
const eventScopes: Record<string, string[]> = {
  app_mention: ['app_mentions:read'],
  app_home_opened: [],
  app_uninstalled: [],
  tokens_revoked: [],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
  pin_added: ['pins:read'],
  pin_removed: ['pins:read'],
  star_added: ['stars:read'],
  star_removed: ['stars:read'],
  file_change: ['files:read'],
  file_created: ['files:read'],
  file_deleted: ['files:read'],
  file_public: ['files:read'],
  file_shared: ['files:read'],
  file_unshared: ['files:read'],
  link_shared: ['links:read'],
  team_join: ['users:read'],
  user_change: ['users:read'],
  user_profile_changed: ['users.profile:read'],
  user_status_changed: ['users:read'],
  team_rename: ['team:read'],
  team_domain_change: ['team:read'],
  emoji_changed: ['emoji:read'],
  dnd_updated: ['dnd:read'],
  dnd_updated_user: ['dnd:read'],
  subteam_created: ['usergroups:read'],
  subteam_updated: ['usergroups:read'],
  subteam_members_changed: ['usergroups:read'],
  subteam_self_added: ['usergroups:read'],
  subteam_self_removed: ['usergroups:read'],
};

/** Events about a channel that apps outside of it hear of as well, when it is public. */
const openTopics = /^channel_(created|rename|archive|unarchive|deleted|shared|unshared|id_changed)$/;

export function topicOf(event: SlackEvent, channel: Channel | undefined): Topic {
  if (event.type === 'message' && channel !== undefined) {
    return { name: messageTopics[channel.kind], scopes: [...historyScopes[channel.kind]] };
  }
  const known = eventScopes[event.type];
  if (known !== undefined) return { name: event.type, scopes: known };
  const kind = channel?.kind ?? (event.type.startsWith('group_') ? 'private' : event.type.startsWith('im_') ? 'im' : 'public');
  return { name: event.type, scopes: [...readScopes[kind]] };
}

/** For whom `app` hears of an event; undefined = it does not. Bots come first, as they do with Slack. */
export function authorizationFor(state: SlackState, app: SlackApp, topic: Topic, audience: Audience): Authorization | undefined {
  if (audience.app !== undefined && audience.app !== app.id) return undefined;
  if (app.botEvents.includes(topic.name) && mayHear(state, topic, audience, app.botUserId, app.scopes)) {
    return { userId: app.botUserId, isBot: true };
  }
  if (!app.userEvents.includes(topic.name)) return undefined;
  for (const token of state.tokens.by('app', app.id)) {
    if (token.kind !== 'user' || token.isRevoked) continue;
    if (mayHear(state, topic, audience, token.userId, token.scopes)) return { userId: token.userId, isBot: false };
  }
  return undefined;
}

function mayHear(state: SlackState, topic: Topic, audience: Audience, userId: string, scopes: readonly string[]): boolean {
  if (topic.scopes.length > 0 && !topic.scopes.some(scope => scopes.includes(scope))) return false;
  if (audience.channel === undefined) return true;
  const channel = state.channels.get(audience.channel);
  if (channel === undefined) return true;
  if (channel.kind === 'public' && openTopics.test(topic.name)) return true;
  return state.memberships.has(membershipKey(channel.id, userId));
}
