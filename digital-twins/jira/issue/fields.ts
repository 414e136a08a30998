import { isFor } from '../access/can.ts';
import { textShape } from '../adf/text-shape.ts';
import { attachmentShape } from '../attachment/shape.ts';
import { commentShape } from '../comment/shape.ts';
import { customValue } from '../field/value.ts';
import { linkShapes } from '../link/shape.ts';
import type { Issue } from '../model/issue.ts';
import { componentShape, projectShape } from '../project/shape.ts';
import { versionShape } from '../project/version-shape.ts';
import { api, jiraTime, type View } from '../shapes.ts';
import { userOrNull } from '../user/shape.ts';
import { categoryShape, priorityShape, resolutionShape, statusOf, statusShape, typeOf, typeShape } from '../workflow/shape.ts';
import { writeDuration } from '../worktime/duration.ts';
import { worklogShape } from '../worktime/shape.ts';
import { relatedShape } from './related.ts';
import { sprintValue } from './sprint-value.ts';

type Reader = (view: View, issue: Readonly<Issue>) => unknown;

/** How each system field is read off an issue; undefined = it is not there. */
const readers: Record<string, Reader> = {
  statuscategorychangedate: (_view, issue) => jiraTime(issue.statusChanged),
  issuetype: (view, issue) => typeShape(view, typeOf(view.state, issue)),
  parent: (view, issue) => {
    const parent = issue.parentId === null ? undefined : view.state.issues.get(issue.parentId);
    return parent === undefined ? undefined : relatedShape(view, parent);
  },
  timespent: (_view, issue) => issue.timeSpent,
  timeoriginalestimate: (_view, issue) => issue.originalEstimate,
  timeestimate: (_view, issue) => issue.remainingEstimate,
  aggregatetimespent: (view, issue) => total(view, issue, one => one.timeSpent),
  aggregatetimeoriginalestimate: (view, issue) => total(view, issue, one => one.originalEstimate),
  aggregatetimeestimate: (view, issue) => total(view, issue, one => one.remainingEstimate),
  project: (view, issue) => {
    const project = view.state.projects.get(issue.projectId);
    return project === undefined ? null : projectShape(view, project);
  },
  fixVersions: (view, issue) => versions(view, issue.fixVersionIds),
  versions: (view, issue) => versions(view, issue.affectedVersionIds),
  components: (view, issue) =>
    issue.componentIds.flatMap(id => {
      const component = view.state.components.get(id);
      return component === undefined ? [] : [componentShape(view, component)];
    }),
  resolution: (view, issue) => {
    const resolution = view.state.resolutions.get(issue.resolutionId ?? '');
    return resolution === undefined ? null : resolutionShape(view, resolution);
  },
  resolutiondate: (_view, issue) => (issue.resolved === null ? null : jiraTime(issue.resolved)),
  workratio: (_view, issue) => workRatio(issue),
  lastViewed: (view, issue) => {
    const viewed = issue.viewed[view.user.accountId];
    return viewed === undefined ? null : jiraTime(viewed);
  },
  watches: (view, issue) => ({
    self: `${api(view)}/issue/${issue.key}/watchers`,
    watchCount: issue.watchers.length,
    isWatching: issue.watchers.includes(view.user.accountId),
  }),
  votes: (view, issue) => ({
    self: `${api(view)}/issue/${issue.key}/votes`,
    votes: issue.voters.length,
    hasVoted: issue.voters.includes(view.user.accountId),
  }),
  created: (_view, issue) => jiraTime(issue.created),
  updated: (_view, issue) => jiraTime(issue.updated),
  priority: (view, issue) => {
    const priority = view.state.priorities.get(issue.priorityId ?? '');
    return priority === undefined ? null : priorityShape(view, priority);
  },
  labels: (_view, issue) => issue.labels,
  assignee: (view, issue) => userOrNull(view, issue.assignee),
  reporter: (view, issue) => userOrNull(view, issue.reporter),
  creator: (view, issue) => userOrNull(view, issue.creator),
  status: (view, issue) => statusShape(view, statusOf(view.state, issue.statusId)),
  statusCategory: (view, issue) => categoryShape(view, statusOf(view.state, issue.statusId).category),
  summary: (_view, issue) => issue.summary,
  description: (view, issue) => textShape(view, issue.description),
  environment: (view, issue) => textShape(view, issue.environment),
  duedate: (_view, issue) => issue.dueDate,
  security: (view, issue) => securityShape(view, issue.securityId),
  subtasks: (view, issue) => subtasksOf(view, issue).map(one => relatedShape(view, one)),
  issuelinks: (view, issue) => linkShapes(view, issue),
  attachment: (view, issue) => view.state.attachments.by('issue', issue.id).map(one => attachmentShape(view, one)),
  timetracking: (view, issue) => trackingShape(view, issue),
  progress: (_view, issue) => progress(issue.timeSpent, issue.remainingEstimate),
  aggregateprogress: (view, issue) =>
    progress(
      total(view, issue, one => one.timeSpent),
      total(view, issue, one => one.remainingEstimate),
    ),
  worklog: (view, issue) => worklogField(view, issue),
  comment: (view, issue) => commentField(view, issue),
};

