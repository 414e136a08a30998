import { createCloudClient } from 'jira.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleSeed } from '../testing/example-seed.ts';
import { at, startTwins, type TwinsProcess } from '../testing/twins-process.ts';

const namespace = 'J-1.1/jira/base/1';

describe('the Jira twin, with jira.js', () => {
  let twins: TwinsProcess;
  let origin: string;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(namespace), { seeds: exampleSeed });
    origin = await twins.forward(namespace, 'jira');
  });
  afterAll(() => twins.stop());

  const client = (email = 'ada@acme.example', apiToken = 'jira-ada-token') =>
    createCloudClient({ host: origin, auth: { type: 'basic', email, apiToken }, onSchemaMismatch: 'throw' });
  const paragraph = (text: string) => ({
    type: 'doc' as const,
    version: 1 as const,
    content: [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] }],
  });
  const create = (summary: string, more: Record<string, unknown> = {}) =>
    client().issues.createIssue({ fields: { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary, ...more } });
  const keys = async (jql: string) => {
    const found = await client().issueSearch.searchAndReconsileIssuesUsingJqlPost({ jql, fields: ['summary'] });
    return found.issues?.map(issue => issue.key);
  };
  const raw = async (method: string, path: string, body?: unknown) => {
    const authorization = `Basic ${Buffer.from('ada@acme.example:jira-ada-token').toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(`${origin}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };

  it('knows people by address and token, and nobody else', async () => {
    expect(await client().myself.getCurrentUser()).toMatchObject({ displayName: 'Ada Moreno', emailAddress: 'ada@acme.example' });
    await expect(client('ada@acme.example', 'jira-ben-token').myself.getCurrentUser()).rejects.toMatchObject({ status: 401 });
    expect((await fetch(`${origin}/rest/api/3/myself`)).status).toBe(401);
  });

  it('describes the site, its projects and what an issue needs', async () => {
    expect((await client().serverInfo.getServerInfo()).deploymentType).toBe('Cloud');
    expect((await client().projects.searchProjects()).values?.map(project => project.key)).toEqual(['HELP', 'BOARD']);
    const project = await client().projects.getProject({ projectIdOrKey: 'HELP' });
    expect(project.issueTypes?.map(type => type.name)).toEqual(['Task', 'Bug']);
    const types = await client().issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: 'HELP' });
    const fields = await client().issues.getCreateIssueMetaIssueTypeId({
      projectIdOrKey: 'HELP',
      issueTypeId: types.issueTypes?.[0]?.id ?? '',
    });
    expect(fields.fields?.filter(field => field.required).map(field => field.key)).toEqual(['summary', 'issuetype', 'project']);
  });

  it('creates an issue, and gives its document back as it was', async () => {
    const description = paragraph('It does *not* print');
    const created = await create('Printer is silent', { description, labels: ['printer'], priority: { name: 'Low' } });
    expect(created.key).toBe('HELP-9');
    const { fields } = await client().issues.getIssue({ issueIdOrKey: created.key });
    expect(fields).toMatchObject({
      summary: 'Printer is silent',
      description,
      labels: ['printer'],
      status: { name: 'Open' },
      reporter: { displayName: 'Ada Moreno' },
    });
  });

  it('takes text where the client writes text', async () => {
    const created = await create('Written as text', { description: 'one\n\ntwo' });
    const { fields } = await client().issues.getIssue({ issueIdOrKey: created.key });
    expect(fields?.description).toMatchObject({ type: 'doc', content: [{ type: 'paragraph' }, { type: 'paragraph' }] });
    const comment = await client().issueComments.addComment({ issueIdOrKey: created.key, body: 'as text' });
    expect(comment.body).toMatchObject({ type: 'doc' });
  });

  it('names every field that is wrong at once', async () => {
    const fields = {
      project: { key: 'HELP' },
      priority: { name: 'Urgent' },
      labels: ['a b'],
      colour: 'red',
      description: 'text',
    };
    expect(await raw('POST', '/rest/api/3/issue', { fields })).toEqual({
      status: 400,
      body: {
        errorMessages: [],
        errors: {
          summary: 'You must specify a summary of the issue.',
          issuetype: 'Specify an issue type',
          priority: "Priority name 'Urgent' is not valid",
          labels: "The label 'a b' contains spaces which is invalid.",
          colour: "Field 'colour' cannot be set. It is not on the appropriate screen, or unknown.",
          description: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)',
        },
      },
    });
  });

  it('moves an issue along its workflow only', async () => {
    const { key } = await create('To be moved');
    const { transitions } = await client().issues.getTransitions({ issueIdOrKey: key });
    expect(transitions?.map(({ name, to }) => [name, to?.name])).toEqual([
      ['Escalate', 'Escalated'],
      ['Resolve', 'Done'],
    ]);
    const move = (id: string | undefined) => client().issues.doTransition({ issueIdOrKey: key, transition: { id: id ?? '' } });
    await move(transitions?.[0]?.id);
    await expect(move(transitions?.[0]?.id)).rejects.toMatchObject({
      status: 400,
      body: { errorMessages: ["Transition id '11' is not valid for this issue."] },
    });
    await move(transitions?.[1]?.id);
    const issue = await client().issues.getIssue({ issueIdOrKey: key, expand: 'changelog' });
    expect(issue.fields).toMatchObject({
      status: { name: 'Done', statusCategory: { key: 'done' } },
      resolution: { name: 'Done' },
    });
    expect(issue.changelog?.histories).toHaveLength(2);
    const { body } = await twins.admin('GET', at(namespace, '/state'));
    expect(body.jira?.issues?.[key]).toMatchObject({
      status: 'Done',
      transitions: [{ by: 'ada', from: 'Open', to: 'Escalated' }, { to: 'Done' }],
    });
  });

  it('adds and lists comments', async () => {
    const { key } = await create('To be discussed');
    const added = await client('ben@acme.example', 'jira-ben-token').issueComments.addComment({
      issueIdOrKey: key,
      body: paragraph('Looking'),
    });
    expect(added).toMatchObject({ body: paragraph('Looking'), author: { displayName: 'Ben Okafor' } });
    const { comments, total } = await client().issueComments.getComments({ issueIdOrKey: key });
    expect(total).toBe(1);
    expect(comments?.[0]?.id).toBe(added.id);
    expect((await raw('POST', `/rest/api/3/issue/${key}/comment`, { body: 'text' })).body.errors).toEqual({
      comment: 'Comment body is not valid!',
    });
  });

  it('edits and deletes', async () => {
    const { key } = await create('Old words', { labels: ['one'] });
    const update = { labels: [{ add: 'two' }, { remove: 'one' }] };
    await client().issues.editIssue({ issueIdOrKey: key, fields: { summary: 'New words' }, update });
    expect((await client().issues.getIssue({ issueIdOrKey: key })).fields).toMatchObject({
      summary: 'New words',
      labels: ['two'],
    });
    await client().issues.deleteIssue({ issueIdOrKey: key });
    await expect(client().issues.getIssue({ issueIdOrKey: key })).rejects.toMatchObject({ status: 404 });
  });

  it('hides what somebody may not see', async () => {
    const ben = client('ben@acme.example', 'jira-ben-token');
    expect((await client().issues.getIssue({ issueIdOrKey: 'BOARD-1' })).key).toBe('BOARD-1');
    await expect(ben.issues.getIssue({ issueIdOrKey: 'BOARD-1' })).rejects.toMatchObject({
      body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} },
    });
    await expect(ben.projects.getProject({ projectIdOrKey: 'BOARD' })).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ['project = HELP AND status = "Open" and summary ~ "fire" ORDER BY created', ['HELP-7']],
    ['project = "Help desk" AND created < "2026-03-01 10:30"', ['HELP-7']],
    ['statusCategory = Done and created < 2026-03-02', ['HELP-8']],
    ['issuetype in (Bug, Task) AND created < "2026-03-02" ORDER BY key DESC', ['HELP-8', 'HELP-7', 'BOARD-1']],
    ['assignee = currentUser()', ['HELP-7']],
    ['assignee is EMPTY and created < -12h and not project = BOARD', ['HELP-8']],
    ['labels = urgent OR labels in (none)', ['HELP-7']],
    ['text ~ "smok*" ', ['HELP-7']],
    ['comment ~ "on way"', ['HELP-7']],
    ['key in (HELP-8, HELP-7) ORDER BY priority DESC, key', ['HELP-7', 'HELP-8']],
    ['resolution = Unresolved AND (priority = High OR type = Epic)', ['HELP-7']],
    ['summary ~ "\\"is on\\"" ', ['HELP-7']],
    ['project = HELP AND status != Open AND updated <= 2026-03-02', ['HELP-8']],
  ])('finds %s', async (jql, expected) => {
    expect(await keys(jql)).toEqual(expected);
  });

  it('answers ids alone by default, in pages that hold each issue once', async () => {
    const jql = 'project = HELP ORDER BY created ASC';
    const seen: (string | undefined)[] = [];
    let nextPageToken: string | undefined;
    do {
      const page = await client().issueSearch.searchAndReconsileIssuesUsingJql({
        jql,
        maxResults: 2,
        ...(nextPageToken === undefined ? {} : { nextPageToken }),
      });
      expect(Object.keys(page.issues?.[0] ?? {})).toEqual(['id']);
      seen.push(...(page.issues ?? []).map(issue => issue.id));
      nextPageToken = page.nextPageToken ?? undefined;
    } while (nextPageToken !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength((await client().issueSearch.countIssues({ jql })).count ?? -1);
  });

  it('refuses queries as Jira does', async () => {
    const ask = async (jql: string) => (await raw('POST', '/rest/api/3/search/jql', { jql })).body.errorMessages[0];
    expect(await ask('')).toMatch(/^Unbounded JQL queries are not allowed here/);
    expect(await ask('colour = red')).toBe("Field 'colour' does not exist or you do not have permission to view it.");
    expect(await ask('project = NOPE')).toBe("The value 'NOPE' does not exist for the field 'project'.");
    expect(await ask('project = HELP AND')).toMatch(/^Error in the JQL Query/);
    expect(await ask('summary = x')).toBe("The operator '=' is not supported by the 'summary' field.");
    const removed = await raw('GET', '/rest/api/3/search?jql=project=HELP');
    expect(removed.status).toBe(410);
    expect(removed.body.errorMessages[0]).toContain('CHANGE-2046');
    expect(await raw('GET', '/rest/api/3/nothing-like-it')).toMatchObject({ status: 404, body: { errors: {} } });
  });

  it('answers its smaller lists as the client’s schemas have them', async () => {
    const jira = client();
    const me = await jira.myself.getCurrentUser();
    expect(await jira.users.getUser({ accountId: me.accountId ?? '' })).toMatchObject({ displayName: 'Ada Moreno' });
    expect(await jira.userSearch.findUsers({ query: 'ben@' })).toMatchObject([{ displayName: 'Ben Okafor' }]);
    expect(await jira.userSearch.findAssignableUsers({ project: 'BOARD', query: '' })).toHaveLength(1);
    expect((await jira.workflowStatuses.getStatuses()).map(status => status.name)).toContain('Escalated');
    expect((await jira.issueTypes.getIssueAllTypes()).map(type => type.name)).toContain('Bug');
    expect((await jira.projects.getAllStatuses({ projectIdOrKey: 'HELP' }))[0]?.statuses).toHaveLength(3);
    const { key } = await create('To be assigned');
    await jira.issues.assignIssue({ issueIdOrKey: key, accountId: me.accountId ?? '' });
    const { values } = await jira.issues.getChangeLogs({ issueIdOrKey: key });
    expect(values?.[0]?.items?.[0]).toMatchObject({ field: 'assignee', toString: 'Ada Moreno' });
    expect((await raw('GET', '/rest/api/3/priority')).body.map(({ name }: { name: string }) => name)).toContain('Highest');
  });

  it('shows issues as pages, with everything escaped', async () => {
    const { key } = await create('<script>alert(1)</script>');
    const page = await (await fetch(`${origin}/browse/${key}`)).text();
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toContain('<script>alert');
    expect(await (await fetch(`${origin}/`)).text()).toContain('Printer is on fire');
  });
});
