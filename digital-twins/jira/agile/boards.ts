import { type Answer, empty, json } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { canSee, isSharedWith } from '../access/can.ts';
import { emit } from '../emit.ts';
import type { Project } from '../model/project.ts';
import { type JiraCall, projectByKey, type RestOperation } from '../operation.ts';
import { projectShape } from '../project/shape.ts';
import { asObject, asText, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { viewOf } from '../shapes.ts';
import type { JiraState } from '../state.ts';
import { columnsOf } from './columns.ts';
import { boardIssues } from './listing.ts';
import { agileOperation, canSeeBoard, findBoard } from './operation.ts';
import { agilePage } from './page.ts';
import { boardShape, configurationShape } from './shape.ts';
import type { Board } from './state.ts';

const operations: RestOperation[] = [
  { name: 'board.list', method: 'GET', path: '/board', label: 'spec', run: list },
  { name: 'board.create', method: 'POST', path: '/board', label: 'spec', write: true, run: create },
  {
    name: 'board.get',
    method: 'GET',
    path: '/board/:board',
    label: 'spec',
    run: call => json(boardShape(viewOf(call), findBoard(call))),
  },
  { name: 'board.delete', method: 'DELETE', path: '/board/:board', label: 'spec', write: true, run: remove },
  {
    name: 'board.configuration',
    method: 'GET',
    path: '/board/:board/configuration',
    label: 'spec',
    run: call => json(configurationShape(viewOf(call), findBoard(call))),
  },
  { name: 'board.by-filter', method: 'GET', path: '/board/filter/:filter', label: 'spec', run: byFilter },
  {
    name: 'board.projects',
    method: 'GET',
    path: '/board/:board/project /board/:board/project/full',
    label: 'docs',
    run: call => agilePage(call, projectsOf(call, findBoard(call)), project => projectShape(viewOf(call), project)),
  },
  { name: 'board.versions', method: 'GET', path: '/board/:board/version', label: 'docs', run: versions },
  { name: 'board.reports', method: 'GET', path: '/board/:board/reports', label: 'guess', run: reports },
];

export const boardOperations: Operation<JiraState>[] = operations.map(agileOperation);

function list(call: JiraCall): Answer {
  const { query } = call.request;
  const text = (name: string) => query.get(name) ?? '';
  const types = text('type')
    .split(',')
    .filter(one => one !== '');
  const unknown = types.find(type => !['scrum', 'kanban', 'simple'].includes(type));
  if (unknown !== undefined)
    throw new JiraRefusal(400, [`'${unknown}' is not a valid board type. Valid values: scrum, kanban, simple.`]);
  const project = projectOfQuery(call, text('projectKeyOrId') || text('projectLocation'));
  const fits = (board: Readonly<Board>) =>
    canSeeBoard(call, board) &&
    (types.length === 0 || types.includes(board.type)) &&
    board.name.toLowerCase().includes(text('name').toLowerCase()) &&
    (project === undefined || projectsOf(call, board).some(one => one.id === project.id)) &&
    (text('filterId') === '' || board.filterId === text('filterId')) &&
    (text('accountIdLocation') === '' ||
      (board.location.type === 'user' && board.location.accountId === text('accountIdLocation')));
  const boards = [...call.state.boards.values()].filter(fits);
  if (/name$/.test(text('orderBy'))) boards.sort((left, right) => left.name.localeCompare(right.name));
  if (text('orderBy').startsWith('-')) boards.reverse();
  return agilePage(call, boards, board => boardShape(viewOf(call), board));
}

function projectOfQuery({ state, user }: JiraCall, wanted: string): Readonly<Project> | undefined {
  if (wanted === '') return undefined;
  const project = projectByKey(state, wanted.toUpperCase());
  if (project !== undefined && canSee(state, user, project)) return project;
  throw new JiraRefusal(400, [`No project could be found with key or id '${wanted}'.`]);
}

/** Projects with issues on a board; its own one even without. */
function projectsOf(call: JiraCall, board: Readonly<Board>): Readonly<Project>[] {
  const ids = new Set(boardIssues(call, board).map(issue => issue.projectId));
  if (board.location.type === 'project') ids.add(board.location.projectId);
  return [...ids].flatMap(id => call.state.projects.get(id) ?? []);
}

function create(call: JiraCall): Answer {
  const body = readBody(call);
  const name = (asText(body.name) ?? '').trim();
  const { filterId, type } = { filterId: asText(body.filterId) ?? '', type: asText(body.type) ?? '' };
  const errors: Record<string, string> = {};
  if (name === '') errors.name = 'The board name cannot be empty.';
  if (name.length >= 255) errors.name = 'The board name must be less than 255 characters.';
  if (!['scrum', 'kanban', 'agility'].includes(type)) errors.type = "Board type must be either 'scrum' or 'kanban'.";
  const filter = call.state.filters.get(filterId);
  const isTheirs =
    filter !== undefined && (filter.owner === call.user.accountId || isSharedWith(call.state, call.user, filter.shares));
  if (!isTheirs) errors.filterId = 'The selected filter does not exist, or you do not have permission to view it.';
  if (Object.keys(errors).length > 0) throw new JiraRefusal(400, [], errors);
  const location = locationOf(call, asObject(body.location));
  const project = location.type === 'project' ? call.state.projects.get(location.projectId) : undefined;
  const board = call.state.boards.add({
    id: String(call.ids.number('jira.board', 1)),
    name,
    type: type === 'kanban' ? 'kanban' : type === 'scrum' ? 'scrum' : 'simple',
    filterId,
    location,
    columns: columnsOf(call.state, project === undefined ? [...call.state.projects.values()] : [project]),
    quickFilters: [],
    estimationFieldId: type === 'kanban' ? null : storyPoints(call.state),
    features: {},
  });
  emit(call, { kind: 'board', event: 'board_created', board });
  return json(boardShape(viewOf(call), board), 201);
}

/** The field new boards estimate in, where the site has it. */
export function storyPoints(state: JiraState): string | null {
  const fields = [...state.customFields.values()].filter(field => field.trashed === null && field.kind === 'number');
  return fields.find(field => /^story point/i.test(field.name))?.id ?? null;
}

function locationOf(call: JiraCall, location: Record<string, unknown>): Board['location'] {
  const wanted = asText(location.projectKeyOrId);
  if (location.type === 'project') {
    const project = projectByKey(call.state, wanted?.toUpperCase() ?? '');
    if (project !== undefined && canSee(call.state, call.user, project)) return { type: 'project', projectId: project.id };
    throw new JiraRefusal(400, [], { location: 'The project could not be found, or you do not have permission to view it.' });
  }
  return { type: 'user', accountId: call.user.accountId };
}

function remove(call: JiraCall): Answer {
  const board = findBoard(call);
  for (const sprint of call.state.sprints.by('board', board.id)) {
    if (sprint.state !== 'closed') call.state.sprints.delete(sprint.id);
  }
  call.state.boards.delete(board.id);
  emit(call, { kind: 'board', event: 'board_deleted', board });
  return empty();
}

function byFilter(call: JiraCall): Answer {
  const filter = call.state.filters.get(call.params.filter ?? '');
  if (filter === undefined)
    throw new JiraRefusal(404, ['The selected filter does not exist, or you do not have permission to view it.']);
  const boards = call.state.boards.by('filter', filter.id).filter(board => canSeeBoard(call, board));
  return agilePage(call, boards, ({ id, name }) => ({
    id: Number(id),
    self: boardShape(viewOf(call), findBoard(call, id)).self,
    name,
  }));
}

function versions(call: JiraCall): Answer {
  const { origin } = call.request;
  const wanted = call.request.query.get('released');
  const all = projectsOf(call, findBoard(call)).flatMap(project => call.state.versions.by('project', project.id));
  const fitting = all.filter(version => wanted === null || wanted === '' || version.released === (wanted === 'true'));
  return agilePage(call, fitting, version => ({
    self: `${origin}/rest/agile/1.0/version/${version.id}`,
    id: Number(version.id),
    projectId: Number(version.projectId),
    name: version.name,
    description: version.description,
    archived: version.archived,
    released: version.released,
    ...(version.releaseDate === null ? {} : { releaseDate: `${version.releaseDate}T00:00:00.000Z` }),
  }));
}

function reports(call: JiraCall): Answer {
  findBoard(call);
  return json({ reports: [] });
}
