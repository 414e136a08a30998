import { type Answer, empty, json } from '../../kit/answer.ts';
import { can, canSee, usersGroup } from '../access/can.ts';
import { noteAudit } from '../config/audit.ts';
import { readColumns } from '../config/columns.ts';
import { accountIdOf } from '../create/making.ts';
import { emit } from '../emit.ts';
import type { JiraUser } from '../model/user.ts';
import { findIssue, findProject, type JiraCall, projectByKey, type RestOperation } from '../operation.ts';
import { asText, pageAnswer, readBody, readList, readNumber, readSpan } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { viewOf } from '../shapes.ts';
import { groupShape } from './group-shape.ts';
import { userShape } from './shape.ts';

const shape = (call: JiraCall) => (user: Readonly<JiraUser>) => userShape(viewOf(call), user);

export const userOperations: RestOperation[] = [
  {
    name: 'myself',
    method: 'GET',
    path: '/myself',
    label: 'spec',
    run: call => json(whole(call, call.user, readList(call, 'expand'))),
  },
  {
    name: 'user.get',
    method: 'GET',
    path: '/user',
    label: 'spec',
    run: call => json(whole(call, findUser(call), readList(call, 'expand'))),
  },
  { name: 'user.create', method: 'POST', path: '/user', label: 'spec', write: true, admin: true, run: create },
  { name: 'user.delete', method: 'DELETE', path: '/user', label: 'spec', write: true, admin: true, run: remove },
  { name: 'user.bulk', method: 'GET', path: '/user/bulk', label: 'spec', run: bulk },
  {
    name: 'user.bulkMigration',
    method: 'GET',
    path: '/user/bulk/migration',
    label: 'spec',
    run: call => json([...named(call, 'username'), ...named(call, 'key')]),
  },
  { name: 'user.search', method: 'GET', path: '/user/search', label: 'spec', run: searchByText },
  {
    name: 'user.query',
    method: 'GET',
    path: '/user/search/query',
    label: 'guess',
    run: call =>
      pageAnswer(
        call,
        matching(call, () => true),
        shape(call),
        { otherwise: 100 },
      ),
  },
  { name: 'user.list', method: 'GET', path: '/users /users/search', label: 'spec', run: call => json(search(call, () => true)) },
  { name: 'user.assignable', method: 'GET', path: '/user/assignable/search', label: 'spec', run: assignable },
  {
    name: 'user.assignableMulti',
    method: 'GET',
    path: '/user/assignable/multiProjectSearch',
    label: 'spec',
    run: assignableMulti,
  },
  { name: 'user.permission', method: 'GET', path: '/user/permission/search', label: 'spec', run: withPermission },
  { name: 'user.viewable', method: 'GET', path: '/user/viewissue/search', label: 'spec', run: viewers },
  { name: 'user.picker', method: 'GET', path: '/user/picker', label: 'spec', run: picker },
  {
    name: 'user.groups',
    method: 'GET',
    path: '/user/groups',
    label: 'spec',
    run: call => json(groupsOf(call, findUser(call)).map(({ self, name, groupId }) => ({ name, groupId, self }))),
  },
  {
    name: 'user.email',
    method: 'GET',
    path: '/user/email',
    label: 'docs',
    run: onlyForApps,
  },
  { name: 'user.columns', method: 'GET', path: '/user/columns', label: 'spec', run: columns },
  { name: 'user.setColumns', method: 'PUT', path: '/user/columns', label: 'docs', write: true, run: setColumns },
  { name: 'user.resetColumns', method: 'DELETE', path: '/user/columns', label: 'spec', write: true, run: resetColumns },
  { name: 'myself.preference', method: 'GET', path: '/mypreferences', label: 'spec', run: preference },
  { name: 'myself.setPreference', method: 'PUT', path: '/mypreferences', label: 'spec', write: true, run: setPreference },
  { name: 'myself.deletePreference', method: 'DELETE', path: '/mypreferences', label: 'spec', write: true, run: setPreference },
  {
    name: 'myself.locale',
    method: 'GET',
    path: '/mypreferences/locale',
    label: 'spec',
    run: call => json({ locale: call.user.locale }),
  },
  { name: 'myself.setLocale', method: 'PUT', path: '/mypreferences/locale', label: 'spec', write: true, run: setLocale },
];

