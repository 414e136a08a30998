import { createAgileClient, createCloudClient } from 'jira.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';
import { jqlSeed } from '../conformance/jql-seed.ts';

const namespace = 'J-1.1/agile/base/1';

describe('boards and sprints, with jira.js', () => {
  let twins: TwinsProcess;
  let origin: string;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(namespace), { seeds: jqlSeed });
    origin = await twins.forward(namespace, 'jira');
  });
  afterAll(() => twins.stop());

  const config = () => ({
    host: origin,
    auth: { type: 'basic' as const, email: 'ada@acme.example', apiToken: 'jira-ada-token' },
    onSchemaMismatch: 'throw' as const,
  });
  const agile = () => createAgileClient(config());
  const cloud = () => createCloudClient(config());
  const keys = async (jql: string) => {
    const { issues } = await cloud().issueSearch.searchAndReconsileIssuesUsingJqlPost({ jql, fields: ['summary'] });
    return issues?.map(issue => issue.key);
  };

  it('lists boards, and describes one', async () => {
    const { values } = await agile().board.getAllBoards({ projectKeyOrId: 'APP' });
    expect(values).toMatchObject([{ id: 1, name: 'App board', type: 'scrum', location: { projectKey: 'APP' } }]);
    const { columnConfig, ranking } = await agile().board.getConfiguration({ boardId: 1 });
    expect(columnConfig?.columns?.map(column => column.name)).toEqual(['Open', 'In Work', 'Closed']);
    expect(ranking?.rankCustomFieldId).toBe(10_019);
    await expect(agile().board.getBoard({ boardId: 99 })).rejects.toMatchObject({
      status: 404,
      body: { errorMessages: [expect.stringContaining('Requested board cannot be viewed')] },
    });
  });

  it('makes and deletes a board on a filter', async () => {
    const filter = await cloud().filters.createFilter({ name: 'Ops filter', jql: 'project = OPS ORDER BY Rank' });
    const location = { type: 'project' as const, projectKeyOrId: 'OPS' };
    const board = await agile().board.createBoard({ name: 'Ops', type: 'kanban', filterId: Number(filter.id), location });
    const { issues } = await agile().board.getIssuesForBoard({ boardId: board.id ?? 0 });
    expect(issues.map(issue => issue.key)).toEqual(['OPS-1', 'OPS-2']);
    await expect(agile().board.getAllSprints({ boardId: board.id ?? 0 })).rejects.toMatchObject({ status: 400 });
    await agile().board.deleteBoard({ boardId: board.id ?? 0 });
    await expect(agile().board.getBoard({ boardId: board.id ?? 0 })).rejects.toMatchObject({ status: 404 });
    await expect(agile().board.createBoard({ name: '', type: 'scrum', filterId: 1 })).rejects.toMatchObject({
      status: 400,
      body: { errors: { name: expect.any(String), filterId: expect.any(String) } },
    });
  });

  it('takes a sprint from future to active to closed, and no other way', async () => {
    const sprint = await agile().sprint.createSprint({ name: ' Delta ', originBoardId: 1, goal: 'Ship it' });
    expect(sprint).toMatchObject({ name: 'Delta', state: 'future', goal: 'Ship it', originBoardId: 1 });
    const sprintId = sprint.id ?? 0;
    const change = (state: 'active' | 'closed' | 'future', more = {}) =>
      agile().sprint.partiallyUpdateSprint({ sprintId, state, ...more });
    await expect(change('closed')).rejects.toMatchObject({ status: 400 });
    await expect(change('active')).rejects.toMatchObject({ status: 400 });
    const times = { startDate: '2026-03-02T09:00:00.000Z', endDate: '2026-03-16T09:00:00.000Z' };
    expect(await change('active', times)).toMatchObject({ state: 'active', goal: 'Ship it' });
    expect(await change('closed')).toMatchObject({ state: 'closed', completeDate: expect.any(Date) });
    await expect(change('active')).rejects.toMatchObject({ status: 400 });
    const { values } = await agile().board.getAllSprints({ boardId: 1, state: 'closed' });
    expect(values?.map(one => one.name)).toEqual(['Alpha', 'Delta']);
  });

  it('moves issues between backlog and sprints, and the issue says so', async () => {
    await agile().sprint.moveIssuesToSprintAndRank({ sprintId: 3, issues: ['APP-3'] });
    const { fields } = await cloud().issues.getIssue({ issueIdOrKey: 'APP-3' });
    expect(fields?.customfield_10020).toMatchObject([{ id: 3, name: 'Gamma', state: 'future', boardId: 1 }]);
    expect(await keys('sprint = Gamma ORDER BY key')).toEqual(['APP-3', 'APP-5']);
    await agile().backlog.moveIssuesToBacklog({ issues: ['APP-3', 'APP-5'] });
    expect(await keys('sprint = Gamma')).toEqual([]);
    const { issues } = await agile().board.getIssuesForBacklog({ boardId: 1 });
    expect(issues.map(issue => issue.key)).toEqual(['APP-3', 'APP-5']);
    await expect(agile().sprint.moveIssuesToSprintAndRank({ sprintId: 1, issues: ['APP-3'] })).rejects.toMatchObject({
      status: 400,
    });
  });

  it('ranks', async () => {
    await agile().issue.rankIssues({ issues: ['APP-5', 'APP-4'], rankBeforeIssue: 'APP-2' });
    expect(await keys('project = APP ORDER BY Rank')).toEqual(['APP-1', 'APP-5', 'APP-4', 'APP-2', 'APP-3', 'APP-6']);
    await agile().issue.rankIssues({ issues: ['APP-1'], rankAfterIssue: 'APP-6' });
    expect(await keys('project = APP ORDER BY Rank DESC')).toEqual(['APP-1', 'APP-6', 'APP-3', 'APP-2', 'APP-4', 'APP-5']);
    const { changelog } = await cloud().issues.getIssue({ issueIdOrKey: 'APP-1', expand: 'changelog' });
    expect(changelog?.histories?.[0]?.items?.[0]).toMatchObject({ field: 'Rank', toString: 'Ranked lower' });
  });

  it('knows epics and estimates', async () => {
    const { values } = await agile().board.getEpics({ boardId: 1 });
    expect(values).toMatchObject([{ key: 'APP-1', done: false }]);
    const { issues } = await agile().epic.getIssuesForEpic({ epicIdOrKey: 'APP-1' });
    expect(issues.map(issue => issue.key)).toEqual(['APP-2']);
    await agile().issue.estimateIssueForBoard({ issueIdOrKey: 'APP-2', boardId: 1, value: '8' });
    expect(await agile().issue.getIssueEstimationForBoard({ issueIdOrKey: 'APP-2', boardId: 1 })).toMatchObject({ value: 8 });
  });

  it('keeps properties of boards and sprints', async () => {
    await agile().sprint.setProperty({ sprintId: '2', propertyKey: 'mood', propertyValue: { is: 'good' } });
    const { keys: found } = await agile().sprint.getPropertiesKeys({ sprintId: '2' });
    expect(found?.map(one => one.key)).toEqual(['mood']);
    await agile().sprint.deleteProperty({ sprintId: '2', propertyKey: 'mood' });
    await expect(agile().sprint.getProperty({ sprintId: '2', propertyKey: 'mood' })).rejects.toMatchObject({ status: 404 });
  });
});
