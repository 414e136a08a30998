import type { World } from '../kit/plugin.ts';
import { TwinError } from '../kit/twin-error.ts';
import { textToAdf } from './adf.ts';
import type { SeedIssue } from './seed.ts';
import type { Issue, JiraState, Project } from './state.ts';

export type NewIssue = Pick<Issue, 'typeId' | 'summary' | 'creator'> & Partial<Issue>;

/** Makes an issue with the next id and key of its project, in the workflow's first status. */
export function createIssue(state: JiraState, world: Pick<World, 'ids' | 'clock'>, project: Project, given: NewIssue): Issue {
  project.lastNumber += 1;
  const now = world.clock.now();
  const issue: Issue = {
    id: String(world.ids.number('jira.issue', 10_000)),
    key: `${project.key}-${project.lastNumber}`,
    projectId: project.id,
    statusId: project.workflow.initial,
    description: null,
    environment: null,
    priority: 'Medium',
    assignee: null,
    reporter: given.creator,
    parentId: null,
    labels: [],
    dueDate: null,
    created: now,
    updated: now,
    statusChanged: now,
    resolved: null,
    comments: [],
    history: [],
    ...given,
  };
  state.issues.set(issue.id, issue);
  return issue;
}

type AccountOf = (person: string, where: string) => string;

/** Adds an issue of a seed. Throws `TwinError` 400 for a project, type, status or person that is not there. */
export function addSeedIssue(state: JiraState, world: World, seed: SeedIssue, accountOf: AccountOf): void {
  const where = `jira.issues.${seed.key ?? seed.summary}`;
  const project = projectOf(state, seed, where);
  const created = seed.created ?? world.clock.now();
  const type = seed.type === undefined ? project.issueTypes[0] : typeOf(state, project, seed.type, where);
  const status = seed.status === undefined ? project.workflow.initial : statusOf(state, project, seed.status, where);
  if (seed.key !== undefined) takeNumber(project, seed.key, where);
  const reporter = seed.reporter === undefined ? project.lead : accountOf(seed.reporter, where);
  const isDone = state.statuses.find(one => one.id === status)?.category === 'done';
  const issue = createIssue(state, world, project, {
    typeId: type ?? '',
    summary: seed.summary,
    creator: reporter,
    statusId: status,
    description: seed.description === undefined ? null : textToAdf(seed.description),
    priority: seed.priority,
    assignee: seed.assignee === undefined ? null : accountOf(seed.assignee, where),
    labels: seed.labels,
    created,
    updated: created,
    statusChanged: created,
    resolved: isDone ? created : null,
  });
  for (const { from, text, at } of seed.comments) {
    const author = accountOf(from, where);
    const time = at ?? created;
    const id = String(world.ids.number('jira.comment', 10_000));
    issue.comments.push({ id, author, updateAuthor: author, body: textToAdf(text), created: time, updated: time });
  }
}

function projectOf(state: JiraState, seed: SeedIssue, where: string): Project {
  const key = seed.key?.split('-')[0] ?? seed.project;
  const project = state.projects.find(one => one.key === key);
  if (project === undefined) throw new TwinError(400, 'seed.invalid', `${where}: there is no project "${key}"`);
  return project;
}

function typeOf(state: JiraState, project: Project, name: string, where: string): string {
  const type = state.issueTypes.find(one => one.name === name && project.issueTypes.includes(one.id));
  if (type === undefined) throw new TwinError(400, 'seed.invalid', `${where}: ${project.key} has no issue type "${name}"`);
  return type.id;
}

function statusOf(state: JiraState, project: Project, name: string, where: string): string {
  const status = state.statuses.find(one => one.name === name && project.workflow.statuses.includes(one.id));
  if (status === undefined) throw new TwinError(400, 'seed.invalid', `${where}: ${project.key} has no status "${name}"`);
  return status.id;
}

/** Issues are numbered upwards: a seed that names a lower number after a higher one contradicts itself. */
function takeNumber(project: Project, key: string, where: string): void {
  const number = Number(key.split('-')[1]);
  if (number <= project.lastNumber)
    throw new TwinError(400, 'seed.invalid', `${where}: issues must be in ascending order of their keys`);
  project.lastNumber = number - 1;
}
