import type { Check } from '../../testing/conformance/check.ts';
import { credentialChecks } from './access/credentials.ts';
import { oauthChecks } from './access/oauth.ts';
import { peopleChecks } from './access/people.ts';
import { permissionChecks } from './access/permissions.ts';
import { boardChecks } from './agile/boards.ts';
import { sprintChecks } from './agile/sprints.ts';
import { bulkChecks } from './issue/bulk.ts';
import { createChecks } from './issue/create.ts';
import { documentChecks } from './issue/documents.ts';
import { editChecks } from './issue/edit.ts';
import { issueLifeChecks } from './issue/life.ts';
import { readChecks } from './issue/read.ts';
import { transitionChecks } from './issue/transitions.ts';
import { appWebhookChecks } from './outward/app-webhooks.ts';
import { badInputChecks } from './outward/bad-input.ts';
import { limitChecks } from './outward/limits.ts';
import { webhookDeliveryChecks } from './outward/webhook-delivery.ts';
import { webhookChecks } from './outward/webhooks.ts';
import { pageChecks } from './page/pages.ts';
import { fieldChecks } from './project/fields.ts';
import { projectPartChecks } from './project/parts.ts';
import { projectChecks } from './project/projects.ts';
import { sitePartChecks } from './project/properties.ts';
import { jqlChecks } from './search/jql.ts';
import { searchPageChecks } from './search/pages.ts';
import { attachmentChecks } from './together/attachments.ts';
import { commentChecks } from './together/comments.ts';
import { linkChecks } from './together/links.ts';
import { worklogChecks } from './together/worklogs.ts';

/** What products find at Jira, asked with jira.js. */
export const jiraChecks: Check[] = [
  ...credentialChecks,
  ...permissionChecks,
  ...peopleChecks,
  ...oauthChecks,
  ...createChecks,
  ...documentChecks,
  ...readChecks,
  ...editChecks,
  ...transitionChecks,
  ...issueLifeChecks,
  ...bulkChecks,
  ...searchPageChecks,
  ...jqlChecks,
  ...commentChecks,
  ...worklogChecks,
  ...attachmentChecks,
  ...linkChecks,
  ...projectChecks,
  ...projectPartChecks,
  ...fieldChecks,
  ...sitePartChecks,
  ...boardChecks,
  ...sprintChecks,
  ...webhookChecks,
  ...webhookDeliveryChecks,
  ...appWebhookChecks,
  ...limitChecks,
  ...badInputChecks,
  ...pageChecks,
];
