import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, idOf, sdk } from '../clients.ts';
import { seedOf } from '../seed.ts';

/** Provisioning outwards, to a product that speaks SCIM. */
export const scimChecks: Check[] = [
  {
    id: 'scim-on-assign',
    title: 'assigning somebody to an app that provisions looks them up and creates them in the product',
    label: 'docs',
    seed: provisioning(),
    run: async bench => {
      const { users, appId } = await provisionedApp(bench);
      await sdk(bench).applicationApi.assignUserToApplication({
        appId,
        appUser: { id: await idOf(bench, 'ben'), scope: 'USER' },
      });
      const asked = await bench.product.next('/scim/v2/Users');
      const filter = new URL(asked.path, 'http://product').searchParams.get('filter');
      same([asked.method, filter], ['GET', 'userName eq "ben@acme.example"'], 'the first call');
      same(asked.headers.authorization, 'Bearer scim-secret', 'Authorization');
      const made = await bench.product.next('/scim/v2/Users');
      same(made.method, 'POST', 'method of the second call');
      demand(/^application\/(scim\+)?json/.test(made.headers['content-type'] ?? ''), `type ${made.headers['content-type']}`);
      const user = JSON.parse(made.body);
      same([user.userName, user.active, user.name.familyName], ['ben@acme.example', true, 'Okafor'], 'who is created');
      demand(user.schemas.includes('urn:ietf:params:scim:schemas:core:2.0:User'), `schemas ${user.schemas}`);
      same(users.size, 1, 'users in the product');
    },
  },
  {
    id: 'scim-on-deactivate',
    title: 'deactivating somebody makes them inactive in the product',
    label: 'docs',
    seed: provisioning(),
    run: async bench => {
      const { appId } = await provisionedApp(bench);
      const userId = await idOf(bench, 'ben');
      await sdk(bench).applicationApi.assignUserToApplication({ appId, appUser: { id: userId, scope: 'USER' } });
      await bench.product.next('/scim/v2/Users');
      same((await bench.product.next('/scim/v2/Users')).method, 'POST', 'method that creates');
      await sdk(bench).userApi.deactivateUser({ userId });
      let heard = await bench.product.next('/scim/v2/Users/');
      if (heard.method === 'GET') heard = await bench.product.next('/scim/v2/Users/');
      demand(heard.method === 'PATCH' || heard.method === 'PUT', `method ${heard.method}`);
      demand(/"active"\s*:\s*false/.test(heard.body), `nothing says active is false: ${heard.body}`);
    },
  },
];

const json = (value: unknown) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

function provisioning(): Check['seed'] & object {
  return seedOf(productUrl => ({
    apps: [
      {
        label: 'Tickets',
        clientId: '0oaconformscim0001',
        clientSecret: 'scim-client-secret-0123456789',
        redirectUris: [`${productUrl}/callback`],
        assigned: [],
        provisioning: { baseUrl: `${productUrl}/scim/v2`, token: 'scim-secret' },
      },
    ],
  }));
}

/** Makes the product a small SCIM server. */
async function provisionedApp(bench: Bench): Promise<{ appId: string; users: Map<string, object> }> {
  const users = new Map<string, object>();
  bench.reply(heard => {
    const scim = (status: number, value: object) => ({ ...json(value), status });
    if (heard.method === 'GET' && heard.path.includes('?')) {
      return scim(200, {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
        totalResults: 0,
        startIndex: 1,
        itemsPerPage: 0,
        Resources: [],
      });
    }
    const id = heard.method === 'POST' ? `scim-${users.size + 1}` : (heard.path.split('/').at(-1) ?? '');
    const user = {
      ...(users.get(id) ?? {}),
      ...(heard.body === '' || heard.method === 'PATCH' ? {} : JSON.parse(heard.body)),
      id,
    };
    users.set(id, user);
    return scim(heard.method === 'POST' ? 201 : 200, user);
  });
  const { body } = await call(bench, 'GET', '/api/v1/apps?q=Tickets');
  demand(Array.isArray(body) && body.length === 1, 'the app is not there');
  return { appId: String(body[0].id), users };
}
