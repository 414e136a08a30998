import { type Bench, same } from '../../../testing/conformance/check.ts';
import { call, type Wire } from '../clients.ts';

/** Where administrators keep their webhooks. */
export const path = '/rest/webhooks/1.0/webhook';

/** Makes a webhook that leads to the product. */
export async function hook(bench: Bench, more: Record<string, unknown>): Promise<Wire> {
  const events = ['jira:issue_created', 'jira:issue_updated'];
  const made = await call(bench, 'POST', path, { name: 'Product', url: `${bench.product.url}/hook`, events, ...more });
  same(made.status, 201, `status of a new webhook (${made.text})`);
  return made;
}
