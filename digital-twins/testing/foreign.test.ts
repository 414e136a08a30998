import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, credentials, targetCalls, targetSeed } from './targets.ts';
import { at, type Loose, startTwins, type TwinsProcess } from './twins-process.ts';

/** A seed of the same company with other secrets, and words that may never be seen elsewhere. */
const otherSeed = JSON.parse(
  JSON.stringify(targetSeed)
    .replaceAll(/(xox[bp]-[a-z]+)-seed-token/g, '$1-other-token')
    .replaceAll('00seed-okta-api-token', '00other-okta-api-token')
    .replaceAll(/jira-(ada|ben)-token/g, 'jira-$1-other-token')
    .replaceAll('Customer escalations', 'MARKER of the other side')
    .replaceAll('Printer is on fire', 'MARKER of the other side'),
);

describe('what belongs to somebody else', () => {
  let twins: TwinsProcess;
  const origins = new Map<string, string>();

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at('mine'), { seeds: targetSeed });
    await twins.admin('PUT', at('other'), { seeds: otherSeed });
    for (const name of ['mine', 'other']) {
      for (const { twin } of targetCalls) origins.set(`${name} ${twin}`, await twins.forward(name, twin));
    }
  });
  afterAll(() => twins.stop());

  const get = async (target: string, path: string, authorization?: string) => {
    const headers = authorization === undefined ? {} : { authorization };
    const answer = await fetch(`${origins.get(target)}${path}`, { headers, redirect: 'manual' });
    const text = await answer.text();
    const body: Loose = text.startsWith('{') ? JSON.parse(text) : {};
    return { status: answer.status, text, body, headers: answer.headers };
  };

  const readings = [
    { twin: 'slack', path: '/api/conversations.list', token: credentials.slack },
    { twin: 'okta', path: '/api/v1/users', token: credentials.okta },
    { twin: 'jira', path: '/rest/api/3/issue/HELP-7', token: credentials.jira },
  ] as const;
  const foreignTokens = [
    ...Object.values(credentials),
    'Bearer xoxb-helpdesk-other-token',
    'SSWS 00other-okta-api-token',
    basic('ada@acme.example', 'jira-ada-other-token'),
    'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.',
    'Bearer ',
    'SSWS',
    'Basic',
    'Basic Og==',
    `Basic ${'A'.repeat(8_000)}`,
    'Bearer __proto__',
    'SSWS constructor',
    basic('__proto__', 'toString'),
    'Digest username="ada"',
  ];

  it.each(readings)('is refused as a token of $twin, and nothing is told of the other side', async ({ twin, path, token }) => {
    for (const foreign of foreignTokens.filter(one => one !== token)) {
      const { status, text, body } = await get(`mine ${twin}`, path, foreign);
      expect(text).not.toContain('MARKER');
      if (twin === 'slack') expect([status, body.ok], foreign).toEqual([200, false]);
      // An issue that may not be seen is not there (Jira docs); credentials that are wrong are 401.
      else if (twin === 'jira') expect([401, 403, 404], foreign).toContain(status);
      else expect(status, foreign).toBe(401);
    }
    expect((await get(`mine ${twin}`, path, token)).text).not.toContain('MARKER');
    expect(JSON.stringify((await twins.admin('GET', at('mine', '/state'))).body)).not.toContain('MARKER');
    expect(JSON.stringify((await twins.admin('GET', at('mine', '/journal'))).body)).not.toContain('MARKER');
  });

  it('is refused as a cursor of Slack: of another list, cut, turned around, or made up', async () => {
    const first = await get('mine slack', '/api/conversations.list?limit=1', credentials.slack);
    const cursor = String(first.body.response_metadata?.next_cursor);
    const made = (text: string) => Buffer.from(text).toString('base64');
    const bad = [
      cursor.slice(1),
      cursor.slice(0, -3),
      `${cursor}x`,
      'x',
      '%00',
      made('channel:__proto__'),
      made('nothing:1'),
      made(':'),
      'A'.repeat(5_000),
    ];
    for (const one of bad) {
      const { body } = await get(
        'mine slack',
        `/api/conversations.list?limit=1&cursor=${encodeURIComponent(one)}`,
        credentials.slack,
      );
      expect(body, one).toMatchObject({ ok: false, error: 'invalid_cursor' });
    }
    for (const list of ['users.list', 'conversations.members?channel=C0', 'conversations.history?channel=support']) {
      const mark = list.includes('?') ? '&' : '?';
      const { body } = await get('mine slack', `/api/${list}${mark}cursor=${encodeURIComponent(cursor)}`, credentials.slack);
      expect(body.ok, list).toBe(false);
    }
  });

  it('is refused as a place in a list of Okta', async () => {
    const first = await get('mine okta', '/api/v1/users?limit=1', credentials.okta);
    const after = /after=([^&>]+)/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect(after).not.toBe('');
    for (const list of ['groups', 'apps', 'logs']) {
      const { status, body } = await get('mine okta', `/api/v1/${list}?limit=1&after=${after}`, credentials.okta);
      expect([status, body.errorCode], list).toEqual([400, 'E0000029']);
    }
    for (const bad of ['x', '-1', '__proto__', '%00', after.slice(1), '9'.repeat(400)]) {
      const { status } = await get('mine okta', `/api/v1/users?limit=1&after=${bad}`, credentials.okta);
      expect([200, 400], bad).toContain(status);
    }
    for (const limit of ['-1', '0', 'x', '1e9', '', '1.5', '99999999999999999999']) {
      expect((await get('mine okta', `/api/v1/users?limit=${limit}`, credentials.okta)).status, limit).toBeLessThan(500);
    }
  });

  it('is refused as a page token of Jira', async () => {
    const search = (jql: string, token = '') =>
      get('mine jira', `/rest/api/3/search/jql?jql=${encodeURIComponent(jql)}&maxResults=1${token}`, credentials.jira);
    const first = await search('project = HELP');
    const token = String(first.body.nextPageToken);
    expect((await search('project = HELP', `&nextPageToken=${encodeURIComponent(token)}`)).status).toBe(200);
    const others = [
      'x',
      '%00',
      '__proto__',
      token.slice(1),
      token.slice(0, -4),
      Buffer.from('{}').toString('base64url'),
      Buffer.from('[1,2]').toString('base64url'),
    ];
    for (const one of others) {
      const { status, body } = await search('project = HELP', `&nextPageToken=${encodeURIComponent(one)}`);
      expect([status, Array.isArray(body.errorMessages)], one).toEqual([400, true]);
    }
    expect((await search('project = BOARD', `&nextPageToken=${encodeURIComponent(token)}`)).status).toBe(400);
    for (const query of ['startAt=-1', 'startAt=x', 'maxResults=-5', 'maxResults=1e9', 'startAt=99999999999999999999']) {
      expect((await get('mine jira', `/rest/api/3/project/search?${query}`, credentials.jira)).status, query).toBeLessThan(500);
    }
  });
});
