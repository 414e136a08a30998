import { type Answer, json } from '../../kit/answer.ts';
import { can, canSee } from '../access/can.ts';
import type { JiraUser } from '../model/user.ts';
import { findIssue, findProject, type JiraCall, projectByKey } from '../operation.ts';
import { readList, readNumber, readSpan } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { viewOf } from '../shapes.ts';
import { shape } from './account.ts';
import { userShape } from './shape.ts';

export function named(call: JiraCall, name: string): Record<string, unknown>[] {
  const wanted = readList(call, name);
  const users = [...call.state.users.values()].filter(user => wanted.includes(user.person));
  return users.map(({ accountId, person }) => ({ key: person, username: person, accountId }));
}

/** Users whose name has a word that begins like the query, or whose address does. */
export function matching(call: JiraCall, isWanted: (user: Readonly<JiraUser>) => boolean): Readonly<JiraUser>[] {
  const { query } = call.request;
  if (query.has('username')) throw new JiraRefusal(400, ["The query parameter 'username' is not supported in GDPR strict mode."]);
  const text = (query.get('query') ?? '').trim().toLowerCase();
  const accountId = query.get('accountId');
  const fits = ({ name, email }: Readonly<JiraUser>) =>
    text === '' ||
    name.toLowerCase().startsWith(text) ||
    name.toLowerCase().includes(` ${text}`) ||
    email.toLowerCase().startsWith(text);
  if (accountId !== null)
    return [call.state.users.get(accountId)].filter(user => user !== undefined && isWanted(user)) as Readonly<JiraUser>[];
  return [...call.state.users.values()].filter(user => fits(user) && isWanted(user));
}

/** These lists are cut first and sifted then, so that a page may hold less than it could: we sift first. */
export function search(call: JiraCall, isWanted: (user: Readonly<JiraUser>) => boolean): Record<string, unknown>[] {
  const { startAt, maxResults } = readSpan(call, 50, 1000);
  return matching(call, isWanted)
    .slice(startAt, startAt + maxResults)
    .map(shape(call));
}

export function searchByText(call: JiraCall): Answer {
  const { query } = call.request;
  if (!['query', 'accountId', 'property', 'username'].some(name => query.has(name))) {
    throw new JiraRefusal(400, ['Either query, accountId or property must be specified.']);
  }
  return json(search(call, () => true));
}

export function assignable(call: JiraCall): Answer {
  const { query } = call.request;
  const [issueKey, projectKey] = [query.get('issueKey') ?? query.get('issueId'), query.get('project')];
  if (issueKey === null && projectKey === null) throw new JiraRefusal(400, ['Specify a valid issue key or project key.']);
  const issue = issueKey === null ? undefined : findIssue(call, issueKey);
  const project = findProject(call, issue?.projectId ?? projectKey ?? '');
  return json(search(call, user => user.active && can(call.state, user, 'ASSIGNABLE_USER', project, issue)));
}

export function assignableMulti(call: JiraCall): Answer {
  const keys = readList(call, 'projectKeys');
  if (keys.length === 0) throw new JiraRefusal(400, ["The 'projectKeys' parameter is required."]);
  const projects = keys.map(key => findProject(call, key));
  return json(search(call, user => user.active && projects.every(project => can(call.state, user, 'ASSIGNABLE_USER', project))));
}

export function withPermission(call: JiraCall): Answer {
  const permissions = readList(call, 'permissions');
  const { query } = call.request;
  const issue = query.has('issueKey') ? findIssue(call, query.get('issueKey') ?? '') : undefined;
  const wanted = issue?.projectId ?? query.get('projectKey');
  if (permissions.length === 0) throw new JiraRefusal(400, ['Permissions must be specified.']);
  if (wanted === null) throw new JiraRefusal(400, ['A project or an issue must be specified.']);
  const project = findProject(call, wanted);
  return json(search(call, user => permissions.every(permission => can(call.state, user, permission, project, issue))));
}

export function viewers(call: JiraCall): Answer {
  const { query } = call.request;
  if (!query.has('query') && !query.has('accountId')) throw new JiraRefusal(400, ['A query or an accountId must be given.']);
  const issueKey = query.get('issueKey');
  const project = issueKey === null ? projectByKey(call.state, query.get('projectKey') ?? '') : undefined;
  const issue = issueKey === null ? undefined : findIssue(call, issueKey);
  const place = project ?? call.state.projects.get(issue?.projectId ?? '');
  if (place === undefined || !canSee(call.state, call.user, place))
    throw new JiraRefusal(404, ['The project or issue was not found.']);
  return json(search(call, user => user.active && can(call.state, user, 'BROWSE_PROJECTS', place, issue)));
}

export function picker(call: JiraCall): Answer {
  const { query } = call.request;
  const text = query.get('query');
  if (text === null) throw new JiraRefusal(400, ["The query parameter 'query' is required."]);
  const excluded = new Set(readList(call, 'excludeAccountIds'));
  const found = matching(call, user => user.active && !excluded.has(user.accountId));
  const users = found.slice(0, readNumber(query.get('maxResults'), 50, 1000)).map(user => ({
    accountId: user.accountId,
    accountType: user.accountType,
    html: user.name,
    displayName: user.name,
    ...(query.get('showAvatar') === 'true'
      ? { avatarUrl: (userShape(viewOf(call), user).avatarUrls as Record<string, string>)['16x16'] }
      : {}),
  }));
  return json({ users, total: found.length, header: `Showing ${users.length} of ${found.length} matching users` });
}
