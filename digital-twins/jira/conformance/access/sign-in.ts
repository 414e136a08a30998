import { createCloudClient } from 'jira.js';
import { type Bench, demand, same } from '../../../testing/conformance/check.ts';
import type { Loose } from '../../../testing/twins-process.ts';
import { call } from '../clients.ts';
import { planner } from '../seed.ts';

/** The path of the consent page. */
export const authorize = (scope: string, redirect_uri: string) =>
  `/authorize?${new URLSearchParams({
    audience: 'api.atlassian.com',
    client_id: planner.clientId,
    scope,
    redirect_uri,
    state: 'the-state',
    response_type: 'code',
    prompt: 'consent',
  })}`;

/** Agrees in a browser; gives the code the product is sent. */
export async function consent(bench: Bench, scope: string): Promise<string> {
  const page = await bench.page();
  page.setDefaultTimeout(5000);
  const shown = await page.goto(`${bench.url}${authorize(scope, `${bench.product.url}/callback`)}`);
  demand(shown?.headers()['content-type']?.startsWith('text/html') === true, 'there is no consent page');
  await page.getByRole('button', { name: 'Accept' }).click();
  const { path } = await bench.product.next('/callback');
  const { searchParams } = new URL(path, bench.product.url);
  same(searchParams.get('state'), 'the-state', 'state');
  const code = searchParams.get('code');
  demand(code !== null && code !== '', `there is no code in ${path}`);
  return code;
}

/** Agrees, and gives what `/oauth/token` answers. */
export async function signIn(bench: Bench, scope: string): Promise<Loose> {
  const code = await consent(bench, scope);
  const redirect_uri = `${bench.product.url}/callback`;
  const { status, body, text } = await token(bench, { grant_type: 'authorization_code', code, redirect_uri });
  demand(status === 200, `/oauth/token answers ${status} ${text}`);
  return body;
}

/** Asks for a token as the app. */
export function token(bench: Bench, fields: Record<string, unknown>) {
  const body = { client_id: planner.clientId, client_secret: planner.clientSecret, ...fields };
  return call(bench, 'POST', '/oauth/token', body, { authorization: '' });
}

/** jira.js at the gateway of the one site the token opens. */
export async function gateway(bench: Bench, accessToken: string) {
  const authorization = `Bearer ${accessToken}`;
  const { body } = await call(bench, 'GET', '/oauth/token/accessible-resources', undefined, { authorization });
  const [site] = body as unknown as { id: string; scopes: string[] }[];
  demand(site !== undefined && site.scopes.length > 0, 'no accessible resource');
  const auth = { type: 'bearer' as const, token: accessToken };
  return createCloudClient({ host: `${bench.url}/ex/jira/${site.id}`, auth, onSchemaMismatch: 'throw' });
}
