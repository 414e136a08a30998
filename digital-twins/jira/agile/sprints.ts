import { type Answer, empty, json } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { can, isAdmin } from '../access/can.ts';
import { emit } from '../emit.ts';
import { changeIssue } from '../issue/change.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { viewOf } from '../shapes.ts';
import type { JiraState } from '../state.ts';
import { agileOperation, canSeeBoard, demandSprints, findBoard, findSprint } from './operation.ts';
import { agilePage } from './page.ts';
import { sprintShape } from './shape.ts';
import type { Sprint } from './state.ts';

const operations: RestOperation[] = [
  { name: 'sprint.create', method: 'POST', path: '/sprint', label: 'docs', write: true, run: create },
  {
    name: 'sprint.get',
    method: 'GET',
    path: '/sprint/:sprint',
    label: 'docs',
    run: call => json(sprintShape(viewOf(call), findSprint(call))),
  },
  { name: 'sprint.update', method: 'PUT', path: '/sprint/:sprint', label: 'docs', write: true, run: call => update(call, true) },
  { name: 'sprint.patch', method: 'POST', path: '/sprint/:sprint', label: 'docs', write: true, run: call => update(call, false) },
  { name: 'sprint.delete', method: 'DELETE', path: '/sprint/:sprint', label: 'spec', write: true, run: remove },
  { name: 'sprint.swap', method: 'POST', path: '/sprint/:sprint/swap', label: 'docs', write: true, run: swap },
  { name: 'board.sprints', method: 'GET', path: '/board/:board/sprint', label: 'docs', run: list },
];

export const sprintOperations: Operation<JiraState>[] = operations.map(agileOperation);

const stateOrder = ['closed', 'active', 'future'];

function list(call: JiraCall): Answer {
  const board = findBoard(call);
  demandSprints(board);
  const wanted = (call.request.query.get('state') ?? '').split(',').filter(one => one !== '');
  const unknown = wanted.find(one => !stateOrder.includes(one));
  if (unknown !== undefined)
    throw new JiraRefusal(400, [`The state '${unknown}' is not valid. Valid values: future, active, closed.`]);
  const sprints = call.state.sprints.by('board', board.id).filter(one => wanted.length === 0 || wanted.includes(one.state));
  sprints.sort(
    (left, right) => stateOrder.indexOf(left.state) - stateOrder.indexOf(right.state) || left.sequence - right.sequence,
  );
  return agilePage(call, sprints, sprint => sprintShape(viewOf(call), sprint));
}

function create(call: JiraCall): Answer {
  const body = readBody(call);
  const board = findBoard(call, asText(body.originBoardId) ?? '');
  demandSprints(board);
  demandManager(call, board.id);
  const name = readName(body.name);
  const id = call.ids.number('jira.sprint', 1);
  const sprint = call.state.sprints.add({
    id: String(id),
    boardId: board.id,
    name,
    goal: asText(body.goal) ?? null,
    state: 'future',
    startDate: readTime(body, 'startDate'),
    endDate: readTime(body, 'endDate'),
    completeDate: null,
    created: call.clock.now(),
    sequence: id,
  });
  checkDates(sprint);
  emit(call, { kind: 'sprint', event: 'sprint_created', sprint });
  return json(sprintShape(viewOf(call), sprint), 201);
}

function readName(value: unknown): string {
  const name = (asText(value) ?? '').trim();
  if (name === '') throw new JiraRefusal(400, [], { name: 'The sprint name must not be empty.' });
  if (name.length > 30) throw new JiraRefusal(400, [], { name: 'The sprint name must be 30 characters or less.' });
  return name;
}

function readTime(body: Loose, field: 'startDate' | 'endDate'): number | null {
  const value = body[field];
  if (value === undefined || value === null || value === '') return null;
  const time = Date.parse(String(value).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(time)) throw new JiraRefusal(400, [], { [field]: 'The date must be in the ISO 8601 format.' });
  return time;
}

function checkDates({ startDate, endDate }: Pick<Sprint, 'startDate' | 'endDate'>): void {
  if (startDate === null || endDate === null || endDate > startDate) return;
  throw new JiraRefusal(400, [], { endDate: 'The end date must be after the start date.' });
}

