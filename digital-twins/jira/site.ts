import { json } from '../kit/answer.ts';
import type { Operation } from '../kit/plugin.ts';
import { canSee, type JiraCall, JiraRefusal, restOperation } from './operation.ts';
import { jiraTime, priorityShape, statusShape, typeShape, userShape, viewOf } from './shapes.ts';
import { type JiraState, type JiraUser, priorities } from './state.ts';

/** The site, its people, and what it has one list of. */
export const siteOperations: Operation<JiraState>[] = [
  restOperation({
    name: 'myself',
    method: 'GET',
    path: '/myself',
    label: 'spec',
    run: call =>
      json({
        ...userShape(viewOf(call), call.user),
        locale: 'en_US',
        groups: { size: 0, items: [] },
        applicationRoles: { size: 0, items: [] },
      }),
  }),
  restOperation({ name: 'serverInfo', method: 'GET', path: '/serverInfo', label: 'spec', run: call => json(serverInfo(call)) }),
  restOperation({
    name: 'user.get',
    method: 'GET',
    path: '/user',
    label: 'spec',
    run: call => {
      const user = call.state.users.get(call.request.query.get('accountId') ?? '');
      if (user === undefined)
        throw new JiraRefusal(404, ['Specified user does not exist or you do not have required permissions']);
      return json(userShape(viewOf(call), user));
    },
  }),
  restOperation({
    name: 'user.search',
    method: 'GET',
    path: '/user/search',
    label: 'spec',
    run: call => json(searchUsers(call, () => true)),
  }),
  restOperation({
    name: 'user.assignable',
    method: 'GET',
    path: '/user/assignable/search',
    label: 'spec',
    run: call => json(searchUsers(call, user => isAssignable(call, user))),
  }),
  restOperation({
    name: 'status.list',
    method: 'GET',
    path: '/status',
    label: 'spec',
    run: call => json(call.state.statuses.map(status => statusShape(viewOf(call), status))),
  }),
  restOperation({
    name: 'issuetype.list',
    method: 'GET',
    path: '/issuetype',
    label: 'spec',
    run: call => json(call.state.issueTypes.map(type => typeShape(viewOf(call), type))),
  }),
  restOperation({
    name: 'priority.list',
    method: 'GET',
    path: '/priority',
    label: 'spec',
    run: call =>
      json(priorities.map(({ name, color }) => ({ ...priorityShape(viewOf(call), name), description: '', statusColor: color }))),
  }),
];

function serverInfo(call: JiraCall): Record<string, unknown> {
  return {
    baseUrl: call.request.origin,
    displayUrl: call.request.origin,
    displayUrlServicedeskHelpCenter: call.request.origin,
    displayUrlConfluence: call.request.origin,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_290,
    buildDate: '2026-01-05T10:00:00.000+0000',
    serverTime: jiraTime(call.clock.now()),
    scmInfo: '0000000000000000000000000000000000000000',
    serverTitle: call.state.title,
    defaultLocale: { locale: 'en_US' },
  };
}

function searchUsers(call: JiraCall, isWanted: (user: JiraUser) => boolean): Record<string, unknown>[] {
  const query = (call.request.query.get('query') ?? '').toLowerCase();
  const fits = ({ name, email }: JiraUser) => name.toLowerCase().includes(query) || email.toLowerCase().startsWith(query);
  const users = [...call.state.users.values()].filter(user => fits(user) && isWanted(user));
  return users.slice(0, 50).map(user => userShape(viewOf(call), user));
}

function isAssignable({ state, request }: JiraCall, user: JiraUser): boolean {
  const wanted = request.query.get('project') ?? request.query.get('issueKey')?.split('-')[0];
  const project = state.projects.find(one => one.key === wanted || one.id === wanted);
  return user.active && (project === undefined || canSee(user, project));
}
