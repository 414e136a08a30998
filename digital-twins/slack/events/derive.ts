import type { Channel, SlackState } from '../state.ts';
import type { SlackApp } from '../state-app.ts';
import type { SlackEvent } from './event.ts';

/** Subtypes of messages that people would call a message. */
const spoken = new Set([undefined, 'bot_message', 'file_share', 'thread_broadcast', 'me_message']);

/** What a new message is to one app besides a message: somebody called it, or shared a link it knows. */
export function derivedEvents(state: SlackState, app: SlackApp, event: SlackEvent, channel: Channel): SlackEvent[] {
  if (event.type !== 'message' || !spoken.has(event.subtype as string | undefined)) return [];
  const isOwn = event.app_id === app.id || event.bot_id === app.botId || event.user === app.botUserId;
  if (isOwn || typeof event.text !== 'string') return [];
  return [mention(app, event, channel), linkShared(state, app, event, channel)].filter(one => one !== undefined);
}

/** Not in a direct message with the app, where it hears everything anyway (Slack docs, app_mention). */
function mention(app: SlackApp, event: SlackEvent, channel: Channel): SlackEvent | undefined {
  if (channel.kind === 'im' || !new RegExp(`<@${app.botUserId}(\\|[^>]*)?>`).test(String(event.text))) return undefined;
  const { channel_type: _kind, subtype: _subtype, ...rest } = event;
  return { ...rest, type: 'app_mention' };
}

function linkShared(state: SlackState, app: SlackApp, event: SlackEvent, channel: Channel): SlackEvent | undefined {
  if (app.unfurlDomains.length === 0) return undefined;
  const links = linksIn(String(event.text)).flatMap(url => {
    const domain = domainOf(url, app.unfurlDomains);
    return domain === undefined ? [] : [{ url, domain }];
  });
  if (links.length === 0) return undefined;
  return {
    type: 'link_shared',
    user: event.user,
    channel: channel.id,
    message_ts: event.ts,
    ...(event.thread_ts === undefined ? {} : { thread_ts: event.thread_ts }),
    links,
    source: 'conversations_history',
    unfurl_id: `${channel.id}-${String(event.ts)}-${app.id}`,
    is_bot_user_member: state.memberships.has(`${channel.id}:${app.botUserId}`),
    event_ts: event.ts,
  };
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/<(https?:\/\/[^|>\s]+)(\|[^>]*)?>/g)].map(([, url = '']) => url.replaceAll('&amp;', '&'));
}

function domainOf(url: string, domains: string[]): string | undefined {
  const host = URL.parse(url)?.hostname;
  return domains.find(domain => host === domain || host?.endsWith(`.${domain}`) === true);
}