/** Who manages sprints: those who may in the board's project. */
function demandManager({ state, user }: JiraCall, boardId: string): void {
  const location = state.boards.get(boardId)?.location;
  const project = location?.type === 'project' ? state.projects.get(location.projectId) : undefined;
  if (project === undefined || isAdmin(state, user) || can(state, user, 'MANAGE_SPRINTS_PERMISSION', project)) return;
  throw new JiraRefusal(403, ['You do not have permission to create and edit sprints for this project.']);
}

type SprintEvent = 'sprint_updated' | 'sprint_started' | 'sprint_closed';

/** A full update sets to nothing what it does not name; a partial one leaves it. */
function update(call: JiraCall, isFull: boolean): Answer {
  const sprint = findSprint(call);
  demandManager(call, sprint.boardId);
  const body = readBody(call);
  if (sprint.state === 'closed') throw new JiraRefusal(400, ['A closed sprint cannot be updated.']);
  const has = (field: string) => isFull || body[field] !== undefined;
  const next = {
    name: has('name') ? readName(body.name) : sprint.name,
    goal: has('goal') ? (asText(body.goal) ?? null) : sprint.goal,
    startDate: has('startDate') ? readTime(body, 'startDate') : sprint.startDate,
    endDate: has('endDate') ? readTime(body, 'endDate') : sprint.endDate,
    state: readState(body.state, sprint, isFull),
  };
  checkDates(next);
  const event = eventOf(sprint, next);
  const changed = call.state.sprints.edit(sprint.id, row => {
    Object.assign(row, next);
    if (event === 'sprint_closed') row.completeDate = call.clock.now();
  });
  emit(call, { kind: 'sprint', event, sprint: changed, before: sprint });
  return json(sprintShape(viewOf(call), changed));
}

function readState(value: unknown, sprint: Readonly<Sprint>, isFull: boolean): Sprint['state'] {
  if (value === undefined || value === null) {
    if (isFull) throw new JiraRefusal(400, [], { state: 'The sprint state must be given.' });
    return sprint.state;
  }
  const wanted = String(value).toLowerCase();
  if (wanted === 'future' || wanted === 'active' || wanted === 'closed') return wanted;
  throw new JiraRefusal(400, [], { state: `The state '${String(value)}' is not valid. Valid values: future, active, closed.` });
}

/** Throws 400 for a step a sprint cannot take: future, active, closed, in this order. */
function eventOf(sprint: Readonly<Sprint>, next: Pick<Sprint, 'state' | 'startDate' | 'endDate'>): SprintEvent {
  if (next.state === sprint.state) return 'sprint_updated';
  if (next.state === 'active' && sprint.state === 'future') {
    if (next.startDate === null || next.endDate === null) {
      throw new JiraRefusal(400, ['A sprint must have a start date and an end date before it can be started.']);
    }
    return 'sprint_started';
  }
  if (next.state === 'closed' && sprint.state === 'active') return 'sprint_closed';
  throw new JiraRefusal(400, [`A sprint in the '${sprint.state}' state cannot be changed to the '${next.state}' state.`]);
}

function remove(call: JiraCall): Answer {
  const sprint = findSprint(call);
  demandManager(call, sprint.boardId);
  for (const issue of call.state.issues.by('sprint', sprint.id)) {
    changeIssue(call, issue.id, { sprintIds: issue.sprintIds.filter(id => id !== sprint.id) });
  }
  call.state.sprints.delete(sprint.id);
  emit(call, { kind: 'sprint', event: 'sprint_deleted', sprint });
  return empty();
}

function swap(call: JiraCall): Answer {
  const sprint = findSprint(call);
  demandManager(call, sprint.boardId);
  const other = call.state.sprints.get(asText(readBody(call).sprintToSwapWith) ?? '');
  const board = call.state.boards.get(other?.boardId ?? '');
  if (other === undefined || board === undefined || !canSeeBoard(call, board))
    throw new JiraRefusal(404, ['Sprint does not exist']);
  const places = [sprint.sequence, other.sequence] as const;
  call.state.sprints.edit(sprint.id, row => {
    row.sequence = places[1];
  });
  call.state.sprints.edit(other.id, row => {
    row.sequence = places[0];
  });
  return empty();
}
