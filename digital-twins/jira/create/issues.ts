import { type AdfDocument, textToAdf } from '../adf/document.ts';
import { isAdf } from '../adf/validate.ts';
import { newIssue } from '../issue/new.ts';
import type { CustomField } from '../model/field.ts';
import type { Issue, Visibility } from '../model/issue.ts';
import type { Project } from '../model/project.ts';
import type { SeedIssue } from '../seed/issue.ts';
import { workflowOf } from '../workflow/of.ts';
import { readDuration } from '../worktime/duration.ts';
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

function documentOf(value: SeedIssue['description'], where: string): AdfDocument | null {
  if (value === undefined) return null;
  if (typeof value === 'string') return textToAdf(value);
  return isAdf(value) ? value : refuseSeed(where, 'a text is not a valid document');
}

function secondsOf({ state }: Making, value: number | string, where: string): number {
  if (typeof value === 'number') return value;
  return readDuration(value, state.settings.timeTracking) ?? refuseSeed(where, `"${value}" is not a duration`);
}

function addParts(making: Making, issue: Readonly<Issue>, seed: SeedIssue, where: string): void {
  const { state, world } = making;
  const issueId = issue.id;
  for (const { from, text, at, for: audience } of seed.comments) {
    const author = making.accountOf(from, where);
    const time = at ?? issue.created;
    const id = String(world.ids.number('jira.comment', 10_000));
    const body = documentOf(text, where) ?? textToAdf('');
    const visibility = audience === undefined ? null : visibilityOf(making, audience, where);
    state.comments.add({
      id,
      issueId,
      author,
      updateAuthor: author,
      body,
      created: time,
      updated: time,
      visibility,
      parentId: null,
    });
  }
  for (const { from, spent, at, text } of seed.worklogs) {
    const author = making.accountOf(from, where);
    const started = at ?? issue.created;
    const id = String(world.ids.number('jira.worklog', 10_000));
    const times = { created: started, updated: started, started };
    state.worklogs.add({
      id,
      issueId,
      author,
      updateAuthor: author,
      comment: documentOf(text, where),
      ...times,
      spent: secondsOf(making, spent, where),
      visibility: null,
    });
  }
  for (const { name, from, type, text } of seed.attachments) {
    const bytes = Buffer.from(text);
    const author = from === undefined ? issue.creator : making.accountOf(from, where);
    const id = String(world.ids.number('jira.attachment', 10_000));
    state.attachments.add({
      id,
      issueId,
      author,
      name,
      type,
      size: bytes.length,
      created: issue.created,
      content: bytes.toString('base64'),
    });
  }
  for (const { by, at, field, from, to } of seed.history) {
    const id = String(world.ids.number('jira.change', 10_000));
    const item = historyItem(making, field, from, to);
    state.changes.add({ id, issueId, author: making.accountOf(by, where), at, items: [item] });
  }
  for (const [key, value] of Object.entries(seed.properties))
    state.properties.add({ entity: 'issue', entityId: issueId, key, value });
}

/** Ids stand beside names where the seed's names have them. */
function historyItem(making: Making, field: string, from: string | null, to: string | null) {
  const { state } = making;
  const idOf = (name: string | null): string | null => {
    if (name === null) return null;
    if (field === 'status') return [...state.statuses.values()].find(one => one.name === name)?.id ?? null;
    if (field === 'priority') return [...state.priorities.values()].find(one => one.name === name)?.id ?? null;
    if (field === 'assignee' || field === 'reporter') return making.accountOf(name, `history of ${field}`);
    return null;
  };
  const nameOf = (name: string | null) => {
    const user = field === 'assignee' || field === 'reporter' ? state.users.get(idOf(name) ?? '') : undefined;
    return user?.name ?? name;
  };
  return { field, fieldId: field, custom: false, from: idOf(from), fromString: nameOf(from), to: idOf(to), toString: nameOf(to) };
}

function visibilityOf({ state }: Making, audience: string, where: string): Visibility {
  const [, type, name = ''] = /^(group|role):(.+)$/.exec(audience) ?? [];
  const list = type === 'group' ? state.groups.by('name', name.toLowerCase()) : state.roles.by('name', name.toLowerCase());
  const found = list[0] ?? refuseSeed(where, `"${audience}" is nobody`);
  return { type: type === 'group' ? 'group' : 'role', id: found.id, name: found.name };
}

function customFields(making: Making, seed: SeedIssue, where: string): Record<string, unknown> {
  const { state } = making;
  return Object.fromEntries(
    Object.entries(seed.fields).map(([name, value]) => {
      const field = state.customFields.get(name) ?? state.customFields.by('name', name.toLowerCase())[0];
      if (field === undefined) return refuseSeed(where, `there is no field "${name}"`);
      return [field.id, customValueOf(making, field, value, where)];
    }),
  );
}

function customValueOf(making: Making, field: Readonly<CustomField>, value: unknown, where: string): unknown {
  const { state } = making;
  const options = state.options.by('field', field.id);
  const option = (name: unknown, parent: string | null = null) =>
    options.find(one => one.value === String(name) && one.parentId === parent)?.id ??
    refuseSeed(where, `${field.name} has no option "${String(name)}"`);
  const group = (name: unknown) =>
    state.groups.by('name', String(name).toLowerCase())[0]?.id ?? refuseSeed(where, `there is no group "${String(name)}"`);
  const list = [value].flat();
  switch (field.kind) {
    case 'select':
      return option(value);
    case 'multiselect':
      return list.map(one => option(one));
    case 'cascading': {
      const parent = option(list[0]);
      return list.length === 1 ? [parent] : [parent, option(list[1], parent)];
    }
    case 'user':
      return making.accountOf(String(value), where);
    case 'users':
      return list.map(one => making.accountOf(String(one), where));
    case 'group':
      return group(value);
    case 'groups':
      return list.map(group);
    case 'labels':
      return list.map(String);
    case 'textarea':
      return documentOf(value as SeedIssue['description'], where);
    case 'date':
      return (value instanceof Date ? value.toISOString() : String(value)).slice(0, 10);
    case 'datetime':
      return value instanceof Date ? value.getTime() : Date.parse(String(value));
    case 'project':
      return state.projects.by('key', String(value))[0]?.id ?? refuseSeed(where, `there is no project "${String(value)}"`);
    case 'version':
    case 'versions': {
      const ids = list.map(
        name =>
          [...state.versions.values()].find(one => one.name === name)?.id ??
          refuseSeed(where, `there is no version "${String(name)}"`),
      );
      return field.kind === 'version' ? ids[0] : ids;
    }
    default:
      return value;
  }
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
