import type { Step } from '../../../testing/steps/step.ts';

/** Webhooks that an app registers for itself. */
export const webhookSteps: Step[] = [
  [
    'POST /webhook',
    { url: 'https://planner.example/hook', webhooks: [{ events: ['jira:issue_created'], jqlFilter: 'project = HELP' }] },
    'hook=webhookRegistrationResult.0.createdWebhookId',
  ],
  ['GET /webhook'],
  ['PUT /webhook/refresh', { webhookIds: ['#hook'] }],
  ['GET /webhook/failed'],
  ['DELETE /webhook', { webhookIds: ['#hook'] }],
];
