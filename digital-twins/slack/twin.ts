import { type Answer, json, text } from '../kit/answer.ts';
import { defineTwin, forPeople, type Refusal, type WorldCall } from '../kit/plugin.ts';
import type { TwinRequest } from '../kit/request.ts';
import { assertNever } from '../kit/twin-error.ts';
import { nextScheduled, sendScheduled } from './api/chat/schedule.ts';
import { apiOperations } from './api/operations.ts';
import { nextReminder, sendReminders } from './api/reminders.ts';
import { rtmSockets } from './api/rtm.ts';
import { clientOperations } from './client/endpoints.ts';
import { createSlack } from './create.ts';
import { eventOperations } from './events/operations.ts';
import { nextRedelivery, redeliver } from './events/redelivery.ts';
import { socketModeSockets } from './events/socket-mode.ts';
import { interactionOperations } from './interaction/operations.ts';
import { refuseOutside } from './interaction/refuse.ts';
import { refusal } from './refusal.ts';
import { slackSeed } from './seed/schema.ts';
import type { SlackState } from './state.ts';
import { viewSlack } from './view.ts';

export const slack = defineTwin({
  name: 'slack',
  seedSchema: slackSeed,
  create: createSlack,
  view: viewSlack,
  operations: [...apiOperations, ...eventOperations, ...interactionOperations, ...forPeople(clientOperations)],
  sockets: [...socketModeSockets, ...rtmSockets],
  due,
  catchUp,
  refuse,
});

function due(state: SlackState): number | undefined {
  const times = [nextScheduled({ state }), nextReminder({ state }), nextRedelivery(state)].filter(time => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

function catchUp(world: WorldCall<SlackState>): void {
  sendScheduled(world);
  sendReminders(world);
  redeliver(world);
}

function refuse(request: TwinRequest, refused: Refusal): Answer {
  return refuseOutside(request, refused) ?? refuseInBand(request, refused);
}

function refuseInBand(request: TwinRequest, refused: Refusal): Answer {
  switch (refused.reason) {
    case 'unknown-operation':
      return refuseUnknown(request);
    case 'body-broken':
      return refusal(
        request.body.kind === 'broken' && request.body.type.startsWith('multipart') ? 'invalid_form_data' : 'invalid_json',
      );
    case 'body-too-large':
      return refusal('request_too_large');
    case 'crashed':
      return failure('internal_error', 500);
    case 'scripted':
      return failure(errorOf(refused.status), refused.status);
    default:
      return assertNever(refused);
  }
}

function refuseUnknown(request: TwinRequest): Answer {
  const method = /^\/api\/([^/]+)\/?$/.exec(request.path)?.[1];
  if (method !== undefined) return refusal('unknown_method', { req_method: method });
  if (request.path.startsWith('/upload/')) return { ...text('Method not allowed', 405), ok: false };
  return failure('not_found', 404);
}

function errorOf(status: number): string {
  if (status === 429) return 'ratelimited';
  return status === 503 ? 'service_unavailable' : 'internal_error';
}

function failure(error: string, status: number): Answer {
  return { ...json({ ok: false, error }, status), ok: false };
}
