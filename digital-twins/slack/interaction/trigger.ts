import { hexAlphabet } from '../../kit/ids.ts';
import type { WorldCall } from '../../kit/plugin.ts';
import { SlackRefusal } from '../refusal.ts';
import type { SlackState } from '../state.ts';
import type { SlackApp, Trigger } from '../state-app.ts';

/**
 * ms a trigger lives (Slack docs, "trigger_id"). Both clocks count, whichever says so first: a slow product is too late by
 * the real one, and a test makes one expire by moving the namespace's.
 */
const lifetime = 3_000;

/** What an app may open a view with, since a user has just done something. */
export function mintTrigger(call: WorldCall<SlackState>, app: SlackApp, userId: string, viewId?: string): string {
  const number = (kind: string) => call.ids.number(`slack.trigger.${kind}`, 1_000_000_000);
  const secret = Buffer.from(call.secrets.token(16)).toString('hex').slice(0, 32);
  const id = `${number('first')}.${number('second')}.${secret}`;
  call.state.triggers.add({
    id,
    appId: app.id,
    userId,
    expiresAt: call.clock.now() + lifetime,
    expiresAtReal: Date.now() + lifetime,
    isUsed: false,
    ...(viewId === undefined ? {} : { viewId }),
  });
  return id;
}

/** Takes a trigger, which is good for one view. Throws Slack's refusals. */
export function takeTrigger(call: WorldCall<SlackState>, appId: string, id: string): Readonly<Trigger> {
  const trigger = call.state.triggers.get(id);
  if (trigger === undefined || trigger.appId !== appId) throw new SlackRefusal('invalid_trigger_id');
  if (trigger.isUsed) throw new SlackRefusal('exchanged_trigger_id');
  if (trigger.expiresAt <= call.clock.now() || trigger.expiresAtReal <= Date.now()) throw new SlackRefusal('expired_trigger_id');
  return call.state.triggers.edit(id, row => {
    row.isUsed = true;
  });
}

/** `<seconds>.<8 hex digits>`, as Slack writes the version of a view. */
export function mintHash({ ids, clock }: WorldCall<SlackState>): string {
  return `${Math.floor(clock.now() / 1000)}.${ids.next('slack.view-hash', { prefix: '', length: 8, alphabet: hexAlphabet })}`;
}
