import { type Answer, json } from '../../kit/answer.ts';
import { configurationOf } from '../field/configuration.ts';
import type { Status } from '../model/workflow.ts';
import { findProject, type JiraCall, type RestOperation } from '../operation.ts';
import { pageAnswer, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { fieldsOnScreen } from '../screen/on-screen.ts';
import { statusDocument } from '../workflow/document.ts';
import { addTask, taskShape } from './tasks.ts';

const docs = { label: 'docs' } as const;

/** Facts a site has none or one of: events, data policies, classification levels. */
export const siteFactOperations: RestOperation[] = [
  { name: 'events', method: 'GET', path: '/events', ...docs, admin: true, run: () => json(events) },
  { name: 'dataPolicy', method: 'GET', path: '/data-policy', ...docs, run: () => json({ anyContentBlocked: false }) },
  { name: 'dataPolicy.projects', method: 'GET', path: '/data-policy/project', ...docs, run: projectPolicies },
  {
    name: 'classification.list',
    method: 'GET',
    path: '/classification-levels',
    ...docs,
    run: () => json({ classifications: [] }),
  },
  {
    name: 'classification.default',
    method: 'GET',
    path: '/project/:project/classification-level/default',
    ...docs,
    run: call => {
      findProject(call);
      return json({});
    },
  },
  { name: 'statuses.byNames', method: 'GET', path: '/statuses/byNames', ...docs, run: statusesByName },
  { name: 'user.emails', method: 'GET', path: '/user/email/bulk', ...docs, run: emails },
  {
    name: 'resolution.delete',
    method: 'DELETE',
    path: '/resolution/:id',
    ...docs,
    write: true,
    admin: true,
    run: removeResolution,
  },
  { name: 'project.fields', method: 'GET', path: '/projects/fields', ...docs, run: projectFields },
];

/** The events of a fresh site, by their ids (Jira docs, "Manage notifications"). */
const eventNames = [
  'Issue Created',
  'Issue Updated',
  'Issue Assigned',
  'Issue Resolved',
  'Issue Closed',
  'Issue Commented',
  'Issue Reopened',
  'Issue Deleted',
  'Issue Moved',
  'Work Logged On Issue',
  'Work Started On Issue',
  'Work Stopped On Issue',
  'Generic Event',
  'Issue Comment Edited',
  'Issue Worklog Updated',
  'Issue Worklog Deleted',
  'Issue Comment Deleted',
];

export const events = eventNames.map((name, place) => ({ id: place + 1, name }));

function projectPolicies(call: JiraCall): Answer {
  const projects = readList(call, 'ids').map(id => findProject(call, id));
  if (projects.length === 0) throw new JiraRefusal(400, ["The 'ids' parameter is required."]);
  return json({ projectDataPolicies: projects.map(({ id }) => ({ id: Number(id), dataPolicy: { anyContentBlocked: false } })) });
}

function statusesByName(call: JiraCall): Answer {
  const names = call.request.query.getAll('name');
  if (names.length === 0) throw new JiraRefusal(400, ["The 'name' parameter is required."]);
  const projectId = call.request.query.get('projectId');
  const isWanted = (status: Readonly<Status>) => projectId === null || status.projectId === projectId;
  const found = names.flatMap(name => call.state.statuses.by('name', name.toLowerCase())).filter(isWanted);
  return json(found.map(statusDocument).map(({ statusReference: _reference, ...rest }) => rest));
}

/** One object, as the description has it, for one account. */
function emails(call: JiraCall): Answer {
  const ids = readList(call, 'accountId');
  const users = ids.flatMap(id => call.state.users.get(id) ?? []);
  if (ids.length === 0) throw new JiraRefusal(400, ["The 'accountId' parameter is required."]);
  return json(users.map(({ accountId, email }) => ({ accountId, email })));
}

function removeResolution(call: JiraCall): Answer {
  const { state } = call;
  const [id, replacement] = [call.params.id ?? '', call.request.query.get('replaceWith') ?? ''];
  if (!state.resolutions.has(id)) throw new JiraRefusal(404, [`The resolution with id '${id}' was not found.`]);
  if (!state.resolutions.has(replacement) || replacement === id)
    throw new JiraRefusal(400, ["The 'replaceWith' parameter must name another resolution."]);
  for (const issue of state.issues.values())
    if (issue.resolutionId === id) state.issues.edit(issue.id, row => void Object.assign(row, { resolutionId: replacement }));
  state.resolutions.delete(id);
  const task = addTask(call, 'Delete resolution', null);
  return json(taskShape(call, task), 303, { location: `/rest/api/${call.version}/task/${task.id}` });
}

/** Which fields issues of some types have in some projects. */
function projectFields(call: JiraCall): Answer {
  const projects = readList(call, 'projectId').map(id => findProject(call, id));
  const types = readList(call, 'workTypeId');
  if (projects.length === 0 || types.length === 0)
    throw new JiraRefusal(400, ["The 'projectId' and 'workTypeId' parameters are required."]);
  const wanted = readList(call, 'fieldId');
  const rows = projects.flatMap(project =>
    types.flatMap(typeId =>
      fieldsOnScreen(call.state, { project, typeId }, 'create')
        .filter(id => wanted.length === 0 || wanted.includes(id))
        .map(fieldId => ({
          fieldId,
          projectId: Number(project.id),
          workTypeId: Number(typeId),
          isRequired: fieldId === 'summary' || configurationOf(call.state, { project, typeId }, fieldId).isRequired,
          description: call.state.customFields.get(fieldId)?.description ?? '',
        })),
    ),
  );
  return pageAnswer(call, rows, row => row);
}
