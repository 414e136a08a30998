import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';

describe('the admin console of the Okta twin', () => {
  const namespace = 'J-1.1/okta-admin/base/1';
  let twins: TwinsProcess;
  let origin: string;

  beforeAll(async () => {
    twins = await startTwins();
    const seeds = {
      people: [
        { id: 'ada', name: 'Ada <b>Moreno</b>', email: 'ada@acme.example', password: 'Correct-Horse-1' },
        { id: 'ben', name: 'Ben Okafor', email: 'ben@acme.example', password: 'Correct-Horse-2' },
      ],
      okta: {
        apps: [
          { label: 'Desk', clientId: '0oadesk', clientSecret: 'desk-secret-000000000', redirectUris: [], assigned: ['ada'] },
        ],
        groups: [{ name: 'Support', members: ['ada'] }],
      },
    };
    await twins.admin('PUT', at(namespace), { seeds });
    origin = await twins.forward(namespace, 'okta');
  });
  afterAll(() => twins.stop());

  const get = async (path: string) => (await fetch(`${origin}${path}`)).text();
  const press = async (fields: Record<string, string>, from = origin) => {
    const answer = await fetch(`${origin}/admin/do`, {
      method: 'POST',
      headers: { origin: from },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    return { status: answer.status, location: answer.headers.get('location') ?? '' };
  };
  const idOf = async (list: string, name: string) =>
    new RegExp(`/admin/${list}/(\\w+)">${name}`).exec(await get(`/admin/${list}`))?.[1] ?? '';

  it.each(['/admin/dashboard', '/admin/users', '/admin/groups', '/admin/apps', '/admin/log'])(
    'shows %s, with nothing secret and no foreign markup',
    async path => {
      const page = await get(path);
      expect(page).toContain('aria-current="page"');
      expect(page).not.toContain('desk-secret');
      expect(page).not.toContain('Correct-Horse');
      expect(page).not.toContain('<b>Moreno</b>');
    },
  );

  it('suspends somebody, who then cannot sign in, and says so in the log', async () => {
    const user = await idOf('users', 'Ben Okafor');
    const done = await press({ action: 'users.suspend', user });
    expect(done).toMatchObject({ status: 302, location: expect.stringContaining(`/admin/users/${user}?notice=`) });
    expect(await get(done.location)).toContain('Unsuspend');
    const answer = await fetch(`${origin}/api/v1/authn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'ben', password: 'Correct-Horse-2' }),
    });
    expect(answer.status).toBe(401);
    expect(await get('/admin/log')).toContain('user.lifecycle.suspend');
  });

  it('assigns people and groups, and takes them off', async () => {
    const [app, group, user] = [await idOf('apps', 'Desk'), await idOf('groups', 'Support'), await idOf('users', 'Ben Okafor')];
    expect((await press({ action: 'apps.assign-user', app, user })).location).toContain('notice=');
    expect((await press({ action: 'apps.assign-group', app, group })).location).toContain('notice=');
    expect((await press({ action: 'groups.add-user', group, user })).location).toContain('notice=');
    expect(await get(`/admin/apps/${app}`)).toMatch(/Ben Okafor.*Support/s);
    // Who has an app by a group cannot be taken off it alone.
    expect((await press({ action: 'apps.unassign-user', app, user })).location).toContain('problem=');
    expect((await press({ action: 'groups.remove-user', group, user })).location).toContain('notice=');
    expect((await press({ action: 'apps.unassign-user', app, user })).location).toContain('notice=');
    expect((await press({ action: 'apps.unassign-group', app, group })).location).toContain('notice=');
  });

  it('says what the service says when a step is not allowed', async () => {
    const user = await idOf('users', 'Ada');
    expect((await press({ action: 'users.unsuspend', user })).location).toContain('problem=');
    expect((await press({ action: 'users.suspend', user: 'x\r\ny' })).location).toContain('problem=');
  });

  it('takes buttons of its own pages only, and no other action than theirs', async () => {
    const user = await idOf('users', 'Ada');
    expect((await press({ action: 'users.suspend', user }, 'http://evil.example')).status).toBe(400);
    expect((await press({ action: 'users.list', user })).status).toBe(400);
    expect(await get(`/admin/users/${user}`)).toContain('Suspend');
  });
});
