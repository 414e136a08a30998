import { type Answer, json } from '../kit/answer.ts';
import type { Operation } from '../kit/plugin.ts';
import { bodyFields } from '../kit/request.ts';
import { issueShape } from './issue-shape.ts';
import { prepareSearch } from './jql.ts';
import { JqlError } from './jql-lexer.ts';
import { canSee, errorAnswer, type JiraCall, JiraRefusal, projectOf, readNumber, restOperation } from './operation.ts';
import { viewOf } from './shapes.ts';
import type { Issue, JiraState } from './state.ts';

export const searchOperations: Operation<JiraState>[] = [
  restOperation({ name: 'search.jql', method: 'GET POST', path: '/search/jql', label: 'docs', run: search }),
  restOperation({
    name: 'search.approximate-count',
    method: 'POST',
    path: '/search/approximate-count',
    label: 'docs',
    run: call => json({ count: find(call, String(readParam(call, 'jql') ?? '')).length }),
  }),
  restOperation({
    name: 'search.removed',
    method: 'GET POST',
    path: '/search',
    label: 'docs',
    run: () =>
      errorAnswer(410, [
        'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046',
      ]),
  }),
];

function readParam(call: JiraCall, name: string): unknown {
  const { request } = call;
  if (request.method === 'POST') return bodyFields(request.body)[name];
  return request.query.getAll(name).join(',') || undefined;
}

/** Ids alone unless fields are asked for; pages by an opaque token that belongs to its query. */
function search(call: JiraCall): Answer {
  const jql = String(readParam(call, 'jql') ?? '');
  const found = find(call, jql);
  const size = readNumber(String(readParam(call, 'maxResults') ?? ''), 50, 5000);
  const start = readToken(call, jql);
  const page = found.slice(start, start + size);
  const isLast = start + page.length >= found.length;
  const fields = readFieldNames(readParam(call, 'fields'));
  const issues = page.map(issue => (fields.length === 0 ? { id: issue.id } : issueShape(viewOf(call), issue, fields)));
  return json({ issues, ...(isLast ? {} : { nextPageToken: encodeToken(jql, start + page.length) }), isLast });
}

function readFieldNames(value: unknown): string[] {
  const list = Array.isArray(value) ? value.map(String) : String(value ?? '').split(',');
  const names = list.map(name => name.trim()).filter(name => name !== '');
  return names.length === 1 && names[0] === 'id' ? [] : names;
}

function find(call: JiraCall, jql: string): Issue[] {
  const query = prepare(call, jql);
  if (!query.isBounded) {
    throw new JiraRefusal(400, ['Unbounded JQL queries are not allowed here. Please add a search restriction to your query.']);
  }
  const visible = new Set(call.state.projects.filter(project => canSee(call.user, project)));
  const issues = [...call.state.issues.values()].filter(issue => visible.has(projectOf(call.state, issue)));
  return issues.filter(query.matches).sort(query.compare);
}

function prepare(call: JiraCall, jql: string) {
  try {
    return prepareSearch(jql, { state: call.state, user: call.user, now: call.clock.now() });
  } catch (error) {
    if (error instanceof JqlError) throw new JiraRefusal(400, [error.message]);
    throw error;
  }
}

function encodeToken(jql: string, start: number): string {
  return Buffer.from(JSON.stringify({ jql, start })).toString('base64url');
}

function readToken(call: JiraCall, jql: string): number {
  const token = readParam(call, 'nextPageToken');
  if (token === undefined || token === null || token === '') return 0;
  const page = decodeToken(String(token));
  if (page?.jql !== jql || !Number.isSafeInteger(page.start) || page.start < 0) {
    throw new JiraRefusal(400, ['The provided next page token is invalid or expired.']);
  }
  return page.start;
}

function decodeToken(token: string): { jql?: unknown; start: number } | undefined {
  try {
    const page: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return typeof page === 'object' && page !== null && 'start' in page ? { ...page, start: Number(page.start) } : undefined;
  } catch {
    return undefined;
  }
}
