import { createCloudClient, isRateLimitError } from 'jira.js';
import { type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { call, sdk } from '../clients.ts';
import { seed, seedOf, tokens } from '../seed.ts';

/** Too much at once. */
export const limitChecks: Check[] = [
  {
    id: 'rate-limit',
    title: 'above the limit: 429 with Retry-After and RateLimit-Reason, which the client understands',
    label: 'docs',
    seed: seedOf(() => ({ rateLimits: 5 })),
    run: async bench => {
      for (let asked = 0; asked < 5; asked += 1) await sdk(bench).myself.getCurrentUser();
      const error = await failure(() => sdk(bench).myself.getCurrentUser());
      demand(isRateLimitError(error), `not a RateLimitError: ${error.message}`);
      demand(Number(error.retryAfterMs) > 0, `retryAfterMs is ${error.retryAfterMs}`);
      const { status, headers } = await call(bench, 'GET', '/rest/api/3/myself');
      same(status, 429, 'status');
      demand(/^jira-(burst|quota|cost)/.test(headers.get('ratelimit-reason') ?? ''), `reason ${headers.get('ratelimit-reason')}`);
      same(headers.get('x-ratelimit-remaining'), '0', 'X-RateLimit-Remaining');
      demand(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(headers.get('x-ratelimit-reset') ?? ''), 'X-RateLimit-Reset');
      same((await sdk(bench, 'ben').myself.getCurrentUser()).displayName, 'Ben Okafor', 'somebody else goes on');
    },
  },
  {
    id: 'rate-limit-falls',
    title: 'every answer tells the limit and how much of it is left, which falls',
    label: 'docs',
    seed: seedOf(() => ({ rateLimits: 50 })),
    run: async bench => {
      const left: number[] = [];
      for (let asked = 0; asked < 3; asked += 1) {
        const { headers } = await call(bench, 'GET', '/rest/api/3/myself');
        same(headers.get('x-ratelimit-limit'), '50', 'X-RateLimit-Limit');
        left.push(Number(headers.get('x-ratelimit-remaining')));
      }
      same(left, [49, 48, 47], 'X-RateLimit-Remaining');
    },
  },
  {
    id: 'rate-limit-per-issue',
    title: 'many writes to one issue are slowed down for that issue alone',
    label: 'docs',
    seed: seedOf(() => ({ rateLimits: 'published' })),
    run: async bench => {
      const edit = (key: string, place: number) =>
        call(bench, 'PUT', `/rest/api/3/issue/${key}`, { fields: { summary: `Number ${place}` } });
      const answers = await Promise.all(Array.from({ length: 40 }, (_none, place) => edit('HELP-2', place)));
      const statuses = new Set(answers.map(({ status }) => status));
      same([...statuses].sort(), [204, 429], 'statuses');
      const refused = answers.find(({ status }) => status === 429);
      same(refused?.headers.get('ratelimit-reason'), 'jira-per-issue-on-write', 'reason');
      same((await edit('HELP-3', 0)).status, 204, 'another issue');
    },
  },
  {
    id: 'rate-limit-scripted',
    title: 'a refusal that is scripted carries its Retry-After, and the next call goes through',
    label: 'docs',
    seed,
    run: async bench => {
      await bench.admin('POST', '/script', { twin: 'jira', times: 1, action: { type: 'status', status: 429, retryAfter: 7 } });
      const error = await failure(() => sdk(bench).myself.getCurrentUser());
      demand(isRateLimitError(error) && error.retryAfterMs === 7000, `it says ${error.message}`);
      same((await sdk(bench).myself.getCurrentUser()).displayName, 'Ada Moreno', 'the next');
    },
  },
  {
    id: 'server-error-retried',
    title: 'a client that retries gets over two answers of 503, and makes its issue once',
    label: 'docs',
    seed,
    run: async bench => {
      await bench.admin('POST', '/script', { twin: 'jira', times: 2, action: { type: 'status', status: 503 } });
      const auth = { type: 'basic' as const, email: 'ada@acme.example', apiToken: tokens.ada };
      const retry = { maxAttempts: 3, initialDelayMs: 10 };
      const jira = createCloudClient({ host: bench.url, auth, retry, onSchemaMismatch: 'throw' });
      const fields = { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: 'Once' };
      same((await jira.issues.createIssue({ fields })).key, 'HELP-5', 'the issue');
      same((await sdk(bench).issueSearch.countIssues({ jql: 'summary ~ Once' })).count, 1, 'how many there are');
    },
  },
];
