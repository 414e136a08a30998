import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials, targetSeed } from './targets.ts';
import { at, type Loose, listOf, startTwins, type TwinsProcess } from './twins-process.ts';

const writers = 100;
const each = Array.from({ length: writers }, (_, n) => n);

describe(`${writers} writers at once`, () => {
  let twins: TwinsProcess;
  const origins = new Map<string, string>();

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at('together'), { seeds: targetSeed });
    for (const twin of ['slack', 'okta', 'jira']) origins.set(twin, await twins.forward('together', twin));
  });
  afterAll(() => twins.stop());

  const call = async (twin: 'slack' | 'okta' | 'jira', method: string, path: string, body?: unknown) => {
    const headers = { authorization: credentials[twin], 'content-type': 'application/json' };
    const answer = await fetch(`${origins.get(twin)}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    expect(answer.status).toBeLessThan(500);
    const parsed: Loose = text === '' ? {} : JSON.parse(text);
    return { status: answer.status, body: parsed };
  };

  it('of Slack: every message has its own time, every reply is counted, an edit is one of those that were made', async () => {
    const posted = await Promise.all(
      each.map(n => call('slack', 'POST', '/api/chat.postMessage', { channel: 'support', text: `n${n}` })),
    );
    const times = posted.map(({ body }) => String(body.ts));
    expect(new Set(times).size).toBe(writers);
    const [root = ''] = times;
    const channel = String(posted[0]?.body.channel);
    await Promise.all(each.map(n => call('slack', 'POST', '/api/chat.postMessage', { channel, thread_ts: root, text: `r${n}` })));
    await Promise.all(each.map(n => call('slack', 'POST', '/api/chat.update', { channel, ts: root, text: `edit ${n}` })));
    const { body } = await call('slack', 'GET', `/api/conversations.replies?channel=${channel}&ts=${root}&limit=200`);
    const [first] = listOf<Loose>(body.messages);
    expect(first).toMatchObject({ reply_count: writers, text: expect.stringMatching(/^edit \d+$/) });
    const added = await Promise.all(
      each.map(() => call('slack', 'POST', '/api/reactions.add', { channel, timestamp: root, name: 'eyes' })),
    );
    expect(added.filter(one => one.body.ok)).toHaveLength(1);
    const opened = await Promise.all(each.map(() => call('slack', 'POST', '/api/conversations.create', { name: 'only-one' })));
    expect(opened.filter(one => one.body.ok)).toHaveLength(1);
  });

  it('of Okta: one of them makes a login, all their groups are kept, and merges lose nothing', async () => {
    const profile = { login: 'new@acme.example', email: 'new@acme.example', firstName: 'New', lastName: 'One' };
    const made = await Promise.all(each.map(() => call('okta', 'POST', '/api/v1/users?activate=true', { profile })));
    const [created, ...more] = made.filter(one => one.status === 200);
    expect(more).toEqual([]);
    expect(made.filter(one => one.status === 400)).toHaveLength(writers - 1);
    const id = String(created?.body.id);
    const fields = [
      'nickName',
      'title',
      'city',
      'state',
      'zipCode',
      'division',
      'department',
      'costCenter',
      'organization',
      'userType',
    ];
    await Promise.all(
      each.map(n => call('okta', 'POST', `/api/v1/users/${id}`, { profile: { [fields[n % 10] ?? '']: `v${n % 10}` } })),
    );
    const { body } = await call('okta', 'GET', `/api/v1/users/${id}`);
    expect(body.profile).toMatchObject(Object.fromEntries(fields.map((name, n) => [name, `v${n}`])));
    const groups = await Promise.all(each.map(n => call('okta', 'POST', '/api/v1/groups', { profile: { name: `g${n}` } })));
    await Promise.all(groups.map(one => call('okta', 'PUT', `/api/v1/groups/${String(one.body.id)}/users/${id}`)));
    const mine = (await call('okta', 'GET', `/api/v1/users/${id}/groups`)).body;
    expect(listOf(mine)).toHaveLength(writers + 1);
    const gone = await Promise.all(each.map(() => call('okta', 'DELETE', `/api/v1/groups/${String(groups[0]?.body.id)}`)));
    expect(gone.filter(one => one.status === 204)).toHaveLength(1);
  });

  it('of Jira: keys are given once, added labels and comments are all there, and watchers once', async () => {
    const fields = { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: 'x' };
    const made = await Promise.all(each.map(() => call('jira', 'POST', '/rest/api/3/issue', { fields })));
    expect(new Set(made.map(({ body }) => body.key)).size).toBe(writers);
    await Promise.all(each.map(n => call('jira', 'PUT', '/rest/api/3/issue/HELP-7', { update: { labels: [{ add: `l${n}` }] } })));
    await Promise.all(each.map(n => call('jira', 'POST', '/rest/api/2/issue/HELP-7/comment', { body: `c${n}` })));
    const { body } = await call('jira', 'GET', '/rest/api/2/issue/HELP-7?expand=changelog');
    const labels = listOf<string>(body.fields?.labels);
    expect(labels).toEqual(expect.arrayContaining(each.map(n => `l${n}`)));
    expect(body.fields?.comment?.total).toBe(writers + 1);
    const moved = await Promise.all(
      each.map(() => call('jira', 'POST', '/rest/api/3/issue/HELP-7/transitions', { transition: { name: 'Escalate' } })),
    );
    expect(moved.every(one => one.status === 204 || one.status === 400)).toBe(true);
    const gone = await Promise.all(each.map(() => call('jira', 'DELETE', `/rest/api/3/issue/${String(made[0]?.body.key)}`)));
    expect(gone.filter(one => one.status === 204)).toHaveLength(1);
    expect(gone.filter(one => one.status === 404)).toHaveLength(writers - 1);
  });
});
