import { json } from '../../kit/answer.ts';
import { fieldShapes } from '../field/shape.ts';
import type { CategoryKey } from '../model/workflow.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { findProject } from '../operation.ts';
import { JiraRefusal } from '../refusal.ts';
import { jiraTime, viewOf } from '../shapes.ts';
import { categories, categoryShape, fullPriorityShape, resolutionShape, statusShape, typeShape } from '../workflow/shape.ts';

/** The site itself, and what it has one list of. */
export const siteOperations: RestOperation[] = [
  { name: 'serverInfo', method: 'GET', path: '/serverInfo', label: 'spec', anonymous: true, run: call => json(serverInfo(call)) },
  { name: 'configuration', method: 'GET', path: '/configuration', label: 'spec', run: call => json(configuration(call)) },
  {
    name: 'status.list',
    method: 'GET',
    path: '/status',
    label: 'spec',
    anonymous: true,
    run: call => json([...call.state.statuses.values()].map(one => statusShape(viewOf(call), one))),
  },
  {
    name: 'status.get',
    method: 'GET',
    path: '/status/:status',
    label: 'spec',
    anonymous: true,
    run: call => {
      const wanted = call.params.status ?? '';
      const status = call.state.statuses.get(wanted) ?? call.state.statuses.by('name', wanted.toLowerCase())[0];
      if (status === undefined) throw new JiraRefusal(404, [`The status with id '${wanted}' does not exist`]);
      return json(statusShape(viewOf(call), status));
    },
  },
  {
    name: 'statusCategory.list',
    method: 'GET',
    path: '/statuscategory',
    label: 'spec',
    run: call => json(Object.keys(categories).map(key => categoryShape(viewOf(call), key as CategoryKey))),
  },
  { name: 'statusCategory.get', method: 'GET', path: '/statuscategory/:category', label: 'spec', run: statusCategory },
  {
    name: 'issuetype.list',
    method: 'GET',
    path: '/issuetype',
    label: 'spec',
    anonymous: true,
    run: call => json([...call.state.issueTypes.values()].map(one => typeShape(viewOf(call), one))),
  },
  {
    name: 'issuetype.project',
    method: 'GET',
    path: '/issuetype/project',
    label: 'spec',
    run: call => {
      const project = findProject(call, call.request.query.get('projectId') ?? '');
      return json(project.issueTypes.flatMap(id => call.state.issueTypes.get(id) ?? []).map(one => typeShape(viewOf(call), one)));
    },
  },
  {
    name: 'priority.list',
    method: 'GET',
    path: '/priority',
    label: 'spec',
    run: call => json([...call.state.priorities.values()].map(one => fullPriorityShape(viewOf(call), one))),
  },
  {
    name: 'resolution.list',
    method: 'GET',
    path: '/resolution',
    label: 'spec',
    run: call => json([...call.state.resolutions.values()].map(one => resolutionShape(viewOf(call), one))),
  },
  {
    name: 'field.list',
    method: 'GET',
    path: '/field',
    label: 'spec',
    anonymous: true,
    run: call => json(fieldShapes(call.state)),
  },
  { name: 'label.list', method: 'GET', path: '/label', label: 'spec', run: labels },
];

function labels(call: JiraCall) {
  const all = new Set<string>();
  for (const issue of call.state.issues.values()) for (const label of issue.labels) all.add(label);
  const values = [...all].sort();
  const startAt = Number(call.request.query.get('startAt') ?? 0);
  const maxResults = Number(call.request.query.get('maxResults') ?? 1000);
  const page = values.slice(startAt, startAt + maxResults);
  return json({ maxResults, startAt, total: values.length, isLast: startAt + page.length >= values.length, values: page });
}

function statusCategory(call: JiraCall) {
  const wanted = call.params.category ?? '';
  const found = Object.entries(categories).find(
    ([key, { id, name }]) => key === wanted || String(id) === wanted || name === wanted,
  );
  if (found === undefined) throw new JiraRefusal(404, [`The status category with id '${wanted}' does not exist`]);
  return json(categoryShape(viewOf(call), found[0] as CategoryKey));
}

function configuration({ state }: JiraCall): Record<string, unknown> {
  const { hoursPerDay, daysPerWeek, timeFormat, defaultUnit } = state.settings.timeTracking;
  return {
    votingEnabled: true,
    watchingEnabled: true,
    unassignedIssuesAllowed: true,
    subTasksEnabled: true,
    issueLinkingEnabled: true,
    timeTrackingEnabled: true,
    attachmentsEnabled: true,
    timeTrackingConfiguration: { workingHoursPerDay: hoursPerDay, workingDaysPerWeek: daysPerWeek, timeFormat, defaultUnit },
  };
}

function serverInfo(call: JiraCall): Record<string, unknown> {
  const { origin } = call.request;
  return {
    baseUrl: origin,
    displayUrl: origin,
    displayUrlServicedeskHelpCenter: origin,
    displayUrlConfluence: origin,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_290,
    buildDate: '2026-01-05T10:00:00.000+0000',
    serverTime: jiraTime(call.clock.now()),
    scmInfo: '0000000000000000000000000000000000000000',
    serverTitle: call.state.settings.title,
  };
}
