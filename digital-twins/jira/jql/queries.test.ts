import { createCloudClient } from 'jira.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';
import { jqlCases, jqlErrors, keysOf } from '../conformance/jql-cases.ts';
import { jqlSeed } from '../conformance/jql-seed.ts';

const namespace = 'J-1.1/jql/base/1';

describe('JQL, with jira.js', () => {
  let twins: TwinsProcess;
  let origin: string;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(namespace), { seeds: jqlSeed });
    origin = await twins.forward(namespace, 'jira');
  });
  afterAll(() => twins.stop());

  const client = (person = 'ada') =>
    createCloudClient({
      host: origin,
      auth: { type: 'basic', email: `${person}@acme.example`, apiToken: `jira-${person}-token` },
      onSchemaMismatch: 'throw',
    });
  const find = async (jql: string, person?: string) => {
    const page = await client(person).issueSearch.searchAndReconsileIssuesUsingJqlPost({ jql, fields: ['summary'] });
    return page.issues?.map(issue => issue.key) ?? [];
  };

  for (const [about, cases] of Object.entries(jqlCases)) {
    it.each(cases)(`finds, for ${about}: %s`, async (jql, found) => {
      const keys = await find(jql);
      expect(/order by/i.test(jql) ? keys : keys.sort()).toEqual(keysOf(found));
    });
  }

  it.each(jqlErrors)('refuses %s', async (jql, message) => {
    await expect(find(jql)).rejects.toMatchObject({ status: 400, body: { errorMessages: [message], errors: {} } });
    await expect(client().issueSearch.countIssues({ jql })).rejects.toMatchObject({ status: 400 });
  });

  it('shows each person what that person may see', async () => {
    expect(await find('summary ~ printer', 'cleo')).toEqual(['OPS-1', 'SECRET-1']);
    expect(await find('project = SECRET', 'cleo')).toEqual(['SECRET-1']);
  });

  it('takes queries apart', async () => {
    const { queries } = await client().jql.parseJqlQueries({
      validation: 'strict',
      queries: ['status was Open by currentUser() AND project in (APP, "The App") ORDER BY key DESC', 'project = NOPE', 'broken'],
    });
    expect(queries?.[0]?.structure).toMatchObject({
      where: {
        operator: 'and',
        clauses: [
          {
            field: { name: 'status' },
            operator: 'was',
            operand: { value: 'Open' },
            predicates: [{ operator: 'by', operand: { function: 'currentUser' } }],
          },
          {
            field: { name: 'project' },
            operator: 'in',
            operand: { values: [{ value: 'APP' }, { value: 'The App', encodedValue: '"The App"' }] },
          },
        ],
      },
      orderBy: { fields: [{ direction: 'desc', field: { name: 'key' } }] },
    });
    expect(queries?.[1]?.errors).toEqual(["The value 'NOPE' does not exist for the field 'project'."]);
    expect(queries?.[2]?.errors?.[0]).toContain('Expecting operator before the end of the query.');
  });

  it('matches issues against queries, completes words, and counts', async () => {
    const issue = await client().issues.getIssue({ issueIdOrKey: 'APP-3' });
    const { matches } = await client().issueSearch.matchIssues({
      issueIds: [Number(issue.id)],
      jqls: ['type = Bug', 'type = Task', 'bad bad'],
    });
    expect(matches).toMatchObject([
      { matchedIssues: [Number(issue.id)] },
      { matchedIssues: [] },
      { errors: ['Invalid JQL: bad bad'] },
    ]);
    const data = await client().jql.getAutoComplete();
    expect(data.visibleFieldNames?.map(field => field.value)).toEqual(
      expect.arrayContaining(['assignee', 'sprint', '"Customer note"']),
    );
    expect(data.visibleFunctionNames?.map(one => one.value)).toContain('membersOf()');
    const { results } = await client().jql.getFieldAutoCompleteForQueryString({ fieldName: 'status', fieldValue: 'in w' });
    expect(results).toEqual([{ value: '"In Work"', displayName: '<b>In W</b>ork' }]);
    expect(await client().issueSearch.countIssues({ jql: 'project = APP' })).toEqual({ count: 6 });
    const { sections } = await client().issueSearch.getIssuePickerResource({ query: 'card', currentJQL: 'project = APP' });
    expect(sections?.[1]?.issues?.map(one => one.key)).toEqual(['APP-6', 'APP-2']);
  });

  it('gives each issue once, though others are made between the pages', async () => {
    const seen: (string | undefined)[] = [];
    let nextPageToken: string | undefined;
    do {
      const page = await client().issueSearch.searchAndReconsileIssuesUsingJql({
        jql: 'project = APP',
        maxResults: 2,
        ...(nextPageToken === undefined ? {} : { nextPageToken }),
      });
      seen.push(...(page.issues ?? []).map(issue => issue.id));
      nextPageToken = page.nextPageToken ?? undefined;
      await client().issues.createIssue({
        fields: { project: { key: 'APP' }, issuetype: { name: 'Task' }, summary: 'Made meanwhile' },
      });
    } while (nextPageToken !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(6);
  });
});
