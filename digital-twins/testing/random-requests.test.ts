import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { twins as plugins } from '../registry.ts';
import { exampleSeed } from './example-seed.ts';
import { at, startTwins, type TwinsProcess } from './twins-process.ts';

/** Requests per twin, and how many of them are under way at once. */
const rounds = 20_000;
const lanes = 8;

describe('random requests', () => {
  let twins: TwinsProcess;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at('random'), { seeds: exampleSeed });
  });
  afterAll(() => twins.stop());

  it.each(plugins)(
    'never break the $name twin, nor reach what was saved before',
    async ({ name, operations }) => {
      const origin = await twins.forward('random', name);
      const before = (await twins.admin('GET', at('random', '/state'))).body;
      const { body: saved } = await twins.admin('POST', at('random', '/snapshot'), {});
      const random = createRandom(42);
      const seen = { segments: [...segments], names: [...names] };
      let left = rounds;
      const lane = async () => {
        while (left > 0) {
          left -= 1;
          const asked = randomRequest(random, name, operations, seen);
          const answer = await fetch(`${origin}${asked.target}`, { ...asked.init, signal: AbortSignal.timeout(30_000) }).catch(
            error => {
              throw new Error(`no answer to ${JSON.stringify(asked)}`, { cause: error });
            },
          );
          const isStream = answer.headers.get('content-type') === 'text/event-stream';
          const text = isStream ? '' : await answer.text();
          if (isStream) await answer.body?.cancel();
          // What failed is said whole, so that it can be asked again by hand.
          if (answer.status >= 500) throw new Error(`${answer.status} to ${JSON.stringify(asked)}: ${text.slice(0, 300)}`);
          remember(seen, text);
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      expect((await twins.admin('GET', at('random', '/state'))).status).toBe(200);
      await twins.admin('POST', at('random', '/restore'), { snapshot: saved.snapshot });
      expect((await twins.admin('GET', at('random', '/state'))).body).toEqual(before);
    },
    300_000,
  );
});

interface Seen {
  segments: string[];
  names: string[];
}

function randomRequest(random: Random, name: string, operations: { path: string; method: string }[], seen: Seen) {
  const operation = random.pick(operations);
  const path = random.pick(operation.path.split(' ')).replace(/[:*]\w+/g, () => encodeURIComponent(random.pick(seen.segments)));
  const method = random.chance(0.9) ? random.pick(operation.method.split(' ')) : random.pick(['PUT', 'DELETE', 'PATCH', 'HEAD']);
  const query = random.chance(0.4) ? `?${new URLSearchParams(randomFields(random, seen))}` : '';
  const { type, body } = randomBody(random, seen);
  const headers = {
    authorization: random.pick(credentials[name] ?? ['']),
    'content-type': type,
    'x-atlassian-token': 'no-check',
  };
  const init = { method, headers, redirect: 'manual' as const, ...(method === 'GET' || method === 'HEAD' ? {} : { body }) };
  return { target: `${path}${query}`, init };
}

/** What the twin itself uses as keys and ids leads deeper than any list of ours. */
function remember(seen: Seen, text: string): void {
  if (seen.segments.length > 3_000 || !text.startsWith('{')) return;
  for (const [, key] of text.slice(0, 2_000).matchAll(/"(\w{2,30})":/g)) if (seen.names.length < 600) seen.names.push(key ?? '');
  for (const [, id] of text
    .slice(0, 4_000)
    .matchAll(/"(?:id|key|ts|user|channel|accountId|name|token|code)":"?([\w.@:-]{1,60})/g)) {
    seen.segments.push(id ?? '');
  }
}

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

function randomFields(random: Random, seen: Seen): Record<string, string> {
  const value = () => (random.chance(0.3) ? random.pick(seen.segments) : String(random.pick(values)));
  return Object.fromEntries(Array.from({ length: random.count(6) }, () => [random.pick(seen.names), value()]));
}

function randomBody(random: Random, seen: Seen): { type: string; body: string } {
  const structure = () =>
    Object.fromEntries(
      Array.from({ length: random.count(6) }, () => [
        random.pick(seen.names),
        random.chance(0.3) ? random.pick(seen.segments) : random.pick([...values, ...structures]),
      ]),
    );
  if (random.chance(0.5)) return { type: 'application/json', body: JSON.stringify(structure()) };
  if (random.chance(0.6))
    return { type: 'application/x-www-form-urlencoded', body: String(new URLSearchParams(randomFields(random, seen))) };
  return {
    type: random.pick(['application/json', 'text/plain', '', 'application/xml']),
    body: random.pick(['{', 'null', '[]', '"x"', '\u0000', '']),
  };
}
