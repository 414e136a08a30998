import { type Answer, json } from '../../kit/answer.ts';
import { wantedFields } from '../issue/fields.ts';
import { changeShape, issueShape, namesOf, schemasOf } from '../issue/shape.ts';
import { encodeToken, readToken } from '../jql/endpoints/page-token.ts';
import { prepareSearch, type Search } from '../jql/find.ts';
import { JqlError } from '../jql/syntax/jql-error.ts';
import type { Issue } from '../model/issue.ts';
import type { JiraCall } from '../operation.ts';
import { asObject, readList, readNumber, readSpan } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { type View, viewOf } from '../shapes.ts';
import { agileFields } from './issue-fields.ts';
import { filterOf } from './operation.ts';
import type { Board } from './state.ts';

/** What a query finds, by rank where it names no order. */
function prepare(call: JiraCall, jql: string): Search {
  try {
    return prepareSearch(jql, call.state, call.user, call.clock.now());
  } catch (error) {
    if (error instanceof JqlError) throw new JiraRefusal(400, error.messages);
    throw error;
  }
}

export function byRank(left: Readonly<Issue>, right: Readonly<Issue>): number {
  return left.rank < right.rank ? -1 : left.rank > right.rank ? 1 : Number(left.id) - Number(right.id);
}

/** The issues of a board, in its order. A filter that is broken shows nothing. */
export function boardIssues(call: JiraCall, board: Readonly<Board>): Readonly<Issue>[] {
  const { jql } = filterOf(call.state, board);
  try {
    const search = prepareSearch(jql, call.state, call.user, call.clock.now());
    const found = search.find();
    return /\border\s+by\b/i.test(jql) && !/\border\s+by\s+rank\b/i.test(jql) ? search.order(found) : found.sort(byRank);
  } catch (error) {
    if (error instanceof JqlError) return [];
    throw error;
  }
}

/** Narrows issues down to those the `jql` of the request finds, in its order if it has one. */
function narrowed(call: JiraCall, issues: readonly Readonly<Issue>[]): readonly Readonly<Issue>[] {
  const jql = call.request.query.get('jql') ?? '';
  if (jql.trim() === '') return issues;
  const search = prepare(call, jql);
  const found = issues.filter(search.matches);
  return /\border\s+by\b/i.test(jql) ? search.order(found) : found;
}

interface Wanted {
  fields: string[];
  expand: string[];
}

/** Issues as `/rest/agile` lists them: with all fields unless some are named, by `startAt`. */
export function listIssues(call: JiraCall, all: readonly Readonly<Issue>[]): Answer {
  const issues = narrowed(call, all);
  const { startAt, maxResults } = readSpan(call, 50, 1000);
  const { view, wanted } = readWanted(call);
  const page = issues.slice(startAt, startAt + maxResults);
  return json({
    expand: 'schema,names',
    startAt,
    maxResults,
    total: issues.length,
    issues: page.map(issue => issueOf(view, issue, wanted)),
    ...extras(view, wanted),
  });
}

/** The same as `/rest/software` lists them: by `nextPageToken`. */
export function pageIssues(call: JiraCall, all: readonly Readonly<Issue>[]): Answer {
  const issues = narrowed(call, all);
  const { query } = call.request;
  const key = `${call.request.path}?${query.get('jql') ?? ''}`;
  const start = readToken({ jql: key, nextPageToken: query.get('nextPageToken') || undefined }, issues);
  const page = issues.slice(start, start + readNumber(query.get('maxResults'), 50, 1000));
  const { view, wanted } = readWanted(call);
  const last = page.at(-1);
  const isLast = last === undefined || start + page.length >= issues.length;
  return json({
    expand: 'schema,names',
    issues: page.map(issue => issueOf(view, issue, wanted)),
    isLast,
    ...(isLast ? {} : { nextPageToken: encodeToken(key, last.id, start + page.length) }),
    ...extras(view, wanted),
  });
}

function readWanted(call: JiraCall): { view: View; wanted: Wanted } {
  const fields = readList(call, 'fields');
  return {
    view: viewOf(call),
    wanted: { fields: fields.length === 0 ? ['*navigable'] : fields, expand: readList(call, 'expand') },
  };
}

/** An issue with what Jira Software adds to its fields. */
export function issueOf(view: View, issue: Readonly<Issue>, { fields, expand }: Wanted): unknown {
  const { names, schema, ...platform } = issueShape(view, issue, { fields, expand });
  const added = 'fields' in platform ? { fields: { ...asObject(platform.fields), ...agileFields(view, issue, fields) } } : {};
  const shape = { ...platform, ...added };
  if (!expand.includes('changelog')) return shape;
  const histories = view.state.changes.by('issue', issue.id).map(change => changeShape(view, change));
  return {
    ...shape,
    changelog: { startAt: 0, maxResults: histories.length, total: histories.length, histories: histories.reverse() },
  };
}

function extras(view: View, { fields, expand }: Wanted): Record<string, unknown> {
  if (!expand.includes('names') && !expand.includes('schema')) return {};
  const ids = wantedFields(view, fields);
  return {
    ...(expand.includes('names') ? { names: namesOf(view, ids) } : {}),
    ...(expand.includes('schema') ? { schema: schemasOf(view, ids) } : {}),
  };
}