function groupsOf(call: JiraCall, user: Readonly<JiraUser>): Record<string, unknown>[] {
  const rows = call.state.memberships.by('user', user.accountId);
  return rows.flatMap(({ groupId }) => {
    const group = call.state.groups.get(groupId);
    return group === undefined ? [] : [groupShape(viewOf(call), group)];
  });
}

/** A user by itself: with its locale, and groups and roles as far as `expand` asks for them. */
function whole(call: JiraCall, user: Readonly<JiraUser>, expand: readonly string[]): Record<string, unknown> {
  const groups = groupsOf(call, user);
  const roles = [{ key: 'jira-software', name: 'Jira Software', groups: [usersGroup] }];
  return {
    ...userShape(viewOf(call), user),
    locale: user.locale,
    groups: { size: groups.length, items: expand.includes('groups') ? groups : [] },
    applicationRoles: { size: 1, items: expand.includes('applicationRoles') ? roles : [] },
    expand: 'groups,applicationRoles',
  };
}

function findUser(call: JiraCall): Readonly<JiraUser> {
  const id = call.request.query.get('accountId');
  if (id === null || id === '') throw new JiraRefusal(400, ["The query parameter 'accountId' is required."]);
  const user = call.state.users.get(id);
  if (user === undefined) throw new JiraRefusal(404, ['Specified user does not exist or you do not have required permissions']);
  return user;
}

function create(call: JiraCall): Answer {
  const { emailAddress, displayName, products } = readBody(call);
  const email = asText(emailAddress) ?? '';
  if (!/^[^@\s]+@[^@\s]+$/.test(email))
    throw new JiraRefusal(400, [], { emailAddress: 'You must specify a valid email address' });
  if (products !== undefined && !Array.isArray(products)) throw new JiraRefusal(400, [], { products: 'data was not an array' });
  const known = call.state.users.by('email', email.toLowerCase())[0];
  if (known !== undefined) return json(whole(call, known, []), 201);
  const accountId = accountIdOf(call, email.toLowerCase());
  const name = asText(displayName) ?? email.split('@')[0] ?? email;
  const user = call.state.users.add({
    accountId,
    person: accountId,
    name,
    email,
    timezone: 'UTC',
    active: true,
    accountType: 'atlassian',
    locale: 'en_US',
    preferences: {},
  });
  const groupId = call.state.groups.by('name', usersGroup)[0]?.id;
  if (groupId !== undefined) call.state.memberships.add({ groupId, accountId });
  noteAudit(call, 'User created', 'user management', { id: accountId, name, type: 'USER' });
  emit(call, { kind: 'user', event: 'user_created', user });
  return json(whole(call, user, []), 201);
}

function remove(call: JiraCall): Answer {
  const user = findUser(call);
  for (const { groupId } of call.state.memberships.by('user', user.accountId))
    call.state.memberships.delete(`${groupId}:${user.accountId}`);
  call.state.users.edit(user.accountId, row => {
    row.active = false;
  });
  noteAudit(call, 'User deleted', 'user management', { id: user.accountId, name: user.name, type: 'USER' });
  emit(call, { kind: 'user', event: 'user_deleted', user });
  return empty();
}

function bulk(call: JiraCall): Answer {
  const ids = readList(call, 'accountId');
  if (ids.length === 0) throw new JiraRefusal(400, ['At least one accountId must be specified.']);
  const users = ids.flatMap(id => call.state.users.get(id) ?? []);
  return pageAnswer(call, users, shape(call), { otherwise: 10, most: 200 });
}

function named(call: JiraCall, name: string): Record<string, unknown>[] {
  const wanted = readList(call, name);
  const users = [...call.state.users.values()].filter(user => wanted.includes(user.person));
  return users.map(({ accountId, person }) => ({ key: person, username: person, accountId }));
}

