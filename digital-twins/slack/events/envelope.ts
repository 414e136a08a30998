import { upperAlphabet } from '../../kit/ids.ts';
import type { WorldCall } from '../../kit/plugin.ts';
import type { SlackState } from '../state.ts';
import type { SlackApp } from '../state-app.ts';
import type { SlackEvent } from './event.ts';
import type { Authorization } from './subscription.ts';

/** What an app is sent for an event (Slack docs, "Events API", event wrapper). */
export function eventCallback(
  { state, ids, clock }: WorldCall<SlackState>,
  app: SlackApp,
  event: SlackEvent,
  { userId, isBot }: Authorization,
): Record<string, unknown> {
  const teamId = state.team.id;
  return {
    token: app.verificationToken,
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: null,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: ids.next('slack.event', { prefix: 'Ev0', length: 13, alphabet: upperAlphabet }),
    event_time: Math.floor(clock.now() / 1000),
    authorizations: [{ enterprise_id: null, team_id: teamId, user_id: userId, is_bot: isBot, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    event_context: contextOf(teamId, app, event),
  };
}

/** Opaque to its receiver: apps hand it back to `apps.event.authorizations.list`. */
function contextOf(teamId: string, app: SlackApp, event: SlackEvent): string {
  const facts = { et: event.type, tid: teamId, aid: app.id, cid: typeof event.channel === 'string' ? event.channel : undefined };
  return `4-${Buffer.from(JSON.stringify(facts)).toString('base64url')}`;
}

/** Whose event a context belongs to; undefined when it is none of ours. */
export function readContext(context: string): { appId: string } | undefined {
  try {
    const facts: unknown = JSON.parse(Buffer.from(context.replace(/^4-/, ''), 'base64url').toString('utf8'));
    const isOurs = typeof facts === 'object' && facts !== null && 'aid' in facts && typeof facts.aid === 'string';
    return isOurs ? { appId: String(facts.aid) } : undefined;
  } catch {
    return undefined;
  }
}
