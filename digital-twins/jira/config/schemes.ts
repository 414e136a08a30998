import { type Answer, empty, json } from '../../kit/answer.ts';
import type { Entry } from '../model/config.ts';
import type { Project } from '../model/project.ts';
import { findProject, type JiraCall, type RestOperation } from '../operation.ts';
import { projectShape } from '../project/shape.ts';
import { asList, asObject, asText, type Loose, pageAnswer, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';
import { findEntry, type Resource, resourceOperations, wantedEntries } from './resource.ts';

const numbered = ({ id, name, description }: Readonly<Entry>): Loose => ({ id: Number(id), name, description });
const lettered = ({ id, name, description }: Readonly<Entry>): Loose => ({ id, name, description });

const category: Resource = {
  kind: 'projectCategory',
  path: '/projectCategory',
  noun: 'project category',
  from: 10_000,
  list: 'array',
  edited: 'shape',
  shape: (call, { id, name, description }) => ({ self: `${api(viewOf(call))}/projectCategory/${id}`, id, name, description }),
};

const typeScheme: Resource = {
  kind: 'issueTypeScheme',
  path: '/issuetypescheme',
  noun: 'issue type scheme',
  from: 10_100,
  list: 'page',
  edited: 'empty',
  single: false,
  shape: (_call, entry) => ({
    ...lettered(entry),
    isDefault: entry.isDefault === true,
    ...(entry.defaultIssueTypeId === undefined ? {} : { defaultIssueTypeId: entry.defaultIssueTypeId }),
  }),
  created: entry => ({ issueTypeSchemeId: entry.id }),
  read: (call, body, known) => {
    const issueTypeIds = body.issueTypeIds === undefined ? (known?.issueTypeIds ?? []) : asList(body.issueTypeIds).map(String);
    const missing = (issueTypeIds as string[]).find(id => !call.state.issueTypes.has(id));
    if (missing !== undefined) throw new JiraRefusal(404, [`The issue type with id '${missing}' was not found.`]);
    return {
      issueTypeIds,
      isDefault: false,
      ...(body.defaultIssueTypeId === undefined ? {} : { defaultIssueTypeId: String(body.defaultIssueTypeId) }),
    };
  },
};

const screen: Resource = {
  kind: 'screen',
  path: '/screens',
  noun: 'screen',
  from: 10_000,
  list: 'page',
  edited: 'shape',
  single: false,
  shape: (_call, entry) => numbered(entry),
};

const screenScheme: Resource = {
  kind: 'screenScheme',
  path: '/screenscheme',
  noun: 'screen scheme',
  from: 10_000,
  list: 'page',
  edited: 'empty',
  single: false,
  shape: (_call, entry) => ({ ...numbered(entry), screens: entry.screens ?? { default: 1 } }),
  created: entry => ({ id: Number(entry.id) }),
  read: (_call, body, known) => ({ screens: body.screens ?? known?.screens ?? { default: 1 } }),
};

const typeScreenScheme: Resource = {
  kind: 'issueTypeScreenScheme',
  path: '/issuetypescreenscheme',
  noun: 'issue type screen scheme',
  from: 10_000,
  list: 'page',
  edited: 'empty',
  single: false,
  shape: (_call, entry) => lettered(entry),
  created: entry => ({ id: entry.id }),
  read: (_call, body, known) => ({ issueTypeMappings: body.issueTypeMappings ?? known?.issueTypeMappings ?? [] }),
};

const fieldConfiguration: Resource = {
  kind: 'fieldConfiguration',
  createdStatus: 200,
  path: '/fieldconfiguration',
  noun: 'field configuration',
  from: 10_001,
  list: 'page',
  edited: 'empty',
  single: false,
  shape: (_call, entry) => ({ ...numbered(entry), isDefault: entry.id === '10000' }),
};

const fieldConfigurationScheme: Resource = {
  ...fieldConfiguration,
  kind: 'fieldConfigurationScheme',
  createdStatus: 201,
  path: '/fieldconfigurationscheme',
  noun: 'field configuration scheme',
  shape: (_call, entry) => lettered(entry),
};

const notificationScheme: Resource = {
  kind: 'notificationScheme',
  path: '/notificationscheme',
  noun: 'notification scheme',
  from: 10_001,
  list: 'page',
  edited: 'empty',
  created: entry => ({ id: entry.id }),
  shape: (call, entry) => ({
    expand: 'notificationSchemeEvents,user,group,projectRole,field,all',
    ...numbered(entry),
    self: `${api(viewOf(call))}/notificationscheme/${entry.id}`,
    ...(readList(call, 'expand').length > 0 ? { notificationSchemeEvents: entry.notificationSchemeEvents ?? [] } : {}),
  }),
  read: (_call, body, known) => ({
    notificationSchemeEvents: body.notificationSchemeEvents ?? known?.notificationSchemeEvents ?? [],
  }),
};

const workflowScheme: Resource = {
  kind: 'workflowScheme',
  path: '/workflowscheme',
  noun: 'workflow scheme',
  from: 10_001,
  list: 'page',
  edited: 'shape',
  shape: (call, entry) => ({
    ...numbered(entry),
    defaultWorkflow: entry.defaultWorkflow ?? 'jira',
    issueTypeMappings: entry.issueTypeMappings ?? {},
    draft: false,
    self: `${api(viewOf(call))}/workflowscheme/${entry.id}`,
  }),
  read: (call, body, known) => {
    const defaultWorkflow = asText(body.defaultWorkflow) ?? known?.defaultWorkflow;
    const issueTypeMappings = asObject(body.issueTypeMappings ?? known?.issueTypeMappings);
    for (const name of [defaultWorkflow, ...Object.values(issueTypeMappings)]) {
      if (typeof name === 'string' && name !== 'jira' && call.state.workflows.by('name', name.toLowerCase()).length === 0) {
        throw new JiraRefusal(400, [`The workflow '${name}' was not found.`]);
      }
    }
    return { issueTypeMappings, ...(defaultWorkflow === undefined ? {} : { defaultWorkflow }) };
  },
};

const resources = [
  category,
  typeScheme,
  screen,
  screenScheme,
  typeScreenScheme,
  fieldConfiguration,
  fieldConfigurationScheme,
  notificationScheme,
  workflowScheme,
];

/** Schemes and screens: what decides which fields, types and workflows a project has. */
export const schemeOperations: RestOperation[] = [
  ...resources.flatMap(resourceOperations),
  { name: 'issueTypeScheme.mapping', method: 'GET', path: '/issuetypescheme/mapping', label: 'spec', run: typeMapping },
  {
    name: 'issueTypeScheme.project',
    method: 'GET',
    path: '/issuetypescheme/project',
    label: 'spec',
    run: call => projectsBy(call, 'issueTypeScheme', typeScheme, project => project.issueTypeSchemeId),
  },
  {
    name: 'issueTypeScheme.assign',
    method: 'PUT',
    path: '/issuetypescheme/project',
    label: 'docs',
    write: true,
    admin: true,
    run: assignTypes,
  },
  {
    name: 'issueTypeScheme.add',
    method: 'PUT',
    path: '/issuetypescheme/:id/issuetype',
    label: 'spec',
    write: true,
    admin: true,
    run: addTypes,
  },
  {
    name: 'issueTypeScheme.remove',
    method: 'DELETE',
    path: '/issuetypescheme/:id/issuetype/:type',
    label: 'spec',
    write: true,
    admin: true,
    run: removeType,
  },
  {
    name: 'issueTypeScreenScheme.mapping',
    method: 'GET',
    path: '/issuetypescreenscheme/mapping',
    label: 'spec',
    run: screenMapping,
  },
  {
    name: 'issueTypeScreenScheme.project',
    method: 'GET',
    path: '/issuetypescreenscheme/project',
    label: 'spec',
    run: call => projectsBy(call, 'issueTypeScreenScheme', typeScreenScheme, project => project.issueTypeScreenSchemeId),
  },
  {
    name: 'issueTypeScreenScheme.projects',
    method: 'GET',
    path: '/issuetypescreenscheme/:id/project',
    label: 'spec',
    run: call => {
      const { id } = findEntry(call, typeScreenScheme);
      const projects = [...call.state.projects.values()].filter(project => project.issueTypeScreenSchemeId === id);
      return pageAnswer(call, projects, project => projectShape(viewOf(call), project));
    },
  },
  {
    name: 'fieldConfiguration.fields',
    method: 'GET',
    path: '/fieldconfiguration/:id/fields',
    label: 'spec',
    run: call => {
      findEntry(call, fieldConfiguration);
      return pageAnswer(call, ['summary', 'issuetype', 'description', 'priority', 'labels'], id => ({
        id,
        description: '',
        isHidden: false,
        isRequired: id === 'summary' || id === 'issuetype',
      }));
    },
  },
  { name: 'screen.tabs', method: 'GET', path: '/screens/:id/tabs', label: 'spec', run: call => json(tabsOf(call)) },
  { name: 'screen.tabFields', method: 'GET', path: '/screens/:id/tabs/:tab/fields', label: 'spec', run: tabFields },
  { name: 'screen.availableFields', method: 'GET', path: '/screens/:id/availableFields', label: 'spec', run: availableFields },
  { name: 'screen.ofField', method: 'GET', path: '/field/:field/screens', label: 'spec', run: screensOfField },
  {
    name: 'notificationScheme.projects',
    method: 'GET',
    path: '/notificationscheme/project',
    label: 'spec',
    run: notificationProjects,
  },
  { name: 'workflowScheme.project', method: 'GET', path: '/workflowscheme/project', label: 'spec', run: workflowSchemeProjects },
  {
    name: 'workflowScheme.assign',
    method: 'PUT',
    path: '/workflowscheme/project',
    label: 'docs',
    write: true,
    admin: true,
    run: assignWorkflows,
  },
  { name: 'workflowScheme.draft', method: 'GET', path: '/workflowscheme/:id/draft', label: 'docs', run: noDraft },
  {
    name: 'workflowScheme.default',
    method: 'GET',
    path: '/workflowscheme/:id/default',
    label: 'spec',
    run: call => json({ workflow: findEntry(call, workflowScheme).defaultWorkflow ?? 'jira' }),
  },
];

function projectsBy(call: JiraCall, name: string, resource: Resource, of: (project: Readonly<Project>) => string): Answer {
  const ids = readList(call, 'projectId');
  if (ids.length === 0) throw new JiraRefusal(400, ["The query parameter 'projectId' is required."]);
  const projects = ids.map(id => findProject(call, id));
  const schemes = [...new Set(projects.map(of))].filter(id => call.state.entries.has(`${resource.kind}:${id}`));
  return pageAnswer(call, schemes, id => ({
    [name]: resource.shape(call, findEntry(call, resource, id)),
    projectIds: projects.filter(project => of(project) === id).map(project => project.id),
  }));
}

function typeMapping(call: JiraCall): Answer {
  const found = wantedEntries(call, { kind: typeScheme.kind, idParam: 'issueTypeSchemeId' });
  const rows = found.flatMap(({ id, issueTypeIds }) =>
    asList(issueTypeIds).map(issueTypeId => ({ issueTypeSchemeId: id, issueTypeId })),
  );
  return pageAnswer(call, rows, row => row);
}

function assignTypes(call: JiraCall): Answer {
  const { issueTypeSchemeId, projectId } = readBody(call);
  const scheme = findEntry(call, typeScheme, asText(issueTypeSchemeId) ?? '');
  const project = findProject(call, asText(projectId) ?? '');
  call.state.projects.edit(project.id, row =>
    Object.assign(row, { issueTypeSchemeId: scheme.id, issueTypes: [...(scheme.issueTypeIds as string[])] }),
  );
  return empty();
}

/** A scheme's types are its projects' types. */
function setTypes(call: JiraCall, id: string, issueTypeIds: string[]): void {
  call.state.entries.edit(`${typeScheme.kind}:${id}`, row => {
    row.issueTypeIds = issueTypeIds;
  });
  for (const project of call.state.projects.values()) {
    if (project.issueTypeSchemeId === id)
      call.state.projects.edit(project.id, row => {
        row.issueTypes = [...issueTypeIds];
      });
  }
}

function addTypes(call: JiraCall): Answer {
  const scheme = findEntry(call, typeScheme);
  const given = asList(readBody(call).issueTypeIds).map(String);
  const missing = given.find(id => !call.state.issueTypes.has(id));
  if (missing !== undefined || given.length === 0)
    throw new JiraRefusal(404, [`The issue type with id '${missing ?? ''}' was not found.`]);
  setTypes(call, scheme.id, [...new Set([...(scheme.issueTypeIds as string[]), ...given])]);
  return empty();
}

function removeType(call: JiraCall): Answer {
  const scheme = findEntry(call, typeScheme);
  const type = call.params.type ?? '';
  const ids = scheme.issueTypeIds as string[];
  if (!ids.includes(type)) throw new JiraRefusal(404, [`The issue type with id '${type}' was not found.`]);
  if (ids.length === 1) throw new JiraRefusal(400, ['The last issue type of a scheme cannot be removed.']);
  setTypes(
    call,
    scheme.id,
    ids.filter(id => id !== type),
  );
  return empty();
}

function screenMapping(call: JiraCall): Answer {
  const found = wantedEntries(call, { kind: typeScreenScheme.kind, idParam: 'issueTypeScreenSchemeId' });
  const rows = found.flatMap(({ id, issueTypeMappings }) => {
    const given = asList(issueTypeMappings).map(asObject);
    const all = given.length === 0 ? [{ issueTypeId: 'default', screenSchemeId: '1' }] : given;
    return all.map(({ issueTypeId, screenSchemeId }) => ({ issueTypeScreenSchemeId: id, issueTypeId, screenSchemeId }));
  });
  return pageAnswer(call, rows, row => row);
}

/** Every screen has one tab with the fields of an issue. */
const screenFieldIds = [
  'summary',
  'issuetype',
  'description',
  'priority',
  'labels',
  'components',
  'fixVersions',
  'assignee',
  'reporter',
  'duedate',
];

function tabsOf(call: JiraCall): Loose[] {
  const { id } = findEntry(call, screen);
  return [{ id: 10_000 + Number(id), name: 'Field Tab' }];
}

function tabFields(call: JiraCall): Answer {
  if (!tabsOf(call).some(({ id }) => String(id) === call.params.tab))
    throw new JiraRefusal(404, ['The screen tab was not found.']);
  return json(screenFieldIds.map(id => ({ id, name: fieldName(call, id) })));
}

function fieldName(call: JiraCall, id: string): string {
  return call.state.customFields.get(id)?.name ?? id;
}

function availableFields(call: JiraCall): Answer {
  findEntry(call, screen);
  const custom = [...call.state.customFields.values()].filter(({ trashed }) => trashed === null);
  return json(custom.map(({ id, name }) => ({ id, name })));
}

function screensOfField(call: JiraCall): Answer {
  const field = call.state.customFields.get(call.params.field ?? '');
  if (field === undefined || field.trashed !== null) throw new JiraRefusal(404, ['The custom field was not found.']);
  return pageAnswer(
    call,
    wantedEntries(call, { kind: screen.kind, idParam: 'screenId' }),
    entry => ({ ...numbered(entry), tab: { id: 10_000 + Number(entry.id), name: 'Field Tab' } }),
    { otherwise: 100 },
  );
}

function notificationProjects(call: JiraCall): Answer {
  const ids = readList(call, 'projectId');
  const schemes = readList(call, 'notificationSchemeId');
  const rows = [...call.state.projects.values()].flatMap(({ id, notificationSchemeId }) =>
    notificationSchemeId !== null &&
    (ids.length === 0 || ids.includes(id)) &&
    (schemes.length === 0 || schemes.includes(notificationSchemeId))
      ? [{ notificationSchemeId, projectId: id }]
      : [],
  );
  return pageAnswer(call, rows, row => row);
}

function workflowSchemeProjects(call: JiraCall): Answer {
  const projects = readList(call, 'projectId').map(id => findProject(call, id));
  const schemes = [...new Set(projects.map(project => project.workflowSchemeId))];
  return json({
    values: schemes.map(id => ({
      projectIds: projects.filter(project => project.workflowSchemeId === id).map(project => project.id),
      workflowScheme:
        id === null
          ? { name: 'Default Workflow Scheme', defaultWorkflow: 'jira', issueTypeMappings: {}, draft: false }
          : workflowScheme.shape(call, findEntry(call, workflowScheme, id)),
    })),
  });
}

function assignWorkflows(call: JiraCall): Answer {
  const { workflowSchemeId, projectId } = readBody(call);
  const project = findProject(call, asText(projectId) ?? '');
  const id =
    workflowSchemeId === null || workflowSchemeId === undefined
      ? null
      : findEntry(call, workflowScheme, asText(workflowSchemeId) ?? '').id;
  if (call.state.issues.keysBy('project', project.id).length > 0)
    throw new JiraRefusal(400, ['The project has issues: its workflow scheme cannot be changed this way.']);
  call.state.projects.edit(project.id, row => {
    row.workflowSchemeId = id;
  });
  return empty();
}

function noDraft(call: JiraCall): Answer {
  findEntry(call, workflowScheme);
  throw new JiraRefusal(404, ['The workflow scheme has no draft.']);
}