/** Fields that a list does not show unless they are asked for by name or with `*all`. */
const notNavigable = new Set(['comment', 'attachment', 'worklog', 'timetracking', 'security']);

/** The ids of the fields that were asked for: names, `*all`, `*navigable`, and `-name` to take one away. */
export function wantedFields(view: View, wanted: readonly string[]): string[] {
  const custom = [...view.state.customFields.values()].filter(field => field.trashed === null).map(field => field.id);
  const all = [...Object.keys(readers), ...custom];
  const onlyTaken = wanted.every(one => one.startsWith('-'));
  const asked = new Set(wanted.map(one => idOf(view, one)));
  const isAsked = (id: string) =>
    onlyTaken || asked.has(id) || asked.has('*all') || (asked.has('*navigable') && !notNavigable.has(id));
  return all.filter(id => isAsked(id) && !asked.has(`-${id}`));
}

/** Custom fields may also be asked for by number. */
function idOf(view: View, wanted: string): string {
  return /^\d+$/.test(wanted) && view.state.customFields.has(`customfield_${wanted}`) ? `customfield_${wanted}` : wanted;
}

export function fieldValue(view: View, issue: Readonly<Issue>, id: string): unknown {
  const reader = readers[id];
  if (reader !== undefined) return reader(view, issue);
  const field = view.state.customFields.get(id);
  if (field === undefined) return undefined;
  if (field.kind === 'rank') return issue.rank;
  if (field.kind === 'sprint') return sprintValue(view, issue);
  return customValue(view, field, issue.fields[id]);
}

export function subtasksOf({ state }: Pick<View, 'state'>, issue: Readonly<Issue>): Readonly<Issue>[] {
  return state.issues.by('parent', issue.id).filter(one => state.issueTypes.get(one.typeId)?.isSubtask === true);
}

function versions(view: View, ids: readonly string[]): unknown[] {
  return ids.flatMap(id => {
    const version = view.state.versions.get(id);
    if (version === undefined) return [];
    const { self, description, name, archived, released, releaseDate } = versionShape(view, version);
    return [{ self, id, description, name, archived, released, ...(releaseDate === undefined ? {} : { releaseDate }) }];
  });
}

function total(view: View, issue: Readonly<Issue>, of: (issue: Readonly<Issue>) => number | null): number | null {
  const values = [issue, ...subtasksOf(view, issue)].map(of).filter(value => value !== null);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}

/** -1 where nothing was estimated; else the percentage of the estimate that is spent. */
export function workRatio({ originalEstimate, timeSpent }: Readonly<Issue>): number {
  if (originalEstimate === null || originalEstimate === 0) return -1;
  return Math.floor(((timeSpent ?? 0) * 100) / originalEstimate);
}

function progress(spent: number | null, remaining: number | null): Record<string, number> {
  const done = spent ?? 0;
  const whole = done + (remaining ?? 0);
  return { progress: done, total: whole, ...(whole === 0 ? {} : { percent: Math.floor((done * 100) / whole) }) };
}

function trackingShape(view: View, issue: Readonly<Issue>): Record<string, unknown> {
  const part = (name: string, seconds: number | null) =>
    seconds === null ? {} : { [name]: writeDuration(seconds, view.state.settings.timeTracking), [`${name}Seconds`]: seconds };
  return {
    ...part('originalEstimate', issue.originalEstimate),
    ...part('remainingEstimate', issue.remainingEstimate),
    ...part('timeSpent', issue.timeSpent),
  };
}

function securityShape(view: View, id: string | null): unknown {
  const level = id === null ? undefined : view.state.securityLevels.get(id);
  if (level === undefined) return null;
  return { self: `${api(view)}/securitylevel/${level.id}`, id: level.id, description: level.description, name: level.name };
}

/** Of the worklogs an issue shows the first twenty; the rest has its own endpoint. */
function worklogField(view: View, issue: Readonly<Issue>): Record<string, unknown> {
  const all = view.state.worklogs.by('issue', issue.id).filter(one => isFor(view.state, view.user, issue, one.visibility));
  const worklogs = all.slice(0, 20).map(one => worklogShape(view, one));
  return { startAt: 0, maxResults: 20, total: all.length, worklogs };
}

function commentField(view: View, issue: Readonly<Issue>): Record<string, unknown> {
  const all = view.state.comments.by('issue', issue.id).filter(one => isFor(view.state, view.user, issue, one.visibility));
  return {
    comments: all.map(comment => commentShape(view, comment)),
    self: `${api(view)}/issue/${issue.id}/comment`,
    maxResults: all.length,
    total: all.length,
    startAt: 0,
  };
}
