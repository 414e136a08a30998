import type { Answer } from '../kit/answer.ts';
import { defineTwin, type Refusal, type World } from '../kit/plugin.ts';
import type { TwinRequest } from '../kit/request.ts';
import { createRouter } from '../kit/router.ts';
import { assertNever } from '../kit/twin-error.ts';
import { createOkta } from './create.ts';
import { directoryOperations } from './directory/operations.ts';
import { errorAnswer, OktaRefusal } from './errors.ts';
import { protocolOperations } from './protocol.ts';
import { oktaSeed } from './seed.ts';
import { preflightOperation, withCors } from './sign-in/cors.ts';
import { viewOkta } from './view.ts';

const operations = [...[...directoryOperations, ...protocolOperations].map(withCors), preflightOperation];

const router = createRouter(
  operations.flatMap(({ method, path }) => path.split(' ').map(one => ({ methods: method.split(' '), path: one, target: true }))),
);

/** Whether a path is there for another method. */
function isKnownPath(path: string): boolean {
  return ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].some(method => router(method, path) !== undefined);
}

export const okta = defineTwin({
  name: 'okta',
  seedSchema: oktaSeed,
  create: createOkta,
  view: viewOkta,
  operations,
  refuse: (request, refusal, world) => refuse(request, refusal, world),
});

function refuse(request: TwinRequest, refusal: Refusal, world: World): Answer {
  const answer = errorAnswer(world, describe(request, refusal));
  return { ...answer, headers: { ...answer.headers, ...headersOf(refusal, world) } };
}

/** Every answer of Okta's has these; clients that wait after a 429 wait until its reset. */
function headersOf(refusal: Refusal, { secrets }: World): Record<string, string> {
  const isOver = refusal.reason === 'scripted' && refusal.status === 429;
  const reset = Math.floor(Date.now() / 1000) + (isOver ? 1 : 60);
  return {
    'x-okta-request-id': secrets.token(20),
    'x-rate-limit-limit': '1200',
    'x-rate-limit-remaining': isOver ? '0' : '1199',
    'x-rate-limit-reset': String(reset),
  };
}

function describe(request: TwinRequest, refusal: Refusal): OktaRefusal {
  switch (refusal.reason) {
    case 'unknown-operation':
      return unknownOperation(request);
    case 'body-broken':
      return new OktaRefusal(400, 'E0000003', 'The request body was not well-formed.');
    case 'body-too-large':
      return new OktaRefusal(413, 'E0000003', 'The request body was not well-formed.', ['The body is too large.']);
    case 'crashed':
      return new OktaRefusal(500, 'E0000009', 'Internal Server Error');
    case 'scripted':
      return scripted(refusal.status);
    default:
      return assertNever(refusal);
  }
}

/** Okta says 405 of a path that it has, but not with this method. */
function unknownOperation({ method, path }: TwinRequest): OktaRefusal {
  const text = 'The endpoint does not support the provided HTTP method';
  if (isKnownPath(path)) return new OktaRefusal(405, 'E0000022', text);
  return new OktaRefusal(404, 'E0000022', text, [`${method} ${path} is not implemented by this twin`]);
}

function scripted(status: number): OktaRefusal {
  if (status === 429) return new OktaRefusal(429, 'E0000047', 'API call exceeded rate limit due to too many requests.');
  if (status === 401) return new OktaRefusal(401, 'E0000011', 'Invalid token provided');
  if (status === 403) return new OktaRefusal(403, 'E0000006', 'You do not have permission to perform the requested action');
  if (status === 404) return new OktaRefusal(404, 'E0000007', 'Not found: Resource not found');
  return new OktaRefusal(status, 'E0000009', 'Internal Server Error');
}
