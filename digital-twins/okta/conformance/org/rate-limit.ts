import type { DefaultRequestExecutor } from '@okta/okta-sdk-nodejs';
import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, refused, sdk } from '../clients.ts';
import { seed, seedOf } from '../seed.ts';

/** Limits, and what clients do when they meet one. */
export const rateLimitChecks: Check[] = [
  {
    id: 'too-many-requests',
    title: 'over the limit the answer is 429 E0000047 with nothing remaining',
    label: 'recorded',
    seed: seedOf(() => ({ rateLimits: 3 })),
    run: async bench => {
      const client = sdk(bench);
      const error = await refused(
        async () => {
          // A minute may begin in between, but not twice.
          for (let passed = 0; passed <= 6; passed += 1) {
            const { profile } = await client.userApi.getUser({ userId: 'me' });
            same(profile?.login, 'ada@acme.example', 'what a call within the limit gets');
          }
        },
        429,
        'E0000047',
      );
      same(error.errorSummary, 'API call exceeded rate limit due to too many requests.', 'errorSummary');
      same(
        [error.headers.get('x-rate-limit-limit'), error.headers.get('x-rate-limit-remaining')],
        ['3', '0'],
        'limit and remaining',
      );
      demand(Number(error.headers.get('x-rate-limit-reset')) * 1000 > Date.now() - 2000, 'the reset lies in the past');
    },
  },
  {
    id: 'sdk-recovers-from-429',
    title: 'the SDK waits until the reset a 429 names, asks again and gets its answer',
    label: 'docs',
    seed,
    run: async bench => {
      const action = { type: 'status', status: 429, retryAfter: 1 };
      await bench.admin('POST', '/script', { twin: 'okta', path: '/api/v1/users/me', times: 1, action });
      const client = sdk(bench, undefined, 2);
      let waits = 0;
      (client.requestExecutor as DefaultRequestExecutor & { on(name: string, heard: () => void): void }).on('backoff', () => {
        waits += 1;
      });
      const user = await client.userApi.getUser({ userId: 'me' });
      same([user.profile?.login, waits], ['ada@acme.example', 1], 'login and number of waits');
    },
  },
  {
    id: 'limits-per-endpoint',
    title: 'each endpoint counts for itself: one that is used up leaves the others open',
    label: 'docs',
    seed: seedOf(() => ({ rateLimits: 2 })),
    run: async bench => {
      const statuses = [];
      for (let turn = 0; turn < 5; turn += 1) statuses.push((await call(bench, 'GET', '/api/v1/users?limit=1')).status);
      demand(statuses.includes(200) && statuses.includes(429), `statuses ${statuses}`);
      same((await call(bench, 'GET', '/api/v1/apps?limit=1')).status, 200, 'status of another endpoint');
    },
  },
];
