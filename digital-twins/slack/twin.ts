import { json } from '../kit/answer.ts';
import { defineTwin, type Refusal } from '../kit/plugin.ts';
import type { TwinRequest } from '../kit/request.ts';
import { assertNever } from '../kit/twin-error.ts';
import { authMethods } from './auth.ts';
import { chatMethods } from './chat.ts';
import { clientPages } from './client-page.ts';
import { conversationMethods } from './conversations.ts';
import { createSlack } from './create.ts';
import { asOperation, refusal } from './method.ts';
import { reactionMethods } from './reactions.ts';
import { slackSeed } from './seed.ts';
import { userMethods } from './users.ts';
import { viewSlack } from './view.ts';

const methods = [...authMethods, ...conversationMethods, ...chatMethods, ...userMethods, ...reactionMethods];

export const slack = defineTwin({
  name: 'slack',
  seedSchema: slackSeed,
  create: createSlack,
  view: viewSlack,
  operations: [...methods.map(asOperation), ...clientPages],
  refuse,
});

function refuse(request: TwinRequest, refused: Refusal) {
  switch (refused.reason) {
    case 'unknown-operation': {
      const method = /^\/api\/([^/]+)\/?$/.exec(request.path)?.[1];
      if (method !== undefined) return refusal('unknown_method', { req_method: method });
      return { ...json({ ok: false, error: 'not_found' }, 404), ok: false };
    }
    case 'body-broken':
      return refusal('invalid_json');
    case 'body-too-large':
      return refusal('request_too_large');
    case 'crashed':
      return { ...json({ ok: false, error: 'internal_error' }, 500), ok: false };
    case 'scripted': {
      const error = refused.status === 429 ? 'ratelimited' : refused.status === 503 ? 'service_unavailable' : 'internal_error';
      return { ...json({ ok: false, error }, refused.status), ok: false };
    }
    default:
      return assertNever(refused);
  }
}
