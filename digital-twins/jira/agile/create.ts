import { type Making, refuseSeed } from '../create/making.ts';
import type { Project } from '../model/project.ts';
import { storyPoints } from './boards.ts';
import { columnsOf } from './columns.ts';
import type { SeedBoard, SeedSprint } from './seed.ts';
import type { Column } from './state.ts';

/** Adds a seed's boards and sprints. Throws `TwinError` 400 for a name that is not there. */
export function addAgile(making: Making, boards: readonly SeedBoard[] | undefined, sprints: readonly SeedSprint[]): void {
  const { state } = making;
  const software = [...state.projects.values()].filter(project => project.type === 'software');
  const own = software.map(
    (project): SeedBoard => ({ name: `${project.key} board`, project: project.key, type: 'kanban', quickFilters: [] }),
  );
  for (const board of boards ?? own) addBoard(making, board);
  for (const sprint of sprints) addSprint(making, sprint);
}

function addBoard({ state, world }: Making, seed: SeedBoard): void {
  const where = `jira.boards.${seed.name}`;
  const project = state.projects.by('key', seed.project)[0] ?? refuseSeed(where, `there is no project "${seed.project}"`);
  const now = world.clock.now();
  const filter = state.filters.add({
    id: String(world.ids.number('jira.filter', 10_000)),
    name: `Filter for ${seed.name}`,
    description: '',
    owner: project.lead,
    jql: seed.jql ?? `project = ${project.key} ORDER BY Rank ASC`,
    created: now,
    updated: now,
    shares: [{ id: String(world.ids.number('jira.share', 10_000)), type: 'project', projectId: project.id }],
    edits: [],
    favouredBy: [],
    columns: null,
    approximateLastUsed: null,
  });
  state.boards.add({
    id: String(world.ids.number('jira.board', 1)),
    name: seed.name,
    type: seed.type,
    filterId: filter.id,
    location: { type: 'project', projectId: project.id },
    columns: columnsOfSeed({ state, world }, seed, project),
    quickFilters: seed.quickFilters.map(({ name, jql }, position) => ({
      id: String(world.ids.number('jira.quick-filter', 1)),
      name,
      jql,
      description: '',
      position,
    })),
    estimationFieldId: seed.type === 'scrum' ? storyPoints(state) : null,
    features: {},
  });
}

function columnsOfSeed({ state }: Pick<Making, 'state' | 'world'>, seed: SeedBoard, project: Readonly<Project>): Column[] {
  if (seed.columns === undefined) return columnsOf(state, [project]);
  return seed.columns.map(({ name, statuses, min, max }) => ({
    name,
    statusIds: statuses.map(
      status =>
        state.statuses.by('name', status.toLowerCase())[0]?.id ??
        refuseSeed(`jira.boards.${seed.name}`, `there is no status "${status}"`),
    ),
    min: min ?? null,
    max: max ?? null,
  }));
}

function addSprint({ state, world }: Making, seed: SeedSprint): void {
  const where = `jira.sprints.${seed.name}`;
  const all = [...state.boards.values()];
  const board =
    (seed.board === undefined ? all[0] : all.find(one => one.name === seed.board)) ?? refuseSeed(where, 'there is no such board');
  const id = world.ids.number('jira.sprint', 1);
  state.sprints.add({
    id: String(id),
    boardId: board.id,
    name: seed.name,
    goal: seed.goal ?? null,
    state: seed.state,
    startDate: seed.start ?? null,
    endDate: seed.end ?? null,
    completeDate: seed.completed ?? (seed.state === 'closed' ? (seed.end ?? world.clock.now()) : null),
    created: seed.start ?? world.clock.now(),
    sequence: id,
  });
  for (const key of seed.issues) {
    const issue = state.issues.by('key', key)[0] ?? refuseSeed(where, `there is no issue "${key}"`);
    state.issues.edit(issue.id, row => {
      row.sprintIds.push(String(id));
    });
  }
}
