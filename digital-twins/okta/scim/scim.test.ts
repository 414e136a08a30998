import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Heard, type Product, type Reply, startProduct } from '../../testing/product.ts';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';

/** The SCIM server of a small product: knows people by name, and can be told to fail. */
function scimServer() {
  const people = new Map<string, Record<string, unknown>>();
  const server = { people, isBroken: false, reply };
  function reply({ method, path, body }: Heard): Reply {
    if (server.isBroken) return { status: 500, body: JSON.stringify({ detail: 'the database is away' }) };
    const headers = { 'content-type': 'application/scim+json' };
    const name = /userName eq "([^"]+)"/.exec(decodeURIComponent(path))?.[1];
    if (method === 'GET') {
      const found = [...people.values()].filter(person => person.userName === name);
      return { headers, body: JSON.stringify({ totalResults: found.length, Resources: found }) };
    }
    const id = path.split('/')[3] ?? `p${people.size + 1}`;
    const given = JSON.parse(body);
    const patched = method === 'PATCH' ? { ...people.get(id), ...given.Operations[0].value } : given;
    if (path.startsWith('/scim/Users')) people.set(id, { ...patched, id });
    return { status: method === 'POST' ? 201 : 200, headers, body: JSON.stringify({ ...patched, id }) };
  }
  return server;
}

describe('SCIM provisioning of the Okta twin', () => {
  const namespace = 'J-1.1/okta-scim/base/1';
  const scim = scimServer();
  let twins: TwinsProcess;
  let product: Product;
  let origin: string;
  let appId: string;

  beforeAll(async () => {
    twins = await startTwins();
    product = await startProduct(scim.reply);
    const seeds = {
      people: [{ id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example', password: 'Correct-Horse-1' }],
      okta: {
        apps: [
          {
            label: 'Desk',
            clientId: '0oadesk',
            redirectUris: [],
            assignedGroups: ['Agents'],
            provisioning: { baseUrl: `${product.url}/scim`, token: 'scim-token' },
          },
        ],
        groups: [{ name: 'Agents' }],
        apiTokens: ['00seed-okta-api-token'],
      },
    };
    await twins.admin('PUT', at(namespace), { seeds });
    origin = await twins.forward(namespace, 'okta');
    await twins.letOut(namespace);
    const apps = (await manage('GET', '/api/v1/apps')) as { id: string }[];
    appId = apps[0]?.id ?? '';
  });
  afterAll(async () => {
    await twins.stop();
    await product.close();
  });

  const manage = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const headers = { authorization: 'SSWS 00seed-okta-api-token', 'content-type': 'application/json' };
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answer.status === 204 ? undefined : answer.json();
  };
  const ada = async () => ((await manage('GET', '/api/v1/users/ada')) as { id: string }).id;
  const events = async () =>
    (await manage('GET', '/api/v1/logs?limit=1000')) as {
      eventType: string;
      outcome: { result: string; reason: string | null };
    }[];

  it('makes somebody when they are assigned, by the product’s own protocol', async () => {
    await manage('POST', `/api/v1/apps/${appId}/users`, { id: await ada(), scope: 'USER' });
    const find = await product.next('/scim/Users?filter=');
    expect(decodeURIComponent(find.path)).toContain('userName eq "ada@acme.example"');
    expect(find.headers.authorization).toBe('Bearer scim-token');
    const create = await product.next('/scim/Users');
    expect(create).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/scim+json; charset=utf-8' } });
    expect(JSON.parse(create.body)).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'ada@acme.example',
      name: { givenName: 'Ada', familyName: 'Moreno' },
      active: true,
    });
    await expect.poll(async () => (await events()).map(event => event.eventType)).toContain('application.provision.user.push');
    const row = (await manage('GET', `/api/v1/apps/${appId}/users/${await ada()}`)) as { externalId: string; syncState: string };
    expect(row).toMatchObject({ externalId: 'p1', syncState: 'SYNCHRONIZED' });
  });

  it('sends a changed profile, and switches off who is deactivated', async () => {
    await manage('POST', `/api/v1/users/${await ada()}`, { profile: { lastName: 'Okafor' } });
    const update = await product.next('/scim/Users/p1');
    expect(update.method).toBe('PUT');
    expect(JSON.parse(update.body)).toMatchObject({ id: 'p1', name: { familyName: 'Okafor' } });
    await manage('POST', `/api/v1/users/${await ada()}/lifecycle/deactivate`);
    const patch = await product.next('/scim/Users/p1');
    expect(patch.method).toBe('PATCH');
    expect(JSON.parse(patch.body)).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', value: { active: false } }],
    });
    await expect.poll(() => scim.people.get('p1')?.active).toBe(false);
  });

  it('writes into the log what the product refused, and answers the admin all the same', async () => {
    scim.isBroken = true;
    const made = (await manage('POST', '/api/v1/users?activate=true', {
      profile: { login: 'ben@acme.example', email: 'ben@acme.example', firstName: 'Ben', lastName: 'Okafor' },
      credentials: { password: { value: 'Correct-Horse-2' } },
    })) as { id: string };
    await manage('POST', `/api/v1/apps/${appId}/users`, { id: made.id, scope: 'USER' });
    const failed = async () => (await events()).find(event => event.outcome.result === 'FAILURE');
    await expect.poll(failed).toMatchObject({
      eventType: 'application.provision.user.push',
      outcome: { result: 'FAILURE', reason: 'Error from the SCIM server: 500: the database is away' },
    });
    scim.isBroken = false;
  });

  it('pushes groups and people who come by a group', async () => {
    const groups = (await manage('GET', '/api/v1/groups?q=Agents')) as { id: string }[];
    const made = (await manage('POST', '/api/v1/users?activate=true', {
      profile: { login: 'cy@acme.example', email: 'cy@acme.example', firstName: 'Cy', lastName: 'Ode' },
      credentials: { password: { value: 'Correct-Horse-3' } },
    })) as { id: string };
    await manage('PUT', `/api/v1/groups/${groups[0]?.id}/users/${made.id}`);
    const group = await product.next('/scim/Groups', 5000);
    expect(decodeURIComponent(group.path)).toContain('displayName eq "Agents"');
    const create = await product.next('/scim/Groups');
    expect(JSON.parse(create.body)).toMatchObject({
      displayName: 'Agents',
      members: [{ value: expect.any(String), display: 'cy@acme.example' }],
    });
  });
});
