import { createHmac } from 'node:crypto';
import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, makeTask, move, paragraph, refusalOf, sdk } from '../clients.ts';
import { seed } from '../seed.ts';
import { hook, path } from './hook.ts';

const secret = 'webhook-secret-of-the-product';

/** What administrators have Jira tell the product. */
export const webhookChecks: Check[] = [
  {
    id: 'webhook-signed',
    title: 'a webhook with a secret is signed over the very bytes of its body',
    label: 'docs',
    seed,
    run: async bench => {
      const made = await hook(bench, { secret });
      demand(!made.text.includes(secret), 'the secret is told');
      await sdk(bench).issues.editIssue({ issueIdOrKey: 'HELP-2', fields: { summary: 'Ünder control' } });
      const heard = await bench.product.next('/hook');
      const signature = `sha256=${createHmac('sha256', secret).update(heard.body).digest('hex')}`;
      same([heard.method, heard.headers['x-hub-signature']], ['POST', signature], 'method and signature');
      demand(heard.headers['content-type']?.startsWith('application/json') === true, 'content-type');
    },
  },
  {
    id: 'webhook-body',
    title: 'an edit tells who, what issue and what changed; without a secret nothing is signed',
    label: 'docs',
    seed,
    run: async bench => {
      await hook(bench, {});
      await sdk(bench, 'ben').issues.editIssue({ issueIdOrKey: 'HELP-2', fields: { summary: 'Out', labels: [] } });
      const heard = await bench.product.next('/hook');
      same(heard.headers['x-hub-signature'], undefined, 'signature');
      const told = JSON.parse(heard.body);
      same([told.webhookEvent, told.issue_event_type_name], ['jira:issue_updated', 'issue_updated'], 'event');
      same([told.user.displayName, told.issue.key, told.issue.fields.summary], ['Ben Okafor', 'HELP-2', 'Out'], 'who and what');
      const items = (told.changelog.items as { field: string }[]).map(item => item.field).sort();
      same(items, ['labels', 'summary'], 'changed');
      demand(typeof told.timestamp === 'number', 'there is no timestamp in ms');
      same(typeof told.issue.fields.description, 'string', 'descriptions are text in webhooks');
    },
  },
  {
    id: 'webhook-events',
    title: 'making, moving, commenting and deleting are events of their own, in that order',
    label: 'docs',
    seed,
    run: async bench => {
      const events = ['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted', 'comment_created'];
      await hook(bench, { events });
      const key = await makeTask(bench, 'Short life');
      await move(bench, key, 'Escalate');
      await sdk(bench).issueComments.addComment({ issueIdOrKey: key, body: paragraph('Words') });
      await sdk(bench).issues.deleteIssue({ issueIdOrKey: key });
      const seen = new Map<string, Record<string, never>>();
      while (!seen.has('jira:issue_deleted') || !seen.has('comment_created')) {
        const told = JSON.parse((await bench.product.next('/hook')).body);
        if (!seen.has(told.webhookEvent)) seen.set(told.webhookEvent, told);
      }
      same([...seen.keys()].sort(), [...events].sort(), 'events');
      const comment = seen.get('comment_created') as unknown as { comment: { body: string }; issue: { key: string } };
      same([comment.comment.body, comment.issue.key], ['Words', key], 'the comment');
      const moved = seen.get('jira:issue_updated') as unknown as { changelog: { items: { field: string; toString: string }[] } };
      same(moved.changelog.items.find(item => item.field === 'status')?.toString, 'Escalated', 'the transition');
    },
  },
  {
    id: 'webhook-filter',
    title: 'a webhook with a query tells only of the issues it finds, at the address made from the issue',
    label: 'docs',
    seed,
    run: async bench => {
      const url = `${bench.product.url}/hook/\${project.key}/\${issue.key}`;
      await hook(bench, { url, excludeBody: true, filters: { 'issue-related-events-section': 'priority = Highest' } });
      await makeTask(bench, 'Not for the product');
      const key = await makeTask(bench, 'For the product', { priority: { name: 'Highest' } });
      const heard = await bench.product.next('/hook/');
      same([heard.path.split('?')[0], heard.body], [`/hook/HELP/${key}`, ''], 'address and body');
    },
  },
  {
    id: 'webhook-admin',
    title: 'webhooks are for administrators, name known events, and can be disabled and deleted',
    label: 'docs',
    seed,
    run: async bench => {
      const made = await hook(bench, {});
      const own = new URL(String(made.body.self)).pathname;
      const ben = { authorization: `Basic ${Buffer.from('ben@acme.example:jira-conformance-ben').toString('base64')}` };
      same((await call(bench, 'GET', path, undefined, ben)).status, 403, 'for Ben');
      const unknown = { name: 'x', url: `${bench.product.url}/x`, events: ['nothing_happened'] };
      same((await call(bench, 'POST', path, unknown)).status, 400, 'an unknown event');
      same((await call(bench, 'PUT', own, { enabled: false })).body.enabled, false, 'disabled');
      await makeTask(bench, 'Unheard');
      same((await call(bench, 'PUT', own, { enabled: true })).body.enabled, true, 'enabled');
      await makeTask(bench, 'Heard');
      same(JSON.parse((await bench.product.next('/hook')).body).issue.fields.summary, 'Heard', 'what is told');
      same((await call(bench, 'DELETE', own)).status, 204, 'deleted');
      same((await call(bench, 'GET', own)).status, 404, 'afterwards');
    },
  },
  {
    id: 'webhook-app-only',
    title: 'dynamic webhooks are for apps: a person with a token gets 403',
    label: 'spec',
    seed,
    run: async bench => {
      const webhooks = [{ events: ['jira:issue_created'], jqlFilter: 'project = HELP' }];
      refusalOf(await call(bench, 'POST', '/rest/api/3/webhook', { url: `${bench.product.url}/app`, webhooks }), 403);
      same((await hook(bench, {})).body.enabled, true, 'an administrator’s own');
    },
  },
];
