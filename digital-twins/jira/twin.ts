import type { Answer } from '../kit/answer.ts';
import { defineTwin, type Refusal } from '../kit/plugin.ts';
import type { TwinRequest } from '../kit/request.ts';
import { assertNever } from '../kit/twin-error.ts';
import { commentOperations } from './comments.ts';
import { createJira } from './create.ts';
import { issueOperations } from './issues.ts';
import { errorAnswer } from './operation.ts';
import { pageOperations } from './pages.ts';
import { projectOperations } from './projects.ts';
import { searchOperations } from './search.ts';
import { jiraSeed } from './seed.ts';
import { siteOperations } from './site.ts';
import { transitionOperations } from './transitions.ts';
import { viewJira } from './view.ts';

export const jira = defineTwin({
  name: 'jira',
  seedSchema: jiraSeed,
  create: createJira,
  view: viewJira,
  operations: [
    ...siteOperations,
    ...projectOperations,
    ...issueOperations,
    ...transitionOperations,
    ...commentOperations,
    ...searchOperations,
    ...pageOperations,
  ],
  refuse,
});

function refuse(request: TwinRequest, refusal: Refusal): Answer {
  switch (refusal.reason) {
    case 'unknown-operation':
      return errorAnswer(404, [`${request.method} ${request.path} is not implemented by this twin.`]);
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

function scriptedText(status: number): string {
  if (status === 429) return 'Rate limit exceeded.';
  if (status === 503) return 'The service is unavailable. Try again later.';
  return status < 500 ? 'The request was refused.' : 'Internal server error';
}
