import { createHmac } from 'node:crypto';

/**
 * The headers Slack proves itself with. The time is real, since the receiver compares it with its own clock
 * (Slack docs, "Verifying requests from Slack").
 */
export function signedHeaders(signingSecret: string, body: string): Record<string, string> {
  const seconds = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', signingSecret).update(`v0:${seconds}:${body}`).digest('hex');
  return { 'X-Slack-Request-Timestamp': seconds, 'X-Slack-Signature': `v0=${digest}` };
}

/** What every request of Slack's to an app carries. */
export function slackHeaders(signingSecret: string, type: string, body: string): Record<string, string> {
  return {
    'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    Accept: 'application/json,*/*',
    'Content-Type': type,
    ...signedHeaders(signingSecret, body),
  };
}
