import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { gateway, signIn } from '../access/sign-in.ts';
import { makeTask } from '../clients.ts';
import { seed } from '../seed.ts';

const day = 86_400_000;
const scope = 'read:jira-work manage:jira-webhook';

/** Webhooks that apps register for themselves. */
export const appWebhookChecks: Check[] = [
  {
    id: 'app-webhook',
    title: 'an app registers webhooks, hears of what their queries find, and which of them it was',
    label: 'docs',
    seed,
    run: async bench => {
      const jira = await app(bench);
      const registered = await jira.webhooks.registerDynamicWebhooks({
        url: `${bench.product.url}/app`,
        webhooks: [
          { events: ['jira:issue_created'], jqlFilter: 'project = HELP' },
          { events: ['jira:issue_created'], jqlFilter: 'votes > 3' },
        ],
      });
      const [good, bad] = registered.webhookRegistrationResult ?? [];
      demand(typeof good?.createdWebhookId === 'number', `the first is ${JSON.stringify(good)}`);
      demand(Number(bad?.errors?.length) > 0, 'a query that apps may not use is taken');
      const key = await makeTask(bench, 'For the app');
      const told = JSON.parse((await bench.product.next('/app')).body);
      same([told.webhookEvent, told.issue.key], ['jira:issue_created', key], 'what it is told');
      same(told.matchedWebhookIds, [good.createdWebhookId], 'matchedWebhookIds');
    },
  },
  {
    id: 'app-webhook-expires',
    title: 'an app’s webhook ends after thirty days unless it is refreshed',
    label: 'docs',
    seed,
    run: async bench => {
      const jira = await app(bench);
      const webhooks = [{ events: ['jira:issue_created' as const], jqlFilter: 'project = HELP' }];
      const made = await jira.webhooks.registerDynamicWebhooks({ url: `${bench.product.url}/app`, webhooks });
      const webhookIds = [Number(made.webhookRegistrationResult?.[0]?.createdWebhookId)];
      const total = async () => (await jira.webhooks.getDynamicWebhooksForApp()).total;
      const forward = (days: number) => bench.admin('POST', '/clock', { advanceMs: days * day });
      await forward(29);
      same(await total(), 1, 'after 29 days');
      await jira.webhooks.refreshWebhooks({ webhookIds });
      await forward(29);
      same(await total(), 1, '29 days after the refresh');
      await forward(2);
      same(await total(), 0, '31 days after the refresh');
    },
  },
];

async function app(bench: Bench) {
  const { access_token } = await signIn(bench, scope);
  return gateway(bench, String(access_token));
}
