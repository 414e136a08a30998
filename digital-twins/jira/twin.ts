import type { Answer } from '../kit/answer.ts';
import { defineTwin, type Refusal } from '../kit/plugin.ts';
import type { TwinRequest } from '../kit/request.ts';
import { createRouter } from '../kit/router.ts';
import { assertNever } from '../kit/twin-error.ts';
import { createJira } from './create/create.ts';
import { jiraOperations } from './operations.ts';
import { errorAnswer } from './refusal.ts';
import { jiraSeed } from './seed.ts';
import { viewJira } from './view.ts';

export const jira = defineTwin({
  name: 'jira',
  seedSchema: jiraSeed,
  create: createJira,
  view: viewJira,
  operations: jiraOperations,
  refuse,
});

function refuse(request: TwinRequest, refusal: Refusal): Answer {
  switch (refusal.reason) {
    case 'unknown-operation':
      return errorAnswer(isPath(request.path) ? 405 : 404, [
        `${request.method} ${request.path} is not implemented by this twin.`,
      ]);
    case 'body-broken':
      return errorAnswer(400, ['There was an error parsing JSON. Check that your request body is valid.']);
    case 'body-too-large':
      return errorAnswer(413, ['The request body is too large.']);
    case 'crashed':
      return errorAnswer(500, ['Internal server error']);
    case 'scripted':
      return errorAnswer(refusal.status, [scriptedText(refusal.status)]);
    default:
      return assertNever(refusal);
  }
}

const methods = ['GET', 'POST', 'PUT', 'DELETE'];

/** Made when it is first asked: most never are. */
let router: ReturnType<typeof createRouter<true>> | undefined;

/** Whether some other method is answered at a path: Jira says 405 then. */
function isPath(path: string): boolean {
  router ??= createRouter(
    jiraOperations.flatMap(one =>
      one.path.split(' ').map(path => ({ methods: one.method.split(' '), path, target: true as const })),
    ),
  );
  return methods.some(method => router?.(method, path) !== undefined);
}

function scriptedText(status: number): string {
  if (status === 429) return 'Rate limit exceeded.';
  if (status === 503) return 'The service is unavailable. Try again later.';
  return status < 500 ? 'The request was refused.' : 'Internal server error';
}
