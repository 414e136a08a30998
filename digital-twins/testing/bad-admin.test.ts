import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProduct } from './product.ts';
import { basic, credentials, targetCalls, targetSeed } from './targets.ts';
import { at, listOf, startTwins, type TwinsProcess, testToken } from './twins-process.ts';
import { residentMb } from './wire.ts';

describe('the admin interface', () => {
  let twins: TwinsProcess;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at('kept'), { seeds: targetSeed });
  });
  afterAll(() => twins.stop());

  const ask = async (method: string, path: string, body?: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`http://127.0.0.1:${twins.ports.admin}${path}`, {
      method,
      headers: { authorization: `Bearer ${testToken}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    return { status: answer.status, code: text === '' ? undefined : JSON.parse(text).error?.code };
  };

  it.each([
    '',
    'Bearer',
    'Bearer ',
    `Bearer ${testToken}x`,
    testToken,
    `bearer ${testToken}`,
    basic('a', testToken),
    'Bearer \u00e9',
  ])('is shut to %j', async authorization => {
    for (const [method, path] of [
      ['GET', '/namespaces'],
      ['DELETE', at('kept')],
      ['PUT', at('new')],
      ['GET', '/nothing'],
    ] as const) {
      expect(await ask(method, path, undefined, { authorization })).toEqual({ status: 401, code: 'admin.denied' });
    }
    expect((await twins.admin('GET', '/namespaces')).body).toEqual({ namespaces: ['kept'] });
  });

  it.each([
    ['no JSON', '{', 'application/json'],
    ['a list', '[]', 'application/json'],
    ['null', 'null', 'application/json'],
    ['a form', 'seeds=1', 'application/x-www-form-urlencoded'],
    ['a text', '{}', 'text/plain'],
    ['depth', `{"seeds":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'application/json'],
    ['an unknown field', '{"seed":{}}', 'application/json'],
    ['a clock that is none', '{"clock":"yesterday"}', 'application/json'],
    ['a seed that is none', '{"seeds":"x"}', 'application/json'],
    ['a seed of unknown parts', '{"seeds":{"github":{}}}', 'application/json'],
    [
      'a seed with a person twice',
      '{"seeds":{"people":[{"id":"a","name":"A","email":"a@b.example"},{"id":"a","name":"B","email":"c@b.example"}]}}',
      'application/json',
    ],
    ['a seed that names nobody', '{"seeds":{"jira":{"apiTokens":[{"person":"nobody","token":"12345678"}]}}}', 'application/json'],
    ['an unknown channel member', '{"seeds":{"slack":{"channels":[{"name":"a","members":["nobody"]}]}}}', 'application/json'],
    ['an issue without a project', '{"seeds":{"jira":{"issues":[{"key":"NO-1","summary":"x"}]}}}', 'application/json'],
    [
      'the same token twice',
      '{"seeds":{"slack":{"bots":[{"name":"a","token":"xoxb-same"},{"name":"b","token":"xoxb-same"}]}}}',
      'application/json',
    ],
    ['the same channel twice', '{"seeds":{"slack":{"channels":[{"name":"a"},{"name":"a"}]}}}', 'application/json'],
    ['the same group twice', '{"seeds":{"okta":{"groups":[{"name":"a"},{"name":"a"}]}}}', 'application/json'],
    [
      'the same client twice',
      '{"seeds":{"okta":{"apps":[{"label":"a","clientId":"0oaaaaaaaaaaaaaaaaa1"},{"label":"b","clientId":"0oaaaaaaaaaaaaaaaaa1"}]}}}',
      'application/json',
    ],
    [
      'the same issue twice',
      '{"seeds":{"people":[{"id":"a","name":"A","email":"a@b.example"}],"jira":{"projects":[{"key":"AB","name":"x"}],"issues":[{"key":"AB-1","summary":"x"},{"key":"AB-1","summary":"y"}]}}}',
      'application/json',
    ],
  ])('refuses %s, and makes nothing of it', async (_what, body, type) => {
    const answer = await ask('PUT', at('broken'), body, { 'content-type': type });
    expect(answer).toMatchObject({ status: 400, code: expect.stringMatching(/^(admin|seed)\./) });
    expect((await ask('PUT', at('kept', '?fresh=1'), body, { 'content-type': type })).status).toBe(400);
    expect((await twins.admin('GET', '/namespaces')).body).toEqual({ namespaces: ['kept'] });
  });

  it('refuses what it cannot do, in its own words', async () => {
    const refused: [string, string, string | undefined, number][] = [
      ['GET', '/', undefined, 404],
      ['GET', '/%', undefined, 404],
      ['GET', '/namespaces/%ff/state', undefined, 404],
      ['PATCH', '/namespaces', undefined, 404],
      ['GET', at('none', '/state'), undefined, 404],
      ['POST', at('none', '/reset'), undefined, 404],
      ['POST', at('none', '/snapshot'), '{}', 404],
      ['POST', at('kept', '/restore'), '{"snapshot":"__proto__"}', 404],
      ['POST', at('kept', '/restore'), '{}', 400],
      ['POST', at('kept', '/clock'), '{"advanceMs":"1"}', 400],
      ['POST', at('kept', '/clock'), '{"advanceMs":1e300}', 400],
      ['POST', at('kept', '/clock'), '{"setTo":"never"}', 400],
      ['GET', at('kept', '/journal?after=-1'), undefined, 400],
      ['GET', at('kept', '/journal?wait=x'), undefined, 400],
      ['POST', at('kept', '/script'), '{"twin":"github","action":{"type":"cut"}}', 400],
      ['POST', at('kept', '/script'), '{"twin":"slack","action":{"type":"explode"}}', 400],
      ['POST', at('kept', '/script'), '{"twin":"slack","action":{"type":"status","status":200}}', 400],
      ['POST', at('kept', '/script'), '{"twin":"slack","times":0,"action":{"type":"cut"}}', 400],
    ];
    for (const [method, path, body, status] of refused)
      expect((await ask(method, path, body)).status, `${method} ${path} ${body}`).toBe(status);
  });

  it('takes names of any printable characters, and no others', async () => {
    const good = [
      'a/b',
      'a b'.replace(' ', '+'),
      'a..b',
      '%2e',
      '"quoted"',
      '__proto__',
      'constructor',
      '?x=1',
      '#',
      'x'.repeat(200),
      '\\',
    ];
    for (const name of good) {
      expect((await twins.admin('PUT', at(name), { seeds: {} })).status, name).toBe(201);
      expect((await twins.admin('GET', at(name, '/state'))).status, name).toBe(200);
    }
    expect(listOf((await twins.admin('GET', '/namespaces')).body.namespaces)).toEqual(expect.arrayContaining(good));
    for (const name of good) expect((await twins.admin('DELETE', at(name))).body).toEqual({ removed: true });
    for (const name of ['a b', 'a\nb', '\u0000', 'ü', 'x'.repeat(201)])
      expect((await ask('PUT', at(name), '{}')).status, name).toBe(400);
    expect((await twins.admin('GET', '/namespaces')).body).toEqual({ namespaces: ['kept'] });
  });

  it('carries out every failure there is, on every twin, and then none', async () => {
    for (const { twin, method, path, authorization, isRefusal } of targetCalls) {
      const origin = await twins.forward('kept', twin);
      const call = (ms = 20_000) =>
        fetch(`${origin}${path}`, {
          method,
          headers: { authorization, 'content-type': 'application/json' },
          body: '{}',
          signal: AbortSignal.timeout(ms),
        });
      const fail = (action: unknown, times = 1) =>
        twins.admin('POST', at('kept', '/script'), { twin, path: `${path.slice(0, -2)}*`, times, action });
      const before = JSON.stringify((await twins.admin('GET', at('kept', '/state'))).body);
      for (const status of [400, 401, 403, 404, 409, 429, 500, 502, 503, 599]) {
        await fail({ type: 'status', status, retryAfter: 7 });
        const answer = await call();
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, '7']);
        expect(Object.keys((await answer.json()) as object).length).toBeGreaterThan(0);
      }
      await fail({ type: 'delay', ms: 30 });
      expect(isRefusal((await call()).status, await (await call()).text())).toBe(true);
      await fail({ type: 'cut' });
      await expect(call()).rejects.toThrow();
      await fail({ type: 'hang' });
      await expect(call(300)).rejects.toThrow();
      await fail({ type: 'malformed' }, 2);
      for (const _ of [1, 2]) await expect((await call()).json()).rejects.toThrow(SyntaxError);
      for (const type of ['drop', 'duplicate']) await fail({ type });
      const answer = await call();
      expect(isRefusal(answer.status, await answer.text())).toBe(true);
      await twins.admin('DELETE', at('kept', '/script'));
      expect(JSON.stringify((await twins.admin('GET', at('kept', '/state'))).body)).toBe(before);
    }
  });

  it('gives up what is on its way when its dialler goes, and the namespace', async () => {
    const silent = await startProduct(() => new Promise(() => {}));
    const seeds = {
      ...targetSeed,
      jira: { ...targetSeed.jira, webhooks: [{ name: 'x', url: `${silent.url}/`, events: ['jira:issue_created'] }] },
    };
    await twins.admin('PUT', at('dialled'), { seeds });
    const stop = new AbortController();
    const headers = { authorization: `Bearer ${testToken}` };
    const stream = await fetch(`http://127.0.0.1:${twins.ports.admin}${at('dialled', '/dials')}`, {
      headers,
      signal: stop.signal,
    });
    const [call] = targetCalls.filter(({ twin }) => twin === 'jira');
    const origin = await twins.forward('dialled', 'jira');
    const init = {
      method: 'POST',
      headers: { authorization: credentials.jira, 'content-type': 'application/json' },
      body: JSON.stringify(call?.body),
    };
    await fetch(`${origin}${call?.path}`, init);
    // The twin asks for a connection, and instead of bringing it the host goes away.
    await stream.body?.getReader().read();
    stop.abort();
    const { body } = await twins.admin('GET', at('dialled', '/journal?direction=out&wait=20000'));
    expect(body.entries).toMatchObject([{ status: 0, response: { failed: 'unreachable' } }]);
    await twins.letOut('dialled');
    await fetch(`${origin}${call?.path}`, init);
    await silent.next();
    await twins.admin('DELETE', at('dialled'));
    expect((await twins.admin('GET', '/namespaces')).body).toEqual({ namespaces: ['kept'] });
    await silent.close();
  });

  it('keeps the last 20,000 entries of a journal, and says how many it dropped', async () => {
    await twins.admin('PUT', at('flooded'), { seeds: {} });
    const origin = await twins.forward('flooded', 'slack');
    const total = 23_000;
    let left = total;
    const lane = async () => {
      while (left-- > 0) await (await fetch(`${origin}/api/api.test`)).arrayBuffer();
    };
    await Promise.all(Array.from({ length: 16 }, lane));
    const { body } = await twins.admin('GET', at('flooded', '/journal'));
    const kept = listOf<{ seq: number }>(body.entries);
    expect(body.last).toBe(total);
    expect(kept.length).toBeGreaterThanOrEqual(20_000);
    expect(kept.length).toBeLessThanOrEqual(22_000);
    expect(kept.length + Number(body.dropped)).toBe(total);
    expect(kept[0]?.seq).toBe(Number(body.dropped) + 1);
    await twins.admin('DELETE', at('flooded'));
  }, 60_000);

  it('makes and removes 1,000 namespaces, and keeps nothing of them', async () => {
    for (let round = 0; round < 50; round += 1) {
      const names = Array.from({ length: 20 }, (_, place) => `many-${round}-${place}`);
      await Promise.all(names.map(name => twins.admin('PUT', at(name), { seeds: { ...targetSeed, clock: undefined } })));
      const socket = twins.open(names[0] ?? '', 'slack');
      const closed = once(socket, 'close');
      socket.on('error', () => undefined).resume();
      await Promise.all(names.map(name => twins.admin('DELETE', at(name))));
      await closed;
    }
    expect((await twins.admin('GET', '/namespaces')).body).toEqual({ namespaces: ['kept'] });
    expect(await residentMb(twins)).toBeLessThan(900);
  }, 60_000);

  it('takes a seed of 10,000 people, 50,000 messages and 20,000 issues, and refuses one without an end', async () => {
    const people = Array.from({ length: 10_000 }, (_, n) => ({ id: `p${n}`, name: `Person ${n}`, email: `p${n}@acme.example` }));
    const messages = Array.from({ length: 50_000 }, (_, n) => ({ from: `p${n % 10_000}`, text: `message ${n}` }));
    const issues = Array.from({ length: 20_000 }, (_, n) => ({
      project: 'BIG',
      summary: `issue ${n}`,
      assignee: `p${n % 10_000}`,
    }));
    const seeds = {
      people,
      slack: { channels: [{ name: 'big', messages }] },
      jira: { projects: [{ key: 'BIG', name: 'Big' }], issues },
    };
    expect((await twins.admin('PUT', at('big'), { seeds })).status).toBe(201);
    expect((await ask('GET', at('big', '/state'))).status).toBe(200);
    expect((await twins.admin('DELETE', at('big'))).body).toEqual({ removed: true });
    const endless = `{"seeds":{"x":"${'x'.repeat(129 * 1024 * 1024)}"}}`;
    expect(await ask('PUT', at('big'), endless)).toEqual({ status: 413, code: 'admin.too-large' });
  }, 120_000);
});
