import type { RestOperation } from '../operation.ts';
import { projectShape } from '../project/shape.ts';
import { pageAnswer } from '../reading.ts';
import { api, viewOf } from '../shapes.ts';
import { findEntry, type Resource, resourceOperations } from './resource.ts';
import { fieldConfiguration, fieldConfigurationScheme } from './schemes/fields.ts';
import { addTypes, assignTypes, removeType, typeMapping, typeScheme } from './schemes/issue-types.ts';
import { notificationProjects, notificationScheme } from './schemes/notifications.ts';
import { screen, screenMapping, screenScheme, typeScreenScheme } from './schemes/screens.ts';
import { projectsBy } from './schemes/shapes.ts';
import { assignWorkflows, workflowScheme, workflowSchemeProjects } from './schemes/workflows.ts';

const category: Resource = {
  kind: 'projectCategory',
  path: '/projectCategory',
  noun: 'project category',
  from: 10_000,
  list: 'array',
  edited: 'shape',
  shape: (call, { id, name, description }) => ({ self: `${api(viewOf(call))}/projectCategory/${id}`, id, name, description }),
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
];