/** Users whose name has a word that begins like the query, or whose address does. */
function matching(call: JiraCall, isWanted: (user: Readonly<JiraUser>) => boolean): Readonly<JiraUser>[] {
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
function search(call: JiraCall, isWanted: (user: Readonly<JiraUser>) => boolean): Record<string, unknown>[] {
  const { startAt, maxResults } = readSpan(call, 50, 1000);
  return matching(call, isWanted)
    .slice(startAt, startAt + maxResults)
    .map(shape(call));
}

function searchByText(call: JiraCall): Answer {
  const { query } = call.request;
  if (!['query', 'accountId', 'property', 'username'].some(name => query.has(name))) {
    throw new JiraRefusal(400, ['Either query, accountId or property must be specified.']);
  }
  return json(search(call, () => true));
}

function assignable(call: JiraCall): Answer {
  const { query } = call.request;
  const [issueKey, projectKey] = [query.get('issueKey') ?? query.get('issueId'), query.get('project')];
  if (issueKey === null && projectKey === null) throw new JiraRefusal(400, ['Specify a valid issue key or project key.']);
  const issue = issueKey === null ? undefined : findIssue(call, issueKey);
  const project = findProject(call, issue?.projectId ?? projectKey ?? '');
  return json(search(call, user => user.active && can(call.state, user, 'ASSIGNABLE_USER', project, issue)));
}

function assignableMulti(call: JiraCall): Answer {
  const keys = readList(call, 'projectKeys');
  if (keys.length === 0) throw new JiraRefusal(400, ["The 'projectKeys' parameter is required."]);
  const projects = keys.map(key => findProject(call, key));
  return json(search(call, user => user.active && projects.every(project => can(call.state, user, 'ASSIGNABLE_USER', project))));
}

function withPermission(call: JiraCall): Answer {
  const permissions = readList(call, 'permissions');
  const { query } = call.request;
  const issue = query.has('issueKey') ? findIssue(call, query.get('issueKey') ?? '') : undefined;
  const wanted = issue?.projectId ?? query.get('projectKey');
  if (permissions.length === 0) throw new JiraRefusal(400, ['Permissions must be specified.']);
  if (wanted === null) throw new JiraRefusal(400, ['A project or an issue must be specified.']);
  const project = findProject(call, wanted);
  return json(search(call, user => permissions.every(permission => can(call.state, user, permission, project, issue))));
}

function viewers(call: JiraCall): Answer {
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

function picker(call: JiraCall): Answer {
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

/** Addresses are given to approved apps alone. */
function onlyForApps(): Answer {
  throw new JiraRefusal(400, ['This resource is only accessible by approved apps.']);
}

function columnsOf(call: JiraCall): string[] {
  const { userColumns, navigatorColumns } = call.state.settings;
  return userColumns[call.request.query.get('accountId') ?? call.user.accountId] ?? navigatorColumns;
}

function columns(call: JiraCall): Answer {
  return json(columnsOf(call).map(value => ({ label: value, value })));
}

function setColumns(call: JiraCall): Answer {
  const fields = readColumns(call);
  call.state.settings.userColumns[call.request.query.get('accountId') ?? call.user.accountId] = fields;
  return json({});
}

function resetColumns(call: JiraCall): Answer {
  delete call.state.settings.userColumns[call.request.query.get('accountId') ?? call.user.accountId];
  return empty();
}

function preferenceKey(call: JiraCall): string {
  const key = call.request.query.get('key');
  if (key === null || key === '') throw new JiraRefusal(404, ['The preference key is required.']);
  return key;
}

function preference(call: JiraCall): Answer {
  const key = preferenceKey(call);
  const value = call.user.preferences[key];
  if (value === undefined) throw new JiraRefusal(404, [`The preference '${key}' does not exist.`]);
  return json(value);
}

function setPreference(call: JiraCall): Answer {
  const key = preferenceKey(call);
  const { body, method, text } = call.request;
  call.state.users.edit(call.user.accountId, row => {
    if (method === 'DELETE') delete row.preferences[key];
    else row.preferences[key] = body.kind === 'json' && typeof body.value === 'string' ? body.value : text;
  });
  return empty();
}

function setLocale(call: JiraCall): Answer {
  const locale = asText(readBody(call).locale);
  if (locale === undefined || !/^[a-z]{2}(_[A-Z]{2})?$/.test(locale)) throw new JiraRefusal(400, ['The locale is not valid.']);
  call.state.users.edit(call.user.accountId, row => {
    row.locale = locale;
  });
  return empty();
}
