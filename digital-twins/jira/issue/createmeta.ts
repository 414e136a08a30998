import { type Answer, json } from '../../kit/answer.ts';
import { can, canSee } from '../access/can.ts';
import type { Project } from '../model/project.ts';
import type { IssueType } from '../model/workflow.ts';
import { findProject, type JiraCall, type RestOperation } from '../operation.ts';
import { projectShape } from '../project/shape.ts';
import { type Loose, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { viewOf } from '../shapes.ts';
import { typeShape } from '../workflow/shape.ts';
import { fieldMeta, screenFields } from './meta.ts';
import { metaPage } from './operations.ts';

const types = '/issue/createmeta/:project/issuetypes';

export const createmetaOperations: RestOperation[] = [
  { name: 'createmeta', method: 'GET', path: '/issue/createmeta', label: 'spec', run: whole },
  {
    name: 'createmeta.types',
    method: 'GET',
    path: types,
    label: 'spec',
    run: call => {
      const all = typesOf(call, findProject(call));
      return metaPage(call, all, 'issueTypes', type => typeShape(viewOf(call), type));
    },
  },
  {
    name: 'createmeta.fields',
    method: 'GET',
    path: `${types}/:type`,
    label: 'spec',
    run: call => {
      const project = findProject(call);
      const type = typesOf(call, project).find(one => one.id === call.params.type);
      if (type === undefined) throw new JiraRefusal(404, ['Issue type not found.']);
      return metaPage(call, fieldsOf(call, project, type), 'fields', field => field);
    },
  },
];

export function typesOf({ state }: JiraCall, project: Readonly<Project>): Readonly<IssueType>[] {
  return project.issueTypes.flatMap(id => state.issueTypes.get(id) ?? []);
}

function fieldsOf(call: JiraCall, project: Readonly<Project>, type: Readonly<IssueType>): Loose[] {
  const place = { project, typeId: type.id };
  return screenFields(call, place, 'create').map(id => ({ ...fieldMeta(call, place, id), fieldId: id }));
}

/** The old endpoint: all projects with all their types. */
function whole(call: JiraCall): Answer {
  const ids = new Set(readList(call, 'projectIds'));
  const keys = new Set(readList(call, 'projectKeys'));
  const typeIds = new Set(readList(call, 'issuetypeIds'));
  const typeNames = new Set(readList(call, 'issuetypeNames'));
  const withFields = readList(call, 'expand').includes('projects.issuetypes.fields');
  const { state, user } = call;
  const isWanted = (project: Readonly<Project>) => ids.size + keys.size === 0 || ids.has(project.id) || keys.has(project.key);
  const projects = [...state.projects.values()].filter(
    project => isWanted(project) && canSee(state, user, project) && can(state, user, 'CREATE_ISSUES', project),
  );
  const shape = (project: Readonly<Project>, type: Readonly<IssueType>) => ({
    ...typeShape(viewOf(call), type),
    expand: 'fields',
    ...(withFields
      ? {
          fields: Object.fromEntries(
            fieldsOf(call, project, type).map(({ fieldId: _inLists, ...field }) => [String(field.key), field]),
          ),
        }
      : {}),
  });
  const isType = (type: Readonly<IssueType>) =>
    typeIds.size + typeNames.size === 0 || typeIds.has(type.id) || typeNames.has(type.name);
  return json({
    expand: 'projects',
    projects: projects.map(project => ({
      ...shortShape(call, project),
      expand: 'issuetypes',
      issuetypes: typesOf(call, project)
        .filter(isType)
        .map(type => shape(project, type)),
    })),
  });
}

/** This endpoint says less of a project than others do (OpenAPI description, ProjectIssueCreateMetadata). */
function shortShape(call: JiraCall, project: Readonly<Project>): Loose {
  const { self, id, key, name, avatarUrls } = projectShape(viewOf(call), project);
  return { self, id, key, name, avatarUrls };
}
