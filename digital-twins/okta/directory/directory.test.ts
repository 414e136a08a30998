import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleSeed } from '../../testing/example-seed.ts';
import { at, type Loose, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';

const namespace = 'directory';

describe('the management API of the Okta twin', () => {
  let twins: TwinsProcess;
  let origin: string;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(namespace), { seeds: { people: exampleSeed.people, okta: exampleSeed.okta } });
    origin = await twins.forward(namespace, 'okta');
  });
  afterAll(() => twins.stop());

  const ask = async (method: string, path: string, body?: unknown, token = 'SSWS 00seed-okta-api-token') => {
    const url = path.startsWith('http') ? path : `${origin}${path}`;
    const headers = { authorization: token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: (text === '' ? null : JSON.parse(text)) as Loose };
  };
  const person = (login: string, more: object = {}) => ({
    profile: { firstName: 'Kim', lastName: 'Ode', email: login, login, ...more },
  });
  const password = { credentials: { password: { value: 'Correct-Horse-7' } } };
  const make = async (login: string, query = '', more: object = {}) =>
    String((await ask('POST', `/api/v1/users${query}`, { ...person(login), ...more })).body.id);
  const search = (text: string) => ask('GET', `/api/v1/users?search=${encodeURIComponent(text)}`);

  it('makes people staged, provisioned or active', async () => {
    const staged = await ask('POST', '/api/v1/users?activate=false', person('s1@acme.example'));
    expect(staged).toMatchObject({ status: 200, body: { status: 'STAGED', activated: null } });
    expect((await ask('POST', '/api/v1/users', person('s2@acme.example'))).body.status).toBe('PROVISIONED');
    const active = await ask('POST', '/api/v1/users', { ...person('s3@acme.example'), ...password });
    expect(active.body).toMatchObject({
      status: 'ACTIVE',
      credentials: { password: {}, provider: { type: 'OKTA', name: 'OKTA' } },
    });
    const double = await ask('POST', '/api/v1/users', person('S3@acme.example'));
    expect(double).toMatchObject({
      status: 400,
      body: {
        errorCode: 'E0000001',
        errorSummary: 'Api validation failed: login',
        errorCauses: [{ errorSummary: 'login: An object with this field already exists in the current organization' }],
      },
    });
  });

  it('merges with POST and replaces with PUT', async () => {
    const id = await make('merge@acme.example', '', {
      profile: { ...person('merge@acme.example').profile, nickName: 'K', title: 'T' },
    });
    const merged = await ask('POST', `/api/v1/users/${id}`, { profile: { title: 'U' } });
    expect(merged.body).toMatchObject({ profile: { nickName: 'K', title: 'U' } });
    const replaced = await ask('PUT', `/api/v1/users/${id}`, person('merge@acme.example'));
    expect(replaced.body.profile).not.toHaveProperty('nickName');
    expect((await ask('PUT', `/api/v1/users/${id}`, { profile: { login: 'merge@acme.example' } })).status).toBe(400);
  });

  it('refuses steps that a status does not allow, and deletes in two', async () => {
    const id = await make('steps@acme.example', '', password);
    const step = (name: string) => ask('POST', `/api/v1/users/${id}/lifecycle/${name}`);
    expect(await step('activate')).toMatchObject({ status: 403, body: { errorCode: 'E0000016' } });
    expect(await step('unlock')).toMatchObject({ status: 403, body: { errorCode: 'E0000032' } });
    expect(await step('reactivate')).toMatchObject({ status: 403, body: { errorCode: 'E0000038' } });
    expect(await step('unsuspend')).toMatchObject({ status: 400, body: { errorCode: 'E0000001' } });
    expect((await step('suspend')).status).toBe(200);
    expect(await step('suspend')).toMatchObject({ status: 400 });
    expect((await step('unsuspend')).status).toBe(200);
    expect((await step('expire_password')).body.status).toBe('PASSWORD_EXPIRED');
    expect((await ask('DELETE', `/api/v1/users/${id}`)).status).toBe(204);
    expect((await ask('GET', `/api/v1/users/${id}`)).body.status).toBe('DEPROVISIONED');
    expect((await ask('DELETE', `/api/v1/users/${id}`)).status).toBe(204);
    expect((await ask('GET', `/api/v1/users/${id}`)).body.errorSummary).toBe(`Not found: Resource not found: ${id} (User)`);
  });

  it('gives pages in which nobody is left out or seen twice, whoever comes meanwhile', async () => {
    for (let count = 0; count < 5; count += 1) await make(`page${count}@pages.example`);
    const seen: string[] = [];
    let next: string | undefined = `/api/v1/users?limit=2&filter=${encodeURIComponent('status eq "PROVISIONED"')}`;
    while (next !== undefined) {
      const page: Awaited<ReturnType<typeof ask>> = await ask('GET', next);
      seen.push(...(page.body as unknown as { id: string }[]).map(one => one.id));
      next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
      if (seen.length < 8) await make(`late${seen.length}@pages.example`);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(8);
    const foreign = await ask('GET', `/api/v1/groups?after=${Buffer.from('users:1').toString('base64url')}`);
    expect(foreign).toMatchObject({
      status: 400,
      body: { errorCode: 'E0000029', errorCauses: [{ errorSummary: 'Invalid cursor.' }] },
    });
  });

  it('reads the search and filter languages', async () => {
    await ask('POST', '/api/v1/users', person('find@acme.example', { department: 'Rocketry', employeeNumber: '42' }));
    const found = await search('(profile.department sw "Rock" and profile.employeeNumber eq "42") or profile.login eq "nobody"');
    expect(found.body).toMatchObject([{ profile: { login: 'find@acme.example' } }]);
    expect((await search('profile.department pr and status eq "PROVISIONED"')).body).toHaveLength(1);
    expect(await search('profile.department like "x"')).toMatchObject({ status: 400, body: { errorCode: 'E0000031' } });
    const filter = await ask('GET', `/api/v1/users?filter=${encodeURIComponent('profile.department eq "x"')}`);
    expect(filter).toMatchObject({ status: 400, body: { errorCode: 'E0000031', errorSummary: 'Invalid search criteria.' } });
  });

  it('runs group rules, and leaves Everyone alone', async () => {
    const group = String((await ask('POST', '/api/v1/groups', { profile: { name: 'Makers' } })).body.id);
    const everyone = String((await ask('GET', '/api/v1/groups?q=Everyone')).body['0']?.id);
    const rule = await ask('POST', '/api/v1/groups/rules', {
      type: 'group_rule',
      name: 'makers',
      conditions: {
        expression: {
          type: 'urn:okta:expression:1.0',
          value: 'String.startsWith(user.department, "Mak") and user.title != "Boss"',
        },
      },
      actions: { assignUserToGroups: { groupIds: [group] } },
    });
    const base = `/api/v1/groups/rules/${String(rule.body.id)}`;
    const id = await make('maker@acme.example', '', person('maker@acme.example', { department: 'Making' }));
    expect((await ask('GET', `/api/v1/groups/${group}/users`)).body).toEqual([]);
    expect((await ask('POST', `${base}/lifecycle/activate`)).status).toBe(204);
    expect((await ask('GET', `/api/v1/groups/${group}/users`)).body).toMatchObject([{ id }]);
    await ask('POST', `/api/v1/users/${id}`, { profile: { title: 'Boss' } });
    expect((await ask('GET', `/api/v1/groups/${group}/users`)).body).toEqual([]);
    for (const path of [`/api/v1/groups/${everyone}/users/${id}`, `/api/v1/groups/${everyone}`]) {
      expect((await ask('DELETE', path)).body.errorCode).toMatch(/^E0000(006|060)$/);
    }
  });

  it('deletes an app only when it is off', async () => {
    const app = await ask('POST', '/api/v1/apps', {
      name: 'bookmark',
      label: 'Wiki',
      signOnMode: 'BOOKMARK',
      settings: { app: { url: 'https://wiki.example' } },
    });
    const path = `/api/v1/apps/${String(app.body.id)}`;
    const id = await make('reader@acme.example', '', password);
    expect((await ask('POST', `${path}/users`, { id })).body).toMatchObject({
      id,
      scope: 'USER',
      credentials: { userName: 'reader@acme.example' },
    });
    expect(await ask('DELETE', path)).toMatchObject({ status: 403, body: { errorCode: 'E0000056' } });
    expect((await ask('POST', `${path}/lifecycle/deactivate`)).status).toBe(200);
    expect((await ask('DELETE', path)).status).toBe(204);
  });

  it('writes what happened into the system log', async () => {
    const id = await make('logged@acme.example', '?activate=false');
    const filter = `eventType eq "user.lifecycle.create" and target.id eq "${id}"`;
    const { body, headers } = await ask('GET', `/api/v1/logs?filter=${encodeURIComponent(filter)}`);
    expect(body).toMatchObject([
      { eventType: 'user.lifecycle.create', outcome: { result: 'SUCCESS' }, target: [{ id, type: 'User' }] },
    ]);
    expect(headers.get('link')).toContain('rel="next"');
  });

  it('counts down the rate headers, and knows its tokens', async () => {
    const left = async () => Number((await ask('GET', '/api/v1/groups')).headers.get('x-rate-limit-remaining'));
    const before = await left();
    expect([before - 1, 498, 499]).toContain(await left());
    expect(await ask('GET', '/api/v1/users', undefined, 'SSWS never-issued')).toMatchObject({
      status: 401,
      body: { errorCode: 'E0000011' },
    });
    expect(await ask('DELETE', '/api/v1/logs')).toMatchObject({ status: 405, body: { errorCode: 'E0000022' } });
  });
});
