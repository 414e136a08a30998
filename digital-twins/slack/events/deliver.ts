import type { OutResult } from '../../kit/outbox.ts';
import type { WorldCall } from '../../kit/plugin.ts';
import type { SlackState } from '../state.ts';
import type { SlackApp } from '../state-app.ts';
import { signedHeaders, slackHeaders } from './sign.ts';

/** Real ms an app has to take an event (Slack docs, "Responding to events"). */
export const patience = 3_000;

/** ms until the first, second and third retry (Slack docs, "Retries"): at once, after a minute, after five. */
export const retryWaits: readonly number[] = [0, 60_000, 300_000];

/** Sends an event to an app's request URL, in the background. */
export function deliverByHttp(call: WorldCall<SlackState>, app: SlackApp, url: string, payload: unknown): void {
  const body = JSON.stringify(payload);
  call.outbox.deliver({
    operation: 'event',
    method: 'POST',
    url,
    headers: slackHeaders(app.signingSecret, 'application/json', body),
    body,
    timeoutMs: patience,
    retryIn: (attempt, last) => (isFinal(last) ? undefined : retryWaits[attempt - 1]),
    headersFor: (attempt, last) => ({
      ...signedHeaders(app.signingSecret, body),
      'X-Slack-Retry-Num': String(attempt - 1),
      'X-Slack-Retry-Reason': reasonOf(last),
    }),
  });
}

/** Whether there is nothing left to try: it was taken, or the app does not want it again. */
function isFinal(result: OutResult): boolean {
  if (result.kind === 'failed') return false;
  return (result.status >= 200 && result.status < 300) || result.headers['x-slack-no-retry'] === '1';
}

function reasonOf(result: OutResult): string {
  if (result.kind === 'answer') return 'http_error';
  return result.reason === 'timeout' ? 'http_timeout' : 'connection_failed';
}
