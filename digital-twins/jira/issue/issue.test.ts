import { createCloudClient } from 'jira.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';

const namespace = 'J-1.1/jira-issues/base/1';

const seed = {
  clock: '2026-03-02T09:00:00Z',
  people: [
    { id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example' },
    { id: 'ben', name: 'Ben Okafor', email: 'ben@acme.example' },
  ],
  jira: {
    apiTokens: [
      { person: 'ada', token: 'jira-ada-token' },
      { person: 'ben', token: 'jira-ben-token' },
    ],
    groups: [{ name: 'support', members: ['ada'] }],
    fields: [
      { name: 'Team', type: 'select', options: ['Red', 'Blue'] },
      { name: 'Tags', type: 'multiselect', options: ['a', 'b', 'c'] },
      { name: 'Points', type: 'float' },
    ],
    workflows: {
      strict: {
        statuses: [
          { name: 'Open', category: 'new' },
          { name: 'Closed', category: 'done' },
        ],
        transitions: [
          { name: 'Close', from: ['Open'], to: 'Closed', screen: ['!resolution'] },
          { name: 'Reopen', from: ['Closed'], to: 'Open' },
        ],
      },
    },
    projects: [
      {
        key: 'HELP',
        name: 'Help desk',
        components: [{ name: 'Printer' }, { name: 'Network' }],
        versions: [{ name: '1.0' }],
        permissions: { EDIT_ISSUES: ['ada'] },
        securityLevels: { Inner: ['ada'] },
      },
      { key: 'STRICT', name: 'Strict', workflow: 'strict' },
    ],
  },
};

describe('issues of the Jira twin', () => {
  let twins: TwinsProcess;
  let origin: string;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(namespace), { seeds: seed });
    origin = await twins.forward(namespace, 'jira');
  });
  afterAll(() => twins.stop());

  const client = (email = 'ada@acme.example', apiToken = 'jira-ada-token') =>
    createCloudClient({ host: origin, auth: { type: 'basic', email, apiToken }, onSchemaMismatch: 'throw' });
  const ben = () => client('ben@acme.example', 'jira-ben-token');
  const create = (summary: string, more: Record<string, unknown> = {}, project = 'HELP') =>
    client().issues.createIssue({ fields: { project: { key: project }, issuetype: { name: 'Task' }, summary, ...more } });
  const raw = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const authorization = `Basic ${Buffer.from('ada@acme.example:jira-ada-token').toString('base64')}`;
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { authorization, ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined,
    };
  };

  it('keeps a document byte for byte, and speaks wiki text of it in version 2', async () => {
    const description = {
      version: 1,
      type: 'doc',
      content: [
        { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Steps' }] },
        {
          type: 'bulletList',
          content: [
            {
              type: 'listItem',
              content: [{ type: 'paragraph', content: [{ type: 'text', text: 'one', marks: [{ type: 'strong' }] }] }],
            },
          ],
        },
        { type: 'codeBlock', attrs: { language: 'js' }, content: [{ type: 'text', text: 'a < b' }] },
      ],
    };
    const created = await raw('POST', '/rest/api/3/issue', {
      fields: { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: 'documents', description },
    });
    const path = `/issue/${created.body.key}?fields=description&expand=renderedFields`;
    const third = await raw('GET', `/rest/api/3${path}`);
    expect(JSON.stringify(third.body.fields.description)).toBe(JSON.stringify(description));
    expect(third.body.renderedFields.description).toContain('<h2>Steps</h2><ul><li><p><b>one</b>');
    const second = await raw('GET', `/rest/api/2${path}`);
    expect(second.body.fields.description).toBe('h2. Steps\n\n* *one*\n\n{code:js}a < b{code}');
    await raw('PUT', `/rest/api/2/issue/${created.body.key}`, { fields: { description: second.body.fields.description } });
    expect((await raw('GET', `/rest/api/3${path}`)).body.fields.description).toEqual(description);
  });

  it('refuses documents that break the rules', async () => {
    const create3 = (description: unknown) =>
      raw('POST', '/rest/api/3/issue', {
        fields: { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: 'x', description },
      });
    const broken = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'paragraph' }] }] };
    expect(await create3(broken)).toMatchObject({ status: 400, body: { errorMessages: ['INVALID_INPUT'], errors: {} } });
    expect((await create3('text')).body.errors.description).toMatch(/^Operation value must be an Atlassian Document/);
  });

  it('sets, adds and removes in one edit, and writes it into the history', async () => {
    const { key } = await create('verbs', {
      labels: ['one'],
      components: [{ name: 'Printer' }],
      customfield_10050: { value: 'Red' },
    });
    await client().issues.editIssue({
      issueIdOrKey: key,
      update: {
        labels: [{ add: 'two' }, { remove: 'one' }],
        components: [{ add: { name: 'Network' } }],
        customfield_10051: [{ set: [{ value: 'a' }] }, { add: { value: 'b' } }],
        comment: [
          {
            add: {
              body: {
                type: 'doc',
                version: 1,
                content: [{ type: 'paragraph', content: [{ type: 'text', text: 'by the way' }] }],
              },
            },
          },
        ],
      },
      fields: { customfield_10052: 3.5, customfield_10050: null },
    });
    const { fields, changelog } = await client().issues.getIssue({ issueIdOrKey: key, expand: 'changelog' });
    expect(fields).toMatchObject({
      labels: ['two'],
      components: [{ name: 'Printer' }, { name: 'Network' }],
      customfield_10051: [{ value: 'a' }, { value: 'b' }],
      customfield_10052: 3.5,
      customfield_10050: null,
      comment: { total: 1 },
    });
    const items = changelog?.histories?.[0]?.items?.map(({ field, fromString, toString: to }) => [field, fromString, to]);
    expect(items).toContainEqual(['Component', 'Printer', 'Printer, Network']);
    expect(items).toContainEqual(['Team', 'Red', null]);
  });

  it('names what a list has not got', async () => {
    const answer = await raw('POST', '/rest/api/3/issue', {
      fields: {
        project: { key: 'HELP' },
        issuetype: { name: 'Saga' },
        summary: 'x',
        priority: { name: 'Urgent' },
        components: [{ name: 'Nose' }],
        fixVersions: [{ name: '9.9' }],
        customfield_10052: 'three',
        duedate: 'tomorrow',
      },
    });
    expect(answer.body.errors).toEqual({
      issuetype: 'Specify a valid issue type',
      priority: "Priority name 'Urgent' is not valid",
      components: "Component name 'Nose' is not valid",
      fixVersions: "Version name '9.9' is not valid",
      customfield_10052: 'Operation value must be a number',
      duedate: 'Error parsing date string: tomorrow',
    });
  });

  it('says 404 for what is hidden and 403 for what is not allowed', async () => {
    const { key } = await create('inner', { security: { name: 'Inner' } });
    await expect(ben().issues.getIssue({ issueIdOrKey: key })).rejects.toMatchObject({
      status: 404,
      body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} },
    });
    const open = await create('open');
    await expect(ben().issues.editIssue({ issueIdOrKey: open.key, fields: { summary: 'mine' } })).rejects.toMatchObject({
      status: 403,
    });
    await expect(ben().issues.deleteIssue({ issueIdOrKey: open.key })).rejects.toMatchObject({ status: 403 });
  });

  it('deletes subtasks only when told to', async () => {
    const { key } = await create('whole');
    const part = await create('part', { issuetype: { name: 'Sub-task' }, parent: { key } });
    await expect(client().issues.deleteIssue({ issueIdOrKey: key })).rejects.toMatchObject({ status: 400 });
    await client().issues.deleteIssue({ issueIdOrKey: key, deleteSubtasks: 'true' });
    await expect(client().issues.getIssue({ issueIdOrKey: part.key })).rejects.toMatchObject({ status: 404 });
    expect(
      (
        await raw('POST', '/rest/api/3/issue', {
          fields: { project: { key: 'HELP' }, issuetype: { name: 'Sub-task' }, summary: 'x' },
        })
      ).body.errors,
    ).toEqual({
      parent: 'Issue type is a sub-task but parent issue key or id not specified.',
    });
  });

  it('wants what a transition demands, and takes the resolution away again', async () => {
    const { key } = await create('strict', {}, 'STRICT');
    const move = (id: string, fields?: Record<string, unknown>) =>
      raw('POST', `/rest/api/3/issue/${key}/transitions`, { transition: { id }, ...(fields === undefined ? {} : { fields }) });
    expect(await move('11')).toMatchObject({ status: 400, body: { errors: { resolution: 'Resolution is required.' } } });
    expect((await move('11', { resolution: { name: 'Duplicate' } })).status).toBe(204);
    const resolution = async () =>
      (await raw('GET', `/rest/api/3/issue/${key}?fields=resolution`)).body.fields.resolution?.name ?? null;
    expect(await resolution()).toBe('Duplicate');
    expect((await move('11')).body.errorMessages).toEqual(["Transition id '11' is not valid for this issue."]);
    expect((await move('21')).status).toBe(204);
    expect(await resolution()).toBeNull();
  });

  it('rolls worklogs up into the time tracking', async () => {
    const { key } = await create('work', { timetracking: { originalEstimate: '1d' } });
    const tracking = async () => (await raw('GET', `/rest/api/3/issue/${key}?fields=timetracking`)).body.fields.timetracking;
    const worklog = await client().issueWorklogs.addWorklog({ issueIdOrKey: key, timeSpent: '3h' });
    expect(await tracking()).toMatchObject({
      originalEstimate: '1d',
      remainingEstimate: '5h',
      timeSpent: '3h',
      timeSpentSeconds: 10_800,
    });
    await client().issueWorklogs.deleteWorklog({
      issueIdOrKey: key,
      id: worklog.id ?? '',
      adjustEstimate: 'new',
      newEstimate: '2h',
    });
    expect(await tracking()).toMatchObject({ remainingEstimateSeconds: 7200, timeSpentSeconds: 0 });
  });

  it('shows comments of a group to its members alone', async () => {
    const { key } = await create('secrets');
    const body = {
      type: 'doc' as const,
      version: 1 as const,
      content: [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text: 'inner' }] }],
    };
    await client().issueComments.addComment({ issueIdOrKey: key, body, visibility: { type: 'group', value: 'support' } });
    expect((await client().issueComments.getComments({ issueIdOrKey: key })).total).toBe(1);
    expect((await ben().issueComments.getComments({ issueIdOrKey: key })).total).toBe(0);
  });

  it('takes files only with the header that browsers do not send', async () => {
    const { key } = await create('files');
    const form = () => {
      const data = new FormData();
      data.append('file', new Blob(['smoke'], { type: 'text/plain' }), 'log.txt');
      return data;
    };
    expect(await raw('POST', `/rest/api/3/issue/${key}/attachments`, form())).toMatchObject({
      status: 403,
      text: 'XSRF check failed',
    });
    const added = await raw('POST', `/rest/api/3/issue/${key}/attachments`, form(), { 'x-atlassian-token': 'no-check' });
    expect(added.body).toMatchObject([{ filename: 'log.txt', size: 5, mimeType: 'text/plain' }]);
    expect((await raw('GET', `/rest/api/3/attachment/content/${added.body[0].id}`)).text).toBe('smoke');
  });

  it('moves an issue to another project, where its old key still finds it', async () => {
    const { id, key } = await create('traveller');
    const project = await client().projects.getProject({ projectIdOrKey: 'STRICT' });
    const type = project.issueTypes?.[0]?.id ?? '';
    const moved = await raw('POST', '/rest/api/3/bulk/issues/move', {
      targetToSourcesMapping: { [`STRICT,${type}`]: { issueIdsOrKeys: [key] } },
    });
    expect((await raw('GET', `/rest/api/3/bulk/queue/${moved.body.taskId}`)).body).toMatchObject({
      status: 'COMPLETE',
      processedAccessibleIssues: [Number(id)],
    });
    expect((await raw('GET', `/rest/api/3/issue/${key}`)).body.key).toMatch(/^STRICT-/);
  });
});

describe('rate limits of the Jira twin', () => {
  it('refuses with a reason and the time to wait', async () => {
    const twins = await startTwins();
    try {
      await twins.admin('PUT', at('J-1.1/jira-limits/base/1'), { seeds: { ...seed, jira: { ...seed.jira, rateLimits: 3 } } });
      const origin = await twins.forward('J-1.1/jira-limits/base/1', 'jira');
      const authorization = `Basic ${Buffer.from('ada@acme.example:jira-ada-token').toString('base64')}`;
      const ask = () => fetch(`${origin}/rest/api/3/myself`, { headers: { authorization } });
      const remaining = [];
      for (let turn = 0; turn < 3; turn += 1) remaining.push((await ask()).headers.get('x-ratelimit-remaining'));
      expect(remaining).toEqual(['2', '1', '0']);
      const refused = await ask();
      expect(refused.status).toBe(429);
      expect(refused.headers.get('ratelimit-reason')).toBe('jira-burst-based');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await twins.stop();
    }
  });
});
