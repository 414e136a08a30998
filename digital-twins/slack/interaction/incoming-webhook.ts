import { type Answer, text } from '../../kit/answer.ts';
import type { Call, Operation } from '../../kit/plugin.ts';
import type { SlackState } from '../state.ts';
import type { IncomingWebhook } from '../state-app.ts';
import { writeMessage } from '../write-message.ts';
import { readContent } from './answer-message.ts';
import type { Loose } from './element.ts';
import { payloadOf } from './post-response.ts';

/** Status of each of the plain texts (Slack docs, "Handling errors" of incoming webhooks). */
const statuses: Record<string, number> = {
  invalid_payload: 400,
  no_text: 400,
  invalid_blocks: 400,
  too_many_attachments: 400,
  msg_too_long: 400,
  invalid_thread_ts: 400,
  action_prohibited: 403,
  invalid_token: 403,
  channel_not_found: 404,
  no_service: 404,
  no_active_hooks: 404,
  no_team: 404,
  channel_is_archived: 410,
};

export const webhookOperations: Operation<SlackState>[] = [
  {
    name: 'incoming-webhook',
    method: 'GET POST',
    path: '/services/:team/:service/:secret',
    label: 'docs',
    write: true,
    run: post,
  },
];

function post(call: Call<SlackState>): Answer {
  const error = attempt(call);
  return error === undefined ? text('ok') : { ...text(error, statuses[error] ?? 500), ok: false };
}

function attempt(call: Call<SlackState>): string | undefined {
  const webhook = findWebhook(call);
  if (typeof webhook === 'string') return webhook;
  const app = call.state.apps.get(webhook.appId);
  if (app === undefined || !app.isInstalled) return 'no_service';
  if (!webhook.isActive) return 'no_active_hooks';
  call.actAs(app.name);
  const given = call.request.method === 'GET' ? undefined : payloadOf(call.request);
  if (given === undefined) return 'invalid_payload';
  const channel = call.state.channels.get(webhook.channelId);
  if (channel === undefined) return 'channel_not_found';
  if (channel.isArchived) return 'channel_is_archived';
  return write(call, webhook, given);
}

/** Which part of the address is wrong decides what Slack says of it. */
function findWebhook({ state, params }: Call<SlackState>): Readonly<IncomingWebhook> | string {
  const webhook = state.incomingWebhooks.get(`${params.team}/${params.service}/${params.secret}`);
  if (webhook !== undefined) return webhook;
  if (params.team !== state.team.id && ![...state.incomingWebhooks.keys()].some(path => path.startsWith(`${params.team}/`)))
    return 'no_team';
  const isKnown = [...state.incomingWebhooks.keys()].some(path => path.startsWith(`${params.team}/${params.service}/`));
  return isKnown ? 'invalid_token' : 'no_service';
}

/** A webhook of an app writes to its channel, under the app's name, whatever else the payload asks for. */
function write(call: Call<SlackState>, webhook: Readonly<IncomingWebhook>, given: Loose): string | undefined {
  const { state } = call;
  const content = readContent(call, given);
  if (typeof content === 'string') return content;
  const threadTs = typeof given.thread_ts === 'string' ? given.thread_ts : undefined;
  if (threadTs !== undefined && !state.messages.has(`${webhook.channelId}:${threadTs}`)) return 'invalid_thread_ts';
  writeMessage(call, {
    channelId: webhook.channelId,
    user: state.apps.get(webhook.appId)?.botUserId ?? '',
    subtype: 'bot_message',
    botId: webhook.botId,
    appId: webhook.appId,
    ...content,
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(given.metadata === undefined ? {} : { metadata: given.metadata }),
  });
  return undefined;
}
