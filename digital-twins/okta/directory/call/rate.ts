import type { Answer } from '../../../kit/answer.ts';
import { OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';

/** Calls a minute by kind of endpoint (Okta docs, Rate limits for management endpoints); the first that fits counts. */
const published: [methods: string, path: RegExp, limit: number][] = [
  ['GET POST', /^\/api\/v1\/users$/, 600],
  ['GET', /^\/api\/v1\/users\/[^/]+$/, 2000],
  ['*', /^\/api\/v1\/users\/[^/]+(\/|$)/, 600],
  ['*', /^\/api\/v1\/groups$/, 500],
  ['*', /^\/api\/v1\/groups\//, 1000],
  ['*', /^\/api\/v1\/apps$/, 100],
  ['*', /^\/api\/v1\/apps\//, 500],
  ['*', /^\/api\/v1\/logs/, 120],
  ['*', /^\/api\/v1\/sessions/, 750],
  ['*', /^\/api\/v1\/authn/, 600],
  ['*', /^\/api\/v1\/clients|^\/oauth2\/v1\/clients/, 100],
  ['*', /^\/oauth2\//, 2000],
  ['*', /./, 1200],
];

interface Bucket {
  name: string;
  limit: number;
}

function bucketOf({ state, request }: OktaCall): Bucket {
  const place = published.findIndex(
    ([methods, path]) => (methods === '*' || methods.split(' ').includes(request.method)) && path.test(request.path),
  );
  const limit = published[place]?.[2] ?? 1200;
  return { name: String(place), limit: typeof state.org.rateLimits === 'number' ? state.org.rateLimits : limit };
}

/** Counts a call. Returns the headers that every answer carries; throws nothing, `isOver` tells. */
export function countCall(call: OktaCall): { headers: Record<string, string>; isOver: boolean } {
  const { name, limit } = bucketOf(call);
  // Clients wait by their own clock, so the window is one of real time.
  const minute = Math.floor(Date.now() / 60_000);
  const { rates } = call.state;
  if (!rates.has(name)) rates.add({ bucket: name, minute, calls: 0 });
  const { calls } = rates.edit(name, rate => {
    rate.calls = rate.minute === minute ? rate.calls + 1 : 1;
    rate.minute = minute;
  });
  return {
    isOver: call.state.org.rateLimits !== 'off' && calls > limit,
    headers: {
      'x-rate-limit-limit': String(limit),
      'x-rate-limit-remaining': String(Math.max(0, limit - calls)),
      'x-rate-limit-reset': String((minute + 1) * 60),
    },
  };
}

export function tooMany(): OktaRefusal {
  return new OktaRefusal(429, 'E0000047', 'API call exceeded rate limit due to too many requests.');
}

export function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  return { ...answer, headers: { ...headers, ...answer.headers } };
}
