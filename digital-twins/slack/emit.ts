import type { WorldCall } from '../kit/plugin.ts';
import { deliverByHttp } from './events/deliver.ts';
import { derivedEvents } from './events/derive.ts';
import { eventCallback } from './events/envelope.ts';
import type { Audience, SlackEvent } from './events/event.ts';
import { sendEnvelope } from './events/redelivery.ts';
import { tellRtm } from './events/rtm-feed.ts';
import { authorizationFor, topicOf } from './events/subscription.ts';
import { verifyUrl } from './events/verify-url.ts';
import type { SlackState } from './state.ts';
import type { SlackApp } from './state-app.ts';

export type { Audience, SlackEvent } from './events/event.ts';

const channelTypes = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' } as const;

/** Tells the apps that subscribe to an event and may see it; never within the answer to the call that caused it. */
export function emit(call: WorldCall<SlackState>, event: SlackEvent, audience: Audience): void {
  tellRtm(call, event, audience);
  for (const app of call.state.apps.values()) {
    const leaves = event.type === 'app_uninstalled' || event.type === 'tokens_revoked';
    if (!app.isInstalled && !leaves) continue;
    if (app.botEvents.length + app.userEvents.length > 0) tell(call, app, event, audience);
  }
}

function tell(call: WorldCall<SlackState>, app: SlackApp, event: SlackEvent, audience: Audience): void {
  const { state } = call;
  const channel = audience.channel === undefined ? undefined : state.channels.get(audience.channel);
  const isMessage = event.type === 'message' && channel !== undefined;
  const whole = isMessage ? { ...event, channel_type: event.channel_type ?? channelTypes[channel.kind] } : event;
  for (const one of [whole, ...(channel === undefined ? [] : derivedEvents(state, app, whole, channel))]) {
    const authorization = authorizationFor(state, app, topicOf(one, channel), audience);
    if (authorization === undefined) continue;
    send(call, app, eventCallback(call, app, structuredClone(withTime(call, one)), authorization));
  }
}

function withTime({ clock }: WorldCall<SlackState>, event: SlackEvent): SlackEvent {
  return event.event_ts === undefined ? { ...event, event_ts: String(event.ts ?? (clock.now() / 1000).toFixed(6)) } : event;
}

function send(call: WorldCall<SlackState>, app: SlackApp, payload: Record<string, unknown>): void {
  const { eventsUrl } = app;
  if (app.socketMode) sendEnvelope(call, app, payload);
  else if (eventsUrl !== undefined && app.verifiedUrl === eventsUrl) deliverByHttp(call, app, eventsUrl, payload);
  else if (eventsUrl !== undefined) void deliverOnceVerified(call, app, eventsUrl, payload);
}

async function deliverOnceVerified(call: WorldCall<SlackState>, app: SlackApp, url: string, payload: unknown): Promise<void> {
  if (await verifyUrl(call, app)) deliverByHttp(call, app, url, payload);
}
