import { escaped, type LyingProduct, notFound, page } from '../lying-product.ts';
import { app, createSignIn, isActive, seed } from './okta-client.ts';

const trustsDeactivated: LyingProduct = {
  id: 'trusts-deactivated',
  bug: 'goes on trusting the session of somebody who was deactivated',
  seed,
  start: ({ call, isHonest }) => {
    const signIn = createSignIn(call);
    return async asked => {
      const answered = await signIn.answer(asked);
      if (answered !== undefined) return answered;
      if (asked.path !== '/') return notFound;
      const tokens = signIn.sessions.get(asked.cookies['session'] ?? '');
      const isIn = tokens !== undefined && (!isHonest || (await isActive(call, tokens.access_token)));
      return page(isIn ? '<h1>Salaries</h1>' : '<h1>Product</h1><a href="/login">Sign in</a>');
    };
  },
};

type ScimUser = { id: string; userName: string; active: boolean };

/** RFC 7644: Okta takes a person away by `PATCH` with `active: false`, or `PUT` of the whole. */
const ignoresDeprovisioning: LyingProduct = {
  id: 'ignores-deprovisioning',
  bug: 'takes people whom Okta provisions, but never lets go of them',
  seed: {
    ...seed,
    okta: {
      apps: [{ ...app, assigned: [], provisioning: { baseUrl: 'http://product.localhost/scim/v2', token: 'scim-token' } }],
    },
  },
  start: ({ isHonest }) => {
    const users = new Map<string, ScimUser>();
    const scim = (status: number, body: unknown) => ({
      status,
      headers: { 'content-type': 'application/scim+json' },
      body: JSON.stringify(body),
    });
    const list = (found: ScimUser[]) => ({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: found.length,
      startIndex: 1,
      itemsPerPage: found.length,
      Resources: found,
    });
    const wanted = (text: string) => {
      const body = JSON.parse(text) as { active?: boolean; Operations?: { path?: string; value: unknown }[] };
      const values = (body.Operations ?? []).map(({ path, value }) =>
        path === 'active' ? value : (value as { active?: boolean })?.active,
      );
      return [body.active, ...values].find(value => typeof value === 'boolean') as boolean | undefined;
    };
    return async ({ method, path, query, text }) => {
      if (path === '/') {
        const rows = [...users.values()].map(
          user => `<li>${escaped(user.userName)}: ${user.active ? 'may sign in' : 'shut out'}</li>`,
        );
        return page(`<h1>People</h1><ul>${rows.join('')}</ul>`);
      }
      const [, id] = /^\/scim\/v2\/Users\/?(\w*)$/.exec(path) ?? [];
      if (id === undefined) return notFound;
      if (method === 'GET' && id === '') {
        const [, name] = /userName eq "([^"]+)"/.exec(query.get('filter') ?? '') ?? [];
        return scim(200, list([...users.values()].filter(user => name === undefined || user.userName === name)));
      }
      if (method === 'POST') {
        const user = { ...JSON.parse(text), id: `u${users.size + 1}`, active: true } as ScimUser;
        users.set(user.id, user);
        return scim(201, user);
      }
      const user = users.get(id);
      if (user === undefined) return scim(404, { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '404' });
      if (method !== 'GET' && isHonest) user.active = wanted(text) ?? user.active;
      return scim(200, user);
    };
  },
};

export const oktaSessionProducts = [trustsDeactivated, ignoresDeprovisioning];
