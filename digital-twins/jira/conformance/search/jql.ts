import { createCloudClient } from 'jira.js';
import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call } from '../clients.ts';
import { type JqlCase, jqlCases, jqlErrors, keysOf } from '../jql-cases.ts';
import { jqlSeed } from '../jql-seed.ts';

const seed = () => jqlSeed;

const ada = (bench: Bench) =>
  createCloudClient({
    host: bench.url,
    auth: { type: 'basic', email: 'ada@acme.example', apiToken: 'jira-ada-token' },
    onSchemaMismatch: 'throw',
  });

const authorization = `Basic ${Buffer.from('ada@acme.example:jira-ada-token').toString('base64')}`;

/** The query language, on a site small enough to work out by hand. */
export const jqlChecks: Check[] = [
  ...Object.entries(jqlCases).map(([about, cases]) => tableCheck(about, cases)),
  {
    id: 'jql-errors',
    title: `${jqlErrors.length} queries that are wrong are refused in Jira’s words`,
    label: 'docs',
    seed,
    run: async bench => {
      const wrong: string[] = [];
      for (const [jql, message] of jqlErrors) {
        const { status, body } = await call(bench, 'POST', '/rest/api/3/search/jql', { jql }, { authorization });
        const said = (body.errorMessages as unknown as string[] | undefined)?.[0];
        if (status !== 400 || said !== message) wrong.push(`${jql}: ${status} ${said}`);
      }
      same(wrong, [], 'queries that are answered otherwise');
    },
  },
  {
    id: 'jql-parse',
    title: 'a query is taken apart, and a bad one gets its errors',
    label: 'spec',
    seed,
    run: async bench => {
      const queries = ['project = APP AND (status = Open OR priority >= High) ORDER BY created DESC', 'project = NOPE', 'broken'];
      const parsed = await ada(bench).jql.parseJqlQueries({ validation: 'strict', queries });
      const [good, unknown, broken] = parsed.queries ?? [];
      const structure = JSON.parse(JSON.stringify(good?.structure ?? {}));
      same([structure.where?.operator, structure.where?.clauses?.length], ['and', 2], 'where');
      same(structure.orderBy?.fields?.[0]?.direction, 'desc', 'orderBy');
      same(unknown?.errors, ["The value 'NOPE' does not exist for the field 'project'."], 'an unknown value');
      demand(broken?.structure === undefined && Number(broken?.errors?.length) === 1, 'a broken one');
    },
  },
  {
    id: 'jql-match',
    title: 'issues are matched against several queries at once',
    label: 'spec',
    seed,
    run: async bench => {
      const jira = ada(bench);
      const id = Number((await jira.issues.getIssue({ issueIdOrKey: 'APP-3' })).id);
      const jqls = ['type = Bug', 'type = Task', 'this is = wrong'];
      const { matches } = await jira.issueSearch.matchIssues({ issueIds: [id], jqls });
      same([matches?.[0]?.matchedIssues, matches?.[1]?.matchedIssues], [[id], []], 'matches');
      same(matches?.[2]?.errors?.length, 1, 'errors of the third');
    },
  },
  {
    id: 'jql-autocomplete',
    title: 'fields, functions and values are offered for completing a query',
    label: 'spec',
    seed,
    run: async bench => {
      const data = await ada(bench).jql.getAutoComplete();
      const fields = data.visibleFieldNames?.map(field => field.value) ?? [];
      demand(
        ['assignee', 'status', 'created'].every(name => fields.includes(name)),
        `fields ${fields}`,
      );
      demand(data.visibleFunctionNames?.some(one => one.value === 'currentUser()') === true, 'currentUser() is not offered');
      demand(data.jqlReservedWords?.includes('select') === true, 'the reserved words lack select');
      const asked = { fieldName: 'status', fieldValue: 'clo' };
      const { results } = await ada(bench).jql.getFieldAutoCompleteForQueryString(asked);
      same(
        results?.map(one => one.value),
        ['Closed'],
        'statuses that begin so',
      );
    },
  },
];

function tableCheck(about: string, cases: JqlCase[]): Check {
  return {
    id: `jql-${about}`,
    title: `${cases.length} queries about ${about} find what they should`,
    label: 'docs',
    seed,
    run: async bench => {
      const wrong: string[] = [];
      for (const [jql, found] of cases) {
        const got = await outcome(bench, jql);
        if (got !== keysOf(found).join(' ')) wrong.push(`${jql}: ${got}`);
      }
      same(wrong, [], 'queries that find something else');
    },
  };
}

/** The keys found, sorted when the query names no order; else why there are none. */
async function outcome(bench: Bench, jql: string): Promise<string> {
  try {
    const asked = { jql, fields: ['summary'] };
    const { issues } = await ada(bench).issueSearch.searchAndReconsileIssuesUsingJqlPost(asked);
    const keys = (issues ?? []).map(issue => String(issue.key));
    return (/order by/i.test(jql) ? keys : keys.sort()).join(' ');
  } catch (error) {
    return (error as Error).message;
  }
}
