import { projectShape } from '../project/shape.ts';
import { jiraTime, type View } from '../shapes.ts';
import type { Board, Sprint } from './state.ts';

type Shape = Record<string, unknown>;

export function agileApi({ origin }: Pick<View, 'origin'>): string {
  return `${origin}/rest/agile/1.0`;
}

export function boardShape(view: View, board: Readonly<Board>): Shape {
  return {
    id: Number(board.id),
    self: `${agileApi(view)}/board/${board.id}`,
    name: board.name,
    type: board.type,
    ...locationPart(view, board),
    isPrivate: (view.state.filters.get(board.filterId)?.shares.length ?? 0) === 0,
  };
}

function locationPart(view: View, { location }: Readonly<Board>): Shape {
  if (location.type === 'user') {
    const name = view.state.users.get(location.accountId)?.name ?? '';
    return { location: { userAccountId: location.accountId, displayName: name, name } };
  }
  const project = view.state.projects.get(location.projectId);
  if (project === undefined) return {};
  const avatars = projectShape(view, project).avatarUrls as Record<string, string>;
  return {
    location: {
      projectId: Number(project.id),
      displayName: `${project.name} (${project.key})`,
      projectName: project.name,
      projectKey: project.key,
      projectTypeKey: project.type,
      avatarURI: avatars['48x48'],
      name: `${project.name} (${project.key})`,
    },
  };
}

export function configurationShape(view: View, board: Readonly<Board>): Shape {
  const { state, origin } = view;
  const estimation = state.customFields.get(board.estimationFieldId ?? '');
  return {
    id: Number(board.id),
    name: board.name,
    type: board.type,
    self: `${agileApi(view)}/board/${board.id}/configuration`,
    ...configurationLocation(view, board),
    filter: { id: board.filterId, self: `${origin}/rest/api/2/filter/${board.filterId}` },
    ...(board.type === 'kanban' ? { subQuery: { query: 'fixVersion in unreleasedVersions() OR fixVersion is EMPTY' } } : {}),
    columnConfig: {
      columns: board.columns.map(({ name, statusIds, min, max }) => ({
        name,
        statuses: statusIds.map(id => ({ id, self: `${origin}/rest/api/2/status/${id}` })),
        ...(min === null ? {} : { min }),
        ...(max === null ? {} : { max }),
      })),
      constraintType: 'issueCount',
    },
    ...(estimation === undefined
      ? {}
      : { estimation: { type: 'field', field: { fieldId: estimation.id, displayName: estimation.name } } }),
    ranking: { rankCustomFieldId: 10_019 },
  };
}

function configurationLocation({ state, origin }: View, { location }: Readonly<Board>): Shape {
  if (location.type === 'user') return { location: { type: 'user', id: location.accountId } };
  const project = state.projects.get(location.projectId);
  if (project === undefined) return {};
  const { id, key, name } = project;
  return { location: { type: 'project', key, id, self: `${origin}/rest/api/2/project/${id}`, name } };
}

export function sprintShape(view: View, sprint: Readonly<Sprint>): Shape {
  const time = (name: string, ms: number | null) => (ms === null ? {} : { [name]: jiraTime(ms).replace('+0000', 'Z') });
  return {
    id: Number(sprint.id),
    self: `${agileApi(view)}/sprint/${sprint.id}`,
    state: sprint.state,
    name: sprint.name,
    ...time('startDate', sprint.startDate),
    ...time('endDate', sprint.endDate),
    ...time('completeDate', sprint.completeDate),
    ...time('createdDate', sprint.created),
    originBoardId: Number(sprint.boardId),
    ...(sprint.goal === null ? {} : { goal: sprint.goal }),
  };
}
