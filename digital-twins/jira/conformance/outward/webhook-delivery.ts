import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import type { Heard } from '../../../testing/product.ts';
import { makeTask, sdk } from '../clients.ts';
import { seed } from '../seed.ts';
import { hook } from './hook.ts';

/** What becomes of a webhook when the product does not do its part. */
export const webhookDeliveryChecks: Check[] = [
  {
    id: 'webhook-retried',
    title: 'a product that fails is told again, with the same identifier and the number of the attempt',
    label: 'docs',
    seed,
    run: async bench => {
      const first = await failedOnce(bench, 503);
      await bench.admin('POST', '/clock', { advanceMs: 15 * 60_000 });
      const second = await bench.product.next('/hook');
      const id = (heard: Heard) => heard.headers['x-atlassian-webhook-identifier'];
      demand(typeof id(first) === 'string' && id(first) !== '', 'there is no identifier');
      same([id(second), second.body], [id(first), first.body], 'identifier and body');
      same([first.headers['x-atlassian-webhook-retry'], second.headers['x-atlassian-webhook-retry']], [undefined, '1'], 'retry');
    },
  },
  {
    id: 'webhook-not-retried',
    title: 'a product that refuses for good is not told again',
    label: 'docs',
    seed,
    run: async bench => {
      const first = await failedOnce(bench, 404);
      await bench.admin('POST', '/clock', { advanceMs: 24 * 3_600_000 });
      await makeTask(bench, 'The next');
      const second = await bench.product.next('/hook');
      const id = (heard: Heard) => heard.headers['x-atlassian-webhook-identifier'];
      demand(id(first) !== id(second), 'it is the same delivery');
      same(JSON.parse(second.body).issue.fields.summary, 'The next', 'what the next is about');
    },
  },
  {
    id: 'webhook-in-background',
    title: 'a product that never answers holds up nobody',
    label: 'docs',
    seed,
    run: async bench => {
      bench.reply(() => new Promise(() => undefined));
      await hook(bench, {});
      const key = await makeTask(bench, 'While it hangs');
      await bench.product.next('/hook');
      same((await sdk(bench).issues.getIssue({ issueIdOrKey: key })).key, key, 'the issue');
    },
  },
  {
    id: 'webhook-unreachable',
    title: 'a webhook nobody answers, or that redirects, changes nothing for those who work',
    label: 'docs',
    seed,
    run: async bench => {
      await hook(bench, { name: 'Down', url: 'http://127.0.0.1:1/hook' });
      await hook(bench, { name: 'Elsewhere', url: `${bench.product.url}/moved` });
      bench.reply(() => ({ status: 302, headers: { location: `${bench.product.url}/inward` } }));
      const key = await makeTask(bench, 'Goes on');
      await bench.product.next('/moved');
      await makeTask(bench, 'Goes on as well');
      await bench.product.next('/moved');
      const inward = bench.product.heard.filter(({ path }) => path.startsWith('/inward'));
      same([inward.length, (await sdk(bench).issues.getIssue({ issueIdOrKey: key })).key], [0, key], 'redirects and the issue');
    },
  },
];

/** Makes an issue while the product fails, and then lets it work; waits until the twin has heard of the failure. */
async function failedOnce(bench: Bench, status: number): Promise<Heard> {
  await hook(bench, {});
  bench.reply(() => ({ status }));
  await makeTask(bench, 'Nobody listens');
  const first = await bench.product.next('/hook');
  await until(async () => {
    const { entries } = await bench.admin('GET', '/journal?direction=out');
    return Array.isArray(entries) && entries.at(-1)?.status === status;
  });
  bench.reply(() => ({}));
  return first;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 5000;
  while (!(await holds())) {
    demand(Date.now() < end, 'the journal does not show the delivery');
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
