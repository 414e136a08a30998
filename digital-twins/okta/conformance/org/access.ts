import { request } from 'node:http';
import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, idOf, refused, sdk } from '../clients.ts';
import { apiToken, expiredToken, seed } from '../seed.ts';

/** Who may call, and what comes with every answer. */
export const accessChecks: Check[] = [
  {
    id: 'ssws-accepted',
    title: 'an API token opens the management API, and me is the person it was issued to',
    label: 'docs',
    seed,
    run: async bench => {
      const user = await sdk(bench).userApi.getUser({ userId: 'me' });
      same([user.profile?.login, user.status], ['ada@acme.example', 'ACTIVE'], 'login and status');
    },
  },
  {
    id: 'ssws-never-issued',
    title: 'a token that was never issued is refused with 401 E0000011',
    label: 'recorded',
    seed,
    run: async bench => {
      const strange = sdk(bench, '00never-issued-by-anybody');
      const error = await refused(() => strange.userApi.getUser({ userId: 'me' }), 401, 'E0000011');
      same(error.errorSummary, 'Invalid token provided', 'errorSummary');
      await idOf(bench, 'ada');
    },
  },
  {
    id: 'ssws-expired',
    title: 'a token that has run out is refused like one that never was',
    label: 'docs',
    seed,
    run: async bench => {
      await refused(() => sdk(bench, expiredToken).userApi.getUser({ userId: 'me' }), 401, 'E0000011');
      await idOf(bench, 'ada');
    },
  },
  {
    id: 'no-credentials',
    title: 'without credentials the answer is E0000005 Invalid session',
    label: 'docs',
    seed,
    run: async bench => {
      const { status, body } = await call(bench, 'GET', '/api/v1/users/me', undefined, { authorization: '' });
      demand(status === 401 || status === 403, `status ${status}`);
      same([body.errorCode, body.errorSummary], ['E0000005', 'Invalid session'], 'error');
    },
  },
  {
    id: 'error-object',
    title: 'an error is an object with code, summary, link, id and causes, and the id is new each time',
    label: 'recorded',
    seed,
    run: async bench => {
      const ask = () => refused(() => sdk(bench).userApi.getUser({ userId: '00unobody0000000000' }), 404, 'E0000007');
      const [first, second] = [await ask(), await ask()];
      same(first.errorSummary, 'Not found: Resource not found: 00unobody0000000000 (User)', 'errorSummary');
      same([first.errorLink, first.errorCauses], ['E0000007', []], 'link and causes');
      demand(first.errorId.startsWith('oae') && first.errorId !== second.errorId, `ids ${first.errorId} ${second.errorId}`);
    },
  },
  {
    id: 'method-not-supported',
    title: 'a method an endpoint does not have is refused with 405 E0000022',
    label: 'recorded',
    seed,
    run: async bench => {
      const { status, body } = await call(bench, 'PATCH', `/api/v1/users/${await idOf(bench, 'ada')}`, {});
      same([status, body.errorCode], [405, 'E0000022'], 'status and code');
      same(body.errorSummary, 'The endpoint does not support the provided HTTP method', 'errorSummary');
    },
  },
  {
    id: 'body-not-json',
    title: 'a body that is not JSON is refused with 400 E0000003',
    label: 'recorded',
    seed,
    run: async bench => {
      const { status, body } = await call(bench, 'POST', '/api/v1/users', '{"profile": ');
      same([status, body.errorCode], [400, 'E0000003'], 'status and code');
      same(body.errorSummary, 'The request body was not well-formed.', 'errorSummary');
    },
  },
  {
    id: 'rate-headers-fall',
    title: 'every answer tells limit, remaining and reset, and remaining falls with each call',
    label: 'recorded',
    seed,
    run: async bench => {
      const first = await rateOf(bench);
      const second = await rateOf(bench);
      demand(first.limit > 0 && first.limit === second.limit, `limits ${first.limit} and ${second.limit}`);
      const sameWindow = first.reset === second.reset;
      demand(!sameWindow || second.remaining === first.remaining - 1, `remaining ${first.remaining}, then ${second.remaining}`);
      const ahead = second.reset - Date.now() / 1000;
      demand(ahead > -1 && ahead <= 61, `the window ends in ${ahead} s`);
      demand(first.requestId !== '' && first.requestId !== second.requestId, 'each answer has a request id of its own');
    },
  },
  {
    id: 'rate-headers-on-refusals',
    title: 'a refusal carries the rate headers too',
    label: 'recorded',
    seed,
    run: async bench => {
      const { status, headers } = await call(bench, 'GET', '/api/v1/groups/00gnothing');
      same(status, 404, 'status');
      for (const name of ['limit', 'remaining', 'reset']) {
        demand(Number(headers.get(`x-rate-limit-${name}`)) > 0, `no x-rate-limit-${name}`);
      }
    },
  },
  {
    id: 'link-in-two-headers',
    title: 'self and next come as two Link headers, not as one list',
    label: 'recorded',
    seed,
    run: async bench => {
      const links = await rawLinks(bench, '/api/v1/users?limit=1');
      same(links.length, 2, 'number of Link headers');
      demand(
        links.some(link => /^<[^>]*\/api\/v1\/users\?[^>]*limit=1[^>]*>; rel="self"$/.test(link)),
        `no self: ${links.join(' | ')}`,
      );
      demand(
        links.some(link => /^<[^>]*\/api\/v1\/users\?[^>]*after=[^>]+>; rel="next"$/.test(link)),
        `no next: ${links.join(' | ')}`,
      );
    },
  },
];

async function rateOf(bench: Bench): Promise<{ limit: number; remaining: number; reset: number; requestId: string }> {
  const { headers } = await call(bench, 'GET', '/api/v1/users/me');
  const number = (name: string) => Number(headers.get(`x-rate-limit-${name}`) ?? Number.NaN);
  return {
    limit: number('limit'),
    remaining: number('remaining'),
    reset: number('reset'),
    requestId: headers.get('x-okta-request-id') ?? '',
  };
}

/** fetch joins headers of one name; node:http shows them as they came. */
function rawLinks(bench: Bench, path: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const asked = request(`${bench.url}${path}`, { headers: { authorization: `SSWS ${apiToken}` } }, answer => {
      answer.resume();
      const raw = answer.rawHeaders;
      resolve(raw.filter((_text, place) => place % 2 === 1 && raw[place - 1]?.toLowerCase() === 'link'));
    });
    asked.on('error', reject).end();
  });
}
