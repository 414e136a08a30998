import type { Answer } from '../kit/answer.ts';
import { defineTwin, type Operation, type Refusal, type World } from '../kit/plugin.ts';
import type { TwinRequest } from '../kit/request.ts';
import { assertNever } from '../kit/twin-error.ts';
import { authorizeOperation } from './authorize.ts';
import { createOkta } from './create.ts';
import { discoveryOperations } from './discovery.ts';
import { errorAnswer, OktaRefusal } from './errors.ts';
import { homePage } from './pages.ts';
import { oktaSeed } from './seed.ts';
import { signInOperation } from './sign-in.ts';
import type { OktaState } from './state.ts';
import { tokenOperation } from './token.ts';
import { tokenUseOperations } from './token-use.ts';
import { userOperations } from './users.ts';
import { viewOkta } from './view.ts';

const home: Operation<OktaState> = {
  name: 'page.home',
  method: 'GET',
  path: '/',
  label: 'guess',
  run: () => homePage('Okta', 'Open your application to sign in.'),
};

export const okta = defineTwin({
  name: 'okta',
  seedSchema: oktaSeed,
  create: createOkta,
  view: viewOkta,
  operations: [
    ...discoveryOperations,
    authorizeOperation,
    signInOperation,
    tokenOperation,
    ...tokenUseOperations,
    ...userOperations,
    home,
  ],
  refuse: (request, refusal, world) => refuse(request, refusal, world),
});

function refuse(request: TwinRequest, refusal: Refusal, world: World): Answer {
  return errorAnswer(world, describe(request, refusal));
}

function describe(request: TwinRequest, refusal: Refusal): OktaRefusal {
  switch (refusal.reason) {
    case 'unknown-operation':
      return new OktaRefusal(404, 'E0000022', 'The endpoint does not support the provided HTTP method', [
        `${request.method} ${request.path} is not implemented by this twin`,
      ]);
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

function scripted(status: number): OktaRefusal {
  if (status === 429) return new OktaRefusal(429, 'E0000047', 'API call exceeded rate limit due to too many requests.');
  if (status === 401) return new OktaRefusal(401, 'E0000011', 'Invalid token provided');
  if (status === 403) return new OktaRefusal(403, 'E0000006', 'You do not have permission to perform the requested action');
  if (status === 404) return new OktaRefusal(404, 'E0000007', 'Not found: Resource not found');
  return new OktaRefusal(status, 'E0000009', 'Internal Server Error');
}
