import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, find, makeTask, refusalOf, sdk } from '../clients.ts';
import { seed, seedWithTasks } from '../seed.ts';

const removed =
  'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046';

/** Searching, page by page. */
export const searchPageChecks: Check[] = [
  {
    id: 'search-removed',
    title: 'the old search is gone from every version: 410 with the text of CHANGE-2046',
    label: 'docs',
    seed,
    run: async bench => {
      for (const version of ['2', '3', 'latest']) {
        const path = `/rest/api/${version}/search`;
        const got = refusalOf(await call(bench, 'GET', `${path}?jql=project%3DHELP`), 410);
        const posted = refusalOf(await call(bench, 'POST', path, { jql: 'project = HELP' }), 410);
        same([got.errorMessages, posted.errorMessages], [[removed], [removed]], `texts of version ${version}`);
      }
    },
  },
  {
    id: 'search-pages',
    title: 'tokens lead through 230 issues, each exactly once, though others are made and deleted meanwhile',
    label: 'docs',
    seed: seedWithTasks(230),
    run: async bench => {
      const seen: string[] = [];
      const sizes: number[] = [];
      for await (const page of pages(bench, { jql: 'summary ~ "Task" ORDER BY key ASC', fields: ['summary'], maxResults: 50 })) {
        sizes.push(page.length);
        seen.push(...page);
        if (sizes.length === 1) await makeTask(bench, 'Something else');
        if (sizes.length === 2) await sdk(bench, 'ben').issues.deleteIssue({ issueIdOrKey: 'OPS-2' });
      }
      same([new Set(seen).size, seen.length], [230, 230], 'issues seen');
      same(sizes, [50, 50, 50, 50, 30], 'sizes of the pages');
    },
  },
  {
    id: 'search-ids',
    title: 'by default a search gives ids alone, fifty of them, and no total',
    label: 'docs',
    seed: seedWithTasks(60),
    run: async bench => {
      const { body } = await call(bench, 'POST', '/rest/api/3/search/jql', { jql: 'project = OPS' });
      const issues = body.issues as unknown as Record<string, string>[];
      same([issues.length, Object.keys(issues[0] ?? {})], [50, ['id']], 'how many, and what of them');
      same([body.total, body.startAt, body.isLast], [undefined, undefined, false], 'total, startAt, isLast');
      demand(typeof body.nextPageToken === 'string', 'there is no nextPageToken');
      const rest = { jql: 'project = OPS', nextPageToken: body.nextPageToken };
      const last = await call(bench, 'POST', '/rest/api/3/search/jql', rest);
      same([(last.body.issues as unknown as unknown[]).length, last.body.isLast], [11, true], 'the last page');
      same(last.body.nextPageToken ?? null, null, 'its token');
    },
  },
  {
    id: 'search-fields',
    title: 'with fields each issue has key, self and what was asked for',
    label: 'docs',
    seed,
    run: async bench => {
      const query = encodeURIComponent('key = HELP-2');
      const { body } = await call(
        bench,
        'GET',
        `/rest/api/3/search/jql?jql=${query}&fields=summary,assignee&expand=names,changelog`,
      );
      const [issue] = body.issues as unknown as Record<string, Record<string, unknown>>[];
      same(
        [String(issue?.['key']), Object.keys(issue?.['fields'] ?? {}).sort()],
        ['HELP-2', ['assignee', 'summary']],
        'key and fields',
      );
      demand(String(issue?.['self']).startsWith(bench.url), `self ${issue?.['self']}`);
      demand(issue?.['changelog'] !== undefined, 'no changelog');
      const all = await sdk(bench).issueSearch.searchAndReconsileIssuesUsingJql({ jql: 'key = HELP-2', fields: ['*all'] });
      demand(all.issues?.[0]?.fields?.comment !== undefined, '*all has no comments');
    },
  },
  {
    id: 'search-get-is-post',
    title: 'asking by GET and by POST finds the same',
    label: 'spec',
    seed,
    run: async bench => {
      const jql = 'project in (HELP, OPS) AND summary ~ "p*" ORDER BY created DESC, key DESC';
      const got = await sdk(bench).issueSearch.searchAndReconsileIssuesUsingJql({ jql, fields: ['summary'] });
      const posted = await find(bench, jql);
      demand(posted.length >= 2, `it finds ${posted}`);
      same(
        got.issues?.map(issue => issue.key),
        posted,
        'by GET',
      );
    },
  },
  {
    id: 'search-unbounded',
    title: 'a query without any restriction is refused, and its count too',
    label: 'docs',
    seed,
    run: async bench => {
      const said = 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.';
      for (const jql of ['', 'ORDER BY created DESC']) {
        same(refusalOf(await call(bench, 'POST', '/rest/api/3/search/jql', { jql }), 400).errorMessages, [said], `for "${jql}"`);
      }
      refusalOf(await call(bench, 'GET', '/rest/api/3/search/jql'), 400);
      demand((await find(bench, 'created > -10w')).length >= 5, 'a bounded one finds nothing');
    },
  },
  {
    id: 'search-count',
    title: 'the approximate count is of what one may see',
    label: 'docs',
    seed: seedWithTasks(120),
    run: async bench => {
      const count = async (jql: string, person: 'ada' | 'cleo') =>
        (await sdk(bench, person).issueSearch.countIssues({ jql })).count;
      same(await count('project = OPS', 'ada'), 121, 'of OPS');
      same(
        [await count('created <= now()', 'ada'), await count('created <= now()', 'cleo')],
        [125, 126],
        'of all, for Ada and Cleo',
      );
      refusalOf(await call(bench, 'POST', '/rest/api/3/search/approximate-count', { jql: 'colour = red' }), 400);
    },
  },
  {
    id: 'search-foreign-token',
    title: 'a token that was made up is refused, and so is a page of less than nothing',
    label: 'guess',
    seed: seedWithTasks(5),
    run: async bench => {
      const ask = (more: object) =>
        call(bench, 'POST', '/rest/api/3/search/jql', { jql: 'project = OPS', maxResults: 2, ...more });
      const first = await ask({});
      same((first.body.issues as unknown as unknown[]).length, 2, 'the first page');
      refusalOf(await ask({ nextPageToken: 'made-up' }), 400);
      refusalOf(await ask({ maxResults: -1 }), 400);
      same((await ask({ nextPageToken: first.body.nextPageToken })).status, 200, 'with its own token');
    },
  },
];

/** The keys, page by page. */
async function* pages(bench: Bench, query: { jql: string; fields: string[]; maxResults: number }): AsyncGenerator<string[]> {
  let nextPageToken: string | null | undefined;
  do {
    const sent = { ...query, ...(nextPageToken ? { nextPageToken } : {}) };
    const page = await sdk(bench).issueSearch.searchAndReconsileIssuesUsingJqlPost(sent);
    demand(page.issues !== undefined, 'there is no list of issues');
    same(page.isLast === true, !page.nextPageToken, 'isLast, by whether there is a token');
    nextPageToken = page.nextPageToken;
    yield page.issues.map(issue => String(issue.key));
  } while (nextPageToken);
}
