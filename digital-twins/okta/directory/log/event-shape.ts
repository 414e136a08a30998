import type { LogRow } from '../../state.ts';
import { iso } from '../ids.ts';
import type { Json } from '../json.ts';

/** An event as the system log and the event hooks show it. */
export function eventShape({ uuid, published, event }: Readonly<LogRow>): Json {
  const { displayMessage, eventType, outcome, ...rest } = event;
  const { actor, client, device, authenticationContext, ...others } = rest;
  return {
    actor,
    client,
    device,
    authenticationContext,
    displayMessage,
    eventType,
    outcome,
    published: iso(published),
    uuid,
    ...others,
  };
}
