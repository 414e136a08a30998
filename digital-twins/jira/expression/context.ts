import { findIssues } from '../jql/endpoints/search.ts';
import { findIssue, findProject, type JiraCall } from '../operation.ts';
import { asList, asObject, asText, type Loose } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { issueBean, projectBean, userBean } from './beans.ts';
import type { Scope } from './evaluate.ts';
import { fromJson, type Value } from './value.ts';

export interface Context {
  scope: Scope;
  /** What `meta.issues.jql` says of a search, where the context has one. */
  search?: { startAt: number; maxResults: number; count: number; totalCount: number };
}

/** The variables an expression has. Throws 400 and 404 for what a request names wrongly. */
export function readContext(call: JiraCall, given: Loose): Context {
  const { issue, project, issues, custom } = given;
  const strange = ['sprint', 'board', 'serviceDesk', 'customerRequest'].find(name => given[name] !== undefined);
  if (strange !== undefined) throw new JiraRefusal(400, [`The context variable '${strange}' is not available in this twin.`]);
  const found = issues === undefined ? undefined : search(call, asObject(asObject(issues).jql));
  const scope: Record<string, Value> = {
    user: userBean(call, call.user.accountId),
    ...(issue === undefined ? {} : { issue: issueBean(call, findIssue(call, readKey(asObject(issue), 'issue'))) }),
    ...(project === undefined ? {} : { project: projectBean(call, findProject(call, readKey(asObject(project), 'project'))) }),
    ...(found === undefined ? {} : { issues: found.issues }),
    ...Object.fromEntries(
      asList(custom)
        .map(asObject)
        .map(one => [asText(one.name) ?? '', variable(call, one)]),
    ),
  };
  return { scope, ...(found === undefined ? {} : { search: found.search }) };
}

function readKey({ id, key }: Loose, what: string): string {
  if ((id === undefined) === (key === undefined))
    throw new JiraRefusal(400, [`The ${what} in the context must be given by either its ID or its key.`]);
  return asText(id ?? key) ?? '';
}

function variable(call: JiraCall, one: Loose): Value {
  if (one.type === 'user') return userBean(call, asText(one.accountId) ?? '');
  if (one.type === 'issue') return issueBean(call, findIssue(call, readKey(one, 'issue')));
  if (one.type === 'project') return projectBean(call, findProject(call, readKey(one, 'project')));
  return fromJson(one.value);
}

function search(call: JiraCall, { query, startAt, maxResults }: Loose) {
  const all = findIssues(call, asText(query) ?? '');
  const from = Number(startAt ?? 0);
  const most = Math.min(Number(maxResults ?? 1000), 1000);
  const part = all.slice(from, from + most);
  return {
    issues: part.map(issue => issueBean(call, issue)),
    search: { startAt: from, maxResults: most, count: part.length, totalCount: all.length },
  };
}
