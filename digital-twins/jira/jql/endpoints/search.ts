import { type Answer, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { wantedFields } from '../../issue/fields.ts';
import { changeShape, issueShape, namesOf, schemasOf } from '../../issue/shape.ts';
import type { Issue } from '../../model/issue.ts';
import { type JiraCall, type RestOperation, restOperation } from '../../operation.ts';
import { errorAnswer, JiraRefusal } from '../../refusal.ts';
import { type View, viewOf } from '../../shapes.ts';
import type { JiraState } from '../../state.ts';
import { transitionShapes } from '../../workflow/transition-operations.ts';
import { prepareSearch, type Search } from '../find.ts';
import { JqlError } from '../syntax/jql-error.ts';
import { encodeToken, readToken } from './page-token.ts';
import { readSearch, type SearchRequest } from './search-request.ts';

const removed =
  'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046';

const operations: RestOperation[] = [
  { name: 'search.jql', method: 'GET POST', path: '/search/jql', label: 'spec', anonymous: true, run: search },
  {
    name: 'search.approximate-count',
    method: 'POST',
    path: '/search/approximate-count',
    label: 'spec',
    anonymous: true,
    run: call => json({ count: findIssues(call, readSearch(call).jql).length }),
  },
  // Removed in 2025 (Jira docs, CHANGE-2046).
  {
    name: 'search.removed',
    method: 'GET POST',
    path: '/search',
    label: 'docs',
    anonymous: true,
    run: () => errorAnswer(410, [removed]),
  },
  {
    name: 'search.id.removed',
    method: 'POST',
    path: '/search/id',
    label: 'guess',
    anonymous: true,
    run: () => errorAnswer(410, [removed]),
  },
];

export const searchOperations: Operation<JiraState>[] = operations.map(restOperation);

/** Ids alone unless fields are asked for; pages by an opaque token that belongs to its query. */
function search(call: JiraCall): Answer {
  const request = readSearch(call);
  // `reconcileIssues` needs nothing: here no index lags behind the issues.
  const issues = findIssues(call, request.jql);
  const start = readToken(request, issues);
  const page = issues.slice(start, start + request.maxResults);
  const isLast = start + page.length >= issues.length;
  const view = viewOf(call);
  const last = page.at(-1);
  return json({
    issues: page.map(issue => shapeOf(call, issue, request)),
    ...(isLast || last === undefined ? {} : { nextPageToken: encodeToken(request.jql, last.id, start + page.length) }),
    isLast,
    ...extras(view, request),
  });
}

function shapeOf(call: JiraCall, issue: Readonly<Issue>, { fields, expand, properties }: SearchRequest): unknown {
  const view = viewOf(call);
  if (fields.length === 0 && expand.length === 0 && properties.length === 0) return { id: issue.id };
  const isWhole = fields.some(field => field !== 'id' && field !== 'key');
  const { names, schema, fields: values, ...shape } = issueShape(view, issue, { fields, expand, properties });
  return {
    ...shape,
    ...(isWhole ? { fields: values } : {}),
    ...(expand.includes('transitions') ? { transitions: transitionShapes(call, issue, expand) } : {}),
    ...(expand.includes('changelog') ? { changelog: changelogOf(view, issue) } : {}),
  };
}

function changelogOf(view: View, issue: Readonly<Issue>): unknown {
  const histories = view.state.changes.by('issue', issue.id).map(change => changeShape(view, change));
  return { startAt: 0, maxResults: histories.length, total: histories.length, histories: histories.reverse() };
}

/** Names and schemas stand once beside the issues. */
function extras(view: View, { fields, expand }: SearchRequest): Record<string, unknown> {
  const ids = expand.includes('names') || expand.includes('schema') ? wantedFields(view, fields) : [];
  return {
    ...(expand.includes('names') ? { names: namesOf(view, ids) } : {}),
    ...(expand.includes('schema') ? { schema: schemasOf(view, ids) } : {}),
  };
}

/** What a query finds, in its order. Throws `JiraRefusal` 400 for one that is not bounded or not valid. */
export function findIssues(call: JiraCall, jql: string): Readonly<Issue>[] {
  const query = prepare(call, jql);
  if (query === undefined) return [];
  if (!query.isBounded) {
    throw new JiraRefusal(400, ['Unbounded JQL queries are not allowed here. Please add a search restriction to your query.']);
  }
  return query.order(query.find());
}

/** Undefined where somebody anonymous asks for what is not there: they are told nothing (recorded on a public site). */
function prepare(call: JiraCall, jql: string): Search | undefined {
  try {
    return prepareSearch(jql, call.state, call.user, call.clock.now());
  } catch (error) {
    if (!(error instanceof JqlError)) throw error;
    if (call.user.accountId === '' && !error.isSyntax) return undefined;
    throw new JiraRefusal(400, error.messages);
  }
}
