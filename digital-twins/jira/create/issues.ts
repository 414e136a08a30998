import { newIssue } from '../issue/new.ts';
import type { Project } from '../model/project.ts';
import type { SeedIssue } from '../seed/issue.ts';
import { workflowOf } from '../workflow/of.ts';
import { customFields } from './custom-values.ts';
import { addParts, documentOf, secondsOf } from './issue-parts.ts';
import { type Making, refuseSeed } from './making.ts';

/** Adds an issue of a seed. Throws `TwinError` 400 for a project, type, status or person that is not there. */
export function addSeedIssue(making: Making, seed: SeedIssue): void {
  const { state, world } = making;
  const where = `jira.issues.${seed.key ?? seed.summary}`;
  const project = projectOf(making, seed, where);
  const created = seed.created ?? world.clock.now();
  const typeId = seed.type === undefined ? (project.issueTypes[0] ?? '') : typeOf(making, project, seed.type, where);
  const workflow = workflowOf(state, project, typeId);
  const statusId =
    seed.status === undefined ? workflow.initial : statusOf(making, project, workflow.statuses, seed.status, where);
  if (seed.key !== undefined) takeNumber(making, project, seed.key, where);
  const reporter = seed.reporter === undefined ? project.lead : making.accountOf(seed.reporter, where);
  const isDone = state.statuses.get(statusId)?.category === 'done';
  const updated = seed.updated ?? created;
  const named = (kind: string, list: readonly Readonly<{ id: string; name: string }>[], names: readonly string[]) =>
    names.map(name => list.find(one => one.name === name)?.id ?? refuseSeed(where, `there is no ${kind} "${name}"`));
  const versions = state.versions.by('project', project.id);
  const worked = seed.worklogs.reduce((sum, { spent }) => sum + secondsOf(making, spent, where), 0);
  const original = seed.originalEstimate === undefined ? null : secondsOf(making, seed.originalEstimate, where);
  const issue = newIssue(state, world, project, {
    typeId,
    summary: seed.summary,
    creator: reporter,
    statusId,
    description: documentOf(seed.description, where),
    environment: documentOf(seed.environment, where),
    priorityId: named('priority', [...state.priorities.values()], [seed.priority])[0] ?? null,
    resolutionId:
      seed.resolution === undefined
        ? isDone
          ? '10000'
          : null
        : (named('resolution', [...state.resolutions.values()], [seed.resolution])[0] ?? null),
    securityId:
      seed.security === undefined
        ? null
        : (named('security level', state.securityLevels.by('scheme', project.securitySchemeId ?? ''), [seed.security])[0] ??
          null),
    assignee: seed.assignee === undefined ? null : making.accountOf(seed.assignee, where),
    labels: seed.labels,
    componentIds: named('component', state.components.by('project', project.id), seed.components),
    fixVersionIds: named('version', versions, seed.fixVersions),
    affectedVersionIds: named('version', versions, seed.affectsVersions),
    parentId:
      seed.parent === undefined
        ? null
        : (state.issues.by('key', seed.parent)[0]?.id ?? refuseSeed(where, `there is no issue "${seed.parent}" before it`)),
    dueDate: seed.due ?? null,
    created,
    updated,
    statusChanged: seed.resolved ?? created,
    resolved: isDone || seed.resolution !== undefined ? (seed.resolved ?? updated) : null,
    originalEstimate: original,
    remainingEstimate:
      seed.remainingEstimate === undefined
        ? original === null
          ? null
          : Math.max(0, original - worked)
        : secondsOf(making, seed.remainingEstimate, where),
    timeSpent: seed.worklogs.length === 0 ? null : worked,
    watchers: seed.watchers.map(person => making.accountOf(person, where)),
    voters: seed.voters.map(person => making.accountOf(person, where)),
    fields: customFields(making, seed, where),
  });
  addParts(making, issue, seed, where);
}

/** Links of the seed, when all issues are there. */
export function addSeedLinks(making: Making, seed: SeedIssue): void {
  const { state, world } = making;
  const where = `jira.issues.${seed.key ?? seed.summary}`;
  if (seed.links.length > 0 && seed.key === undefined) refuseSeed(where, 'an issue with links needs a key');
  for (const { type, to } of seed.links) {
    const linkType = state.linkTypes.by('name', type.toLowerCase())[0] ?? refuseSeed(where, `there is no link type "${type}"`);
    const from = state.issues.by('key', seed.key ?? '')[0];
    const other = state.issues.by('key', to)[0] ?? refuseSeed(where, `there is no issue "${to}"`);
    const id = String(world.ids.number('jira.link', 10_000));
    state.links.add({ id, typeId: linkType.id, inwardId: from?.id ?? '', outwardId: other.id });
  }
}

function projectOf({ state }: Making, seed: SeedIssue, where: string): Readonly<Project> {
  const key = seed.key?.split('-')[0] ?? seed.project ?? '';
  return state.projects.by('key', key)[0] ?? refuseSeed(where, `there is no project "${key}"`);
}

function typeOf({ state }: Making, project: Readonly<Project>, name: string, where: string): string {
  const type = project.issueTypes.find(id => state.issueTypes.get(id)?.name === name);
  return type ?? refuseSeed(where, `${project.key} has no issue type "${name}"`);
}

function statusOf(
  { state }: Making,
  project: Readonly<Project>,
  statuses: readonly string[],
  name: string,
  where: string,
): string {
  const status = statuses.find(id => state.statuses.get(id)?.name === name);
  return status ?? refuseSeed(where, `${project.key} has no status "${name}"`);
}

/** Issues are numbered upwards: a seed that names a lower number after a higher one contradicts itself. */
function takeNumber({ state }: Making, project: Readonly<Project>, key: string, where: string): void {
  const number = Number(key.split('-')[1]);
  const { lastNumber } = state.projects.get(project.id) ?? project;
  if (number <= lastNumber) refuseSeed(where, 'issues must be in ascending order of their keys');
  state.projects.edit(project.id, row => {
    row.lastNumber = number - 1;
  });
}
