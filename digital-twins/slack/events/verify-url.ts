import { parseJson } from '../../kit/parse-json.ts';
import type { WorldCall } from '../../kit/plugin.ts';
import type { SlackState } from '../state.ts';
import type { SlackApp } from '../state-app.ts';
import { patience } from './deliver.ts';
import { slackHeaders } from './sign.ts';

/** Verifications that are under way, so that events which come meanwhile wait for the same answer. */
const underway = new WeakMap<SlackState, Map<string, Promise<boolean>>>();

/**
 * Whether the app's events URL has proved itself. It is asked once, before the first event (or when somebody asks on the
 * page of apps), and asked again with the next event as long as it fails: a product may be started after its twin.
 */
export function verifyUrl(call: WorldCall<SlackState>, app: SlackApp): Promise<boolean> {
  if (app.eventsUrl === undefined) return Promise.resolve(false);
  if (app.verifiedUrl === app.eventsUrl) return Promise.resolve(true);
  const running = underway.get(call.state) ?? new Map<string, Promise<boolean>>();
  underway.set(call.state, running);
  const key = `${app.id} ${app.eventsUrl}`;
  const asked = running.get(key) ?? ask(call, app, app.eventsUrl).finally(() => running.delete(key));
  running.set(key, asked);
  return asked;
}

/** Sends the challenge (Slack docs, url_verification), and takes it back as plain text, as a form or as JSON. */
async function ask(call: WorldCall<SlackState>, app: SlackApp, url: string): Promise<boolean> {
  const challenge = call.secrets.token(32);
  const body = JSON.stringify({ token: app.verificationToken, challenge, type: 'url_verification' });
  const headers = slackHeaders(app.signingSecret, 'application/json', body);
  const result = await call.outbox.request({
    operation: 'url_verification',
    method: 'POST',
    url,
    headers,
    body,
    timeoutMs: patience,
  });
  const isRight = result.kind === 'answer' && result.status === 200 && challengeIn(result.body) === challenge;
  const { apps } = call.current();
  if (isRight && apps.get(app.id)?.eventsUrl === url) {
    apps.edit(app.id, row => {
      row.verifiedUrl = url;
    });
  }
  return isRight;
}

function challengeIn(body: string): string {
  try {
    const value: unknown = parseJson(body);
    if (typeof value === 'object' && value !== null && 'challenge' in value) return String(value.challenge);
  } catch {
    // Not JSON: then it is the bare text or a form.
  }
  return body.trim().replace(/^challenge=/, '');
}
