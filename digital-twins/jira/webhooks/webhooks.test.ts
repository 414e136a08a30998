import { createHmac } from 'node:crypto';
import { createCloudClient } from 'jira.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Product, startProduct } from '../../testing/product.ts';
import { at, listOf, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';
import { isGoodJwt, peekJwt, queryHash, signJwt } from '../auth/jwt.ts';
import { jqlSeed } from '../conformance/jql-seed.ts';

const namespace = 'J-1.1/hooks/base/1';
const sharedSecret = 'shared-secret-of-the-app';

describe('webhooks', () => {
  let twins: TwinsProcess;
  let origin: string;
  let product: Product;
  let status = 200;

  beforeAll(async () => {
    twins = await startTwins();
    const jira = { ...jqlSeed.jira, connectApps: [{ key: 'planner', sharedSecret }] };
    await twins.admin('PUT', at(namespace), { seeds: { ...jqlSeed, jira } });
    await twins.letOut(namespace);
    origin = await twins.forward(namespace, 'jira');
    product = await startProduct(() => ({ status }));
  });
  afterAll(async () => {
    await product.close();
    await twins.stop();
  });
  beforeEach(async () => {
    status = 200;
    await twins.admin('POST', at(namespace, '/reset'));
  });

  const basic = `Basic ${Buffer.from('ada@acme.example:jira-ada-token').toString('base64')}`;
  const send = async (method: string, path: string, body?: unknown, authorization = basic) => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const hook = (more: Record<string, unknown>) =>
    send('POST', '/rest/webhooks/1.0/webhook', {
      name: 'To the product',
      url: `${product.url}/hook`,
      events: ['jira:issue_created', 'jira:issue_updated', 'comment_created'],
      ...more,
    });
  const client = () =>
    createCloudClient({
      host: origin,
      auth: { type: 'basic', email: 'ada@acme.example', apiToken: 'jira-ada-token' },
      onSchemaMismatch: 'throw',
    });
  const create = (project: string, summary: string) =>
    client().issues.createIssue({ fields: { project: { key: project }, issuetype: { name: 'Task' }, summary } });

  /** Until the twin has heard what the product answered. */
  const delivered = (wanted: number) =>
    vi.waitFor(async () => {
      const { body } = await twins.admin('GET', at(namespace, '/journal'));
      const out = listOf<{ direction: string; status: number }>(body.entries).filter(entry => entry.direction === 'out');
      expect(out.at(-1)?.status).toBe(wanted);
    });

  it('are signed, name the event, and carry what changed', async () => {
    const made = await hook({ secret: 'it is secret' });
    expect(made).toMatchObject({ status: 201, body: { enabled: true, isSigned: true } });
    expect(JSON.stringify(made.body)).not.toContain('it is secret');
    await client().issues.editIssue({ issueIdOrKey: 'APP-3', fields: { summary: 'It still crashes' } });
    const heard = await product.next('/hook');
    const signature = createHmac('sha256', 'it is secret').update(heard.body).digest('hex');
    expect(heard.headers['x-hub-signature']).toBe(`sha256=${signature}`);
    expect(heard.headers['x-atlassian-webhook-identifier']).toMatch(/\S+/);
    expect(heard.headers['x-atlassian-webhook-flow']).toBe('Primary');
    expect(heard.headers['x-atlassian-webhook-retry']).toBeUndefined();
    expect(JSON.parse(heard.body)).toMatchObject({
      webhookEvent: 'jira:issue_updated',
      issue_event_type_name: 'issue_updated',
      user: { displayName: 'Ada Moreno' },
      issue: { key: 'APP-3', fields: { summary: 'It still crashes', description: expect.any(String) } },
      changelog: { items: [{ field: 'summary', fromString: 'Crash while printing the receipt', toString: 'It still crashes' }] },
    });
  });

  it('tell only of the issues their filter finds, at the address the issue gives', async () => {
    await hook({
      url: `${product.url}/hook/\${issue.key}`,
      filters: { 'issue-related-events-section': 'project = OPS' },
      excludeBody: true,
    });
    await create('APP', 'Not for you');
    const { key } = await create('OPS', 'For you');
    const heard = await product.next('/hook/');
    expect(heard.path).toContain(`/hook/${key}?triggeredByUser=`);
    expect(heard.body).toBe('');
  });

  it('are tried again on the clock of the namespace, with the same identifier', async () => {
    await hook({});
    status = 503;
    await create('APP', 'Nobody listens');
    const first = await product.next('/hook');
    await delivered(503);
    status = 200;
    await twins.admin('POST', at(namespace, '/clock'), { advanceMs: 5 * 60_000 });
    const second = await product.next('/hook');
    expect(second.headers['x-atlassian-webhook-identifier']).toBe(first.headers['x-atlassian-webhook-identifier']);
    expect(second.headers['x-atlassian-webhook-retry']).toBe('1');
    expect(second.body).toBe(first.body);
  });

  it('are not tried again when the product refuses them for good', async () => {
    await hook({});
    status = 400;
    await create('APP', 'Refused');
    const first = await product.next('/hook');
    await delivered(400);
    await twins.admin('POST', at(namespace, '/clock'), { advanceMs: 3_600_000 });
    status = 200;
    await create('APP', 'The next one');
    const second = await product.next('/hook');
    expect(second.headers['x-atlassian-webhook-identifier']).not.toBe(first.headers['x-atlassian-webhook-identifier']);
  });

  it('are for administrators, and must make sense', async () => {
    const ben = `Basic ${Buffer.from('ben@acme.example:jira-ben-token').toString('base64')}`;
    expect((await send('GET', '/rest/webhooks/1.0/webhook', undefined, ben)).status).toBe(403);
    expect((await hook({ events: ['nothing_happened'] })).status).toBe(400);
    expect((await hook({ filters: { 'issue-related-events-section': 'colour = red' } })).status).toBe(400);
    const { body } = await hook({});
    const path = new URL(body.self).pathname;
    expect((await send('PUT', path, { enabled: false })).body.enabled).toBe(false);
    expect((await send('DELETE', path)).status).toBe(204);
    expect((await send('GET', path)).status).toBe(404);
  });

  const jwt = (method: string, path: string, secret = sharedSecret) => {
    const now = Math.floor(Date.now() / 1000);
    const url = new URL(path, origin);
    return `JWT ${signJwt({ iss: 'planner', iat: now, exp: now + 60, qsh: queryHash(method, url.pathname, url.searchParams) }, secret)}`;
  };
  const asApp = (method: string, path: string, body?: unknown) => send(method, path, body, jwt(method, path));

  it('of apps are registered with a JWT, end after thirty days, and say which of them matched', async () => {
    const path = '/rest/api/3/webhook';
    const webhooks = [
      { events: ['jira:issue_created'], jqlFilter: 'project = APP' },
      { events: ['jira:issue_created'], jqlFilter: 'votes > 3' },
    ];
    const asked = { url: `${product.url}/app`, webhooks };
    expect((await send('POST', path, asked)).status).toBe(403);
    expect((await send('POST', path, asked, jwt('POST', path, 'another secret'))).status).toBe(401);
    const { body } = await asApp('POST', path, asked);
    expect(body.webhookRegistrationResult).toEqual([{ createdWebhookId: 1 }, { errors: ['The clause votes is unsupported'] }]);
    await create('APP', 'For the app');
    const heard = await product.next('/app');
    expect(JSON.parse(heard.body)).toMatchObject({ webhookEvent: 'jira:issue_created', matchedWebhookIds: [1] });
    const token = (heard.headers.authorization ?? '').replace('JWT ', '');
    expect(isGoodJwt(token, sharedSecret)).toBe(true);
    expect(peekJwt(token)).toMatchObject({ qsh: queryHash('POST', '/app', new URLSearchParams()) });
    expect((await asApp('GET', path)).body).toMatchObject({ total: 1, values: [{ id: 1, jqlFilter: 'project = APP' }] });
    await twins.admin('POST', at(namespace, '/clock'), { advanceMs: 29 * 86_400_000 });
    expect((await asApp('PUT', `${path}/refresh`, { webhookIds: [1] })).status).toBe(200);
    await twins.admin('POST', at(namespace, '/clock'), { advanceMs: 29 * 86_400_000 });
    expect((await asApp('GET', path)).body.total).toBe(1);
    await twins.admin('POST', at(namespace, '/clock'), { advanceMs: 2 * 86_400_000 });
    expect((await asApp('GET', path)).body.total).toBe(0);
  });
});
