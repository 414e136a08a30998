import { upperAlphabet } from '../../kit/ids.ts';
import type { Call } from '../../kit/plugin.ts';
import type { SlackState } from '../state.ts';
import type { ResponseUrl, SlackApp } from '../state-app.ts';

/** How long, in ms of the namespace's clock, and how often a response URL is good (Slack docs, "response_url"). */
const lifetime = 30 * 60_000;
export const mostUses = 5;

type Source = Pick<ResponseUrl, 'channelId' | 'messageTs' | 'isEphemeral' | 'threadTs'>;

/** An address where an app may answer what a user did, without a token. `commands` answers in plain text, `actions` in JSON. */
export function mintResponseUrl(
  call: Call<SlackState>,
  app: SlackApp,
  userId: string,
  kind: 'actions' | 'commands',
  source: Source,
): string {
  const number = call.ids.next('slack.response-url', { prefix: '', length: 13, alphabet: upperAlphabet.slice(0, 10) });
  const path = `${kind}/${call.state.team.id}/${number}/${call.secrets.token(18)}`;
  const expiresAt = call.clock.now() + lifetime;
  call.state.responseUrls.add({ path, appId: app.id, userId, uses: 0, expiresAt, ...source });
  return `${call.request.origin}/${path}`;
}
