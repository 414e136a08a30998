import type { DescribedOperation } from '../../testing/openapi.ts';
import type { Asked } from '../../testing/steps/take-steps.ts';
import { queryHash, signJwt } from '../auth/jwt.ts';
import { seed } from './seed.ts';

/** Asks as a person; for webhooks as an app, which signs its requests. */
export function asker(origin: string, description: DescribedOperation[]): Asked {
  return {
    origin,
    description,
    pathOf: path => (path.startsWith('/rest') ? path : `/rest/api/3${path}`),
    headers: (method, url) => ({
      authorization: url.pathname.includes('/webhook') ? signed(method, url) : person,
      'x-atlassian-token': 'no-check',
    }),
  };
}

const person = `Basic ${Buffer.from('ada@acme.example:jira-ada-token').toString('base64')}`;

function signed(method: string, url: URL): string {
  const { key, sharedSecret } = seed.jira.connectApps[0] ?? { key: '', sharedSecret: '' };
  const now = Math.floor(Date.now() / 1000);
  const qsh = queryHash(method, url.pathname, url.searchParams);
  return `JWT ${signJwt({ iss: key, iat: now, exp: now + 60, qsh }, sharedSecret)}`;
}
