import type { OktaCall } from '../../operation.ts';
import type { Doc, LogRow } from '../../state.ts';
import { asTexts, dig, type Json } from '../json.ts';
import { eventShape } from '../log/event-shape.ts';

/** ms a hook's service may take (Okta docs, Event hooks: 3 seconds, one retry). */
export const hookTimeout = 3000;

/** Sends an event to every active, verified hook that asks for its type. */
export function deliverEvent(call: OktaCall, row: Readonly<LogRow>): void {
  for (const hook of call.state.documents.by('kind', 'eventHooks')) {
    if (isListening(hook, row.eventType)) send(call, hook, row);
  }
}

function isListening({ body }: Readonly<Doc>, eventType: string): boolean {
  return (
    body.status === 'ACTIVE' &&
    body.verificationStatus === 'VERIFIED' &&
    asTexts(dig(body, 'events', 'items')).includes(eventType)
  );
}

function send(call: OktaCall, hook: Readonly<Doc>, row: Readonly<LogRow>): void {
  const { origin } = call.request;
  const now = call.clock.iso();
  const envelope = {
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    source: `${origin}/api/v1/eventHooks/${hook.id}`,
    eventId: row.uuid,
    data: { events: [eventShape(row)] },
    eventTime: now,
    contentType: 'application/json',
  };
  call.outbox.deliver({
    operation: 'eventHook.deliver',
    method: 'POST',
    url: String(dig(hook.body, 'channel', 'config', 'uri') ?? ''),
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headersOf(hook.body) },
    body: JSON.stringify(envelope),
    timeoutMs: hookTimeout,
    // Once more, at once, when nothing good came back.
    retryIn: (attempt, last) => (attempt === 1 && (last.kind === 'failed' || last.status >= 500) ? 0 : undefined),
  });
}

/** The headers a hook's owner wants, and the one that tells their service who calls. */
export function headersOf(body: Json): Record<string, string> {
  const found: Record<string, string> = {};
  const config = dig(body, 'channel', 'config');
  for (const header of [dig(config, 'authScheme'), ...((dig(config, 'headers') as unknown[] | undefined) ?? [])]) {
    const [key, value] = [dig(header, 'key'), dig(header, 'value')];
    if (typeof key === 'string' && typeof value === 'string' && /^[\w-]+$/.test(key))
      found[key.toLowerCase()] = value.replace(/[\r\n]/g, '');
  }
  return found;
}
