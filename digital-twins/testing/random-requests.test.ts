import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { twins as plugins } from '../registry.ts';
import { exampleSeed } from './example-seed.ts';
import { at, startTwins, type TwinsProcess } from './twins-process.ts';

/** Requests per twin. */
const rounds = 1_500;

describe('random requests', () => {
  let twins: TwinsProcess;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at('random'), { seeds: exampleSeed });
  });
  afterAll(() => twins.stop());

  it.each(plugins)('never break the $name twin', async ({ name, operations }) => {
    const origin = await twins.forward('random', name);
    const random = createRandom(42);
    for (let round = 0; round < rounds; round += 1) {
      const operation = random.pick(operations);
      const path = random.pick(operation.path.split(' ')).replace(/:\w+/g, () => encodeURIComponent(random.pick(segments)));
      const method = random.chance(0.9)
        ? random.pick(operation.method.split(' '))
        : random.pick(['PUT', 'DELETE', 'PATCH', 'HEAD']);
      const query = random.chance(0.4) ? `?${new URLSearchParams(randomFields(random))}` : '';
      const { type, body } = randomBody(random);
      const headers = { authorization: random.pick(credentials[name] ?? ['']), 'content-type': type };
      const init = { method, headers, redirect: 'manual' as const, ...(method === 'GET' || method === 'HEAD' ? {} : { body }) };
      const answer = await fetch(`${origin}${path}${query}`, init);
      await answer.arrayBuffer();
      expect([round, method, path, query, body, answer.status < 500]).toEqual([round, method, path, query, body, true]);
    }
    expect((await twins.admin('GET', at('random', '/state'))).status).toBe(200);
  });
});

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const credentials: Record<string, string[]> = {
  slack: ['Bearer xoxb-helpdesk-seed-token', 'Bearer xoxp-ada-seed-token', 'Bearer', ''],
  okta: ['SSWS 00seed-okta-api-token', basic('0oahelpdesk0000001:helpdesk-client-secret'), 'Basic %%%', ''],
  jira: [basic('ada@acme.example:jira-ada-token'), basic('ben@acme.example:jira-ben-token'), 'Basic é'.slice(0, 6), ''],
};
const segments = [
  'default',
  'HELP-7',
  'HELP',
  '10000',
  '10001',
  'ada@acme.example',
  '__proto__',
  'constructor',
  '\u0000',
  'ü',
  '..',
  'C0',
  'toString',
];
const names = [
  'channel',
  'text',
  'blocks',
  'ts',
  'thread_ts',
  'cursor',
  'limit',
  'oldest',
  'latest',
  'name',
  'timestamp',
  'user',
  'types',
  'email',
  'attachments',
  'fields',
  'update',
  'transition',
  'body',
  'jql',
  'maxResults',
  'nextPageToken',
  'startAt',
  'expand',
  'accountId',
  'query',
  'issueKey',
  'orderBy',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'response_type',
  'prompt',
  'max_age',
  'code_challenge',
  'grant_type',
  'code',
  'token',
  'refresh_token',
  'id_token_hint',
  'post_logout_redirect_uri',
  'stateToken',
  'username',
  'password',
  'filter',
  'search',
  'q',
  'after',
  'response_mode',
];
const values: unknown[] = [
  '',
  'x',
  '0',
  '-1',
  '1e999',
  'support',
  'general',
  'true',
  '[]',
  '{}',
  '[{"type":"section"}]',
  '[1]',
  'null',
  '\u0000',
  '😀',
  'a'.repeat(2000),
  'null',
  'project = HELP',
  'key = HELP-7 ORDER BY nope',
  'summary ~ "("',
  '((((',
  'created > -1d',
  'labels in (a',
  '0oahelpdesk0000001',
  'code',
  'http://product.localhost/auth/callback',
  'openid',
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'status eq "ACTIVE"',
  'eyJhbGciOiJSUzI1NiJ9.e30.x',
  'a.b.c',
  'none',
  'ada',
  'Correct-Horse-1',
  'form_post',
  'fragment',
  '*all',
  '__proto__',
];
const structures: unknown[] = [
  null,
  0,
  1.5,
  true,
  [],
  [[]],
  {},
  { __proto__: 1 },
  { id: null },
  { id: '11' },
  { key: 'HELP' },
  { type: 'doc', version: 1, content: [{}] },
  { type: 'doc', version: 1, content: [] },
  [{ add: null }],
  { labels: [{ add: 'x' }] },
  { comment: [{ add: {} }] },
  { summary: [] },
  { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: 'made at random' },
  { parent: {} },
  { priority: 3 },
  { assignee: { accountId: 1 } },
];

type Random = ReturnType<typeof createRandom>;

/** The same numbers every time, so that a failure can be met again. */
function createRandom(seed: number) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    chance: (probability: number) => next() < probability,
    pick: <Item>(items: Item[]): Item => items[Math.floor(next() * items.length)] as Item,
    count: (most: number) => Math.floor(next() * (most + 1)),
  };
}

function randomFields(random: Random): Record<string, string> {
  return Object.fromEntries(Array.from({ length: random.count(6) }, () => [random.pick(names), String(random.pick(values))]));
}

function randomBody(random: Random): { type: string; body: string } {
  const structure = () =>
    Object.fromEntries(
      Array.from({ length: random.count(6) }, () => [random.pick(names), random.pick([...values, ...structures])]),
    );
  if (random.chance(0.5)) return { type: 'application/json', body: JSON.stringify(structure()) };
  if (random.chance(0.6))
    return { type: 'application/x-www-form-urlencoded', body: String(new URLSearchParams(randomFields(random))) };
  return {
    type: random.pick(['application/json', 'text/plain', '', 'application/xml']),
    body: random.pick(['{', 'null', '[]', '"x"', '\u0000', '']),
  };
}
