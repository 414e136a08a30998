import { projectOf } from './operation.ts';
import type { View } from './shapes.ts';
import {
  commentShape,
  jiraTime,
  priorityShape,
  projectShape,
  statusOf,
  statusShape,
  textShape,
  typeShape,
  userOrNull,
} from './shapes.ts';
import type { Change, Issue, IssueType, JiraState } from './state.ts';

/** An issue with the fields that were asked for. */
export function issueShape(view: View, issue: Issue, wanted: string[]): Record<string, unknown> {
  const all = fieldsOf(view, issue);
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
    id: issue.id,
    self: `${view.origin}/rest/api/${view.version}/issue/${issue.id}`,
    key: issue.key,
    fields: Object.fromEntries(Object.entries(all).filter(([name]) => isWanted(name, wanted))),
  };
}

/** Fields that a list does not show unless they are asked for by name or with `*all`. */
const notNavigable = new Set(['comment', 'attachment', 'worklog', 'timetracking', 'issuelinks']);

function isWanted(name: string, wanted: string[]): boolean {
  if (wanted.includes(`-${name}`)) return false;
  if (wanted.includes(name) || wanted.includes('*all')) return true;
  const onlyTaken = wanted.length > 0 && wanted.every(one => one.startsWith('-'));
  return onlyTaken || (wanted.includes('*navigable') && !notNavigable.has(name));
}

export function typeOf(state: JiraState, issue: Issue): IssueType {
  const type = state.issueTypes.find(one => one.id === issue.typeId);
  if (type === undefined) throw new Error(`issue ${issue.key} has no type`);
  return type;
}

function fieldsOf(view: View, issue: Issue): Record<string, unknown> {
  const { state, origin, version } = view;
  const self = `${origin}/rest/api/${version}/issue/${issue.key}`;
  const parent = issue.parentId === null ? undefined : state.issues.get(issue.parentId);
  const subtasks = [...state.issues.values()].filter(one => one.parentId === issue.id);
  const isDone = issue.resolved !== null;
  return {
    statuscategorychangedate: jiraTime(issue.statusChanged),
    issuetype: typeShape(view, typeOf(state, issue)),
    ...(parent === undefined ? {} : { parent: relatedShape(view, parent) }),
    project: projectShape(view, projectOf(state, issue)),
    fixVersions: [],
    versions: [],
    components: [],
    resolution: isDone ? resolution(view) : null,
    resolutiondate: issue.resolved === null ? null : jiraTime(issue.resolved),
    workratio: -1,
    lastViewed: null,
    watches: { self: `${self}/watchers`, watchCount: 0, isWatching: false },
    votes: { self: `${self}/votes`, votes: 0, hasVoted: false },
    created: jiraTime(issue.created),
    updated: jiraTime(issue.updated),
    priority: priorityShape(view, issue.priority),
    labels: issue.labels,
    assignee: userOrNull(view, issue.assignee),
    reporter: userOrNull(view, issue.reporter),
    creator: userOrNull(view, issue.creator),
    status: statusShape(view, statusOf(state, issue.statusId)),
    summary: issue.summary,
    description: textShape(view, issue.description),
    environment: textShape(view, issue.environment),
    duedate: issue.dueDate,
    subtasks: subtasks.map(one => relatedShape(view, one)),
    issuelinks: [],
    attachment: [],
    timetracking: {},
    progress: { progress: 0, total: 0 },
    worklog: { startAt: 0, maxResults: 20, total: 0, worklogs: [] },
    comment: {
      comments: issue.comments.map(comment => commentShape(view, issue, comment)),
      self: `${origin}/rest/api/${version}/issue/${issue.id}/comment`,
      maxResults: issue.comments.length,
      total: issue.comments.length,
      startAt: 0,
    },
  };
}

function resolution({ origin, version }: View): Record<string, unknown> {
  const description = 'Work has been completed on this issue.';
  return { self: `${origin}/rest/api/${version}/resolution/10000`, id: '10000', description, name: 'Done' };
}

function relatedShape(view: View, issue: Issue): Record<string, unknown> {
  return {
    id: issue.id,
    key: issue.key,
    self: `${view.origin}/rest/api/${view.version}/issue/${issue.id}`,
    fields: {
      summary: issue.summary,
      status: statusShape(view, statusOf(view.state, issue.statusId)),
      priority: priorityShape(view, issue.priority),
      issuetype: typeShape(view, typeOf(view.state, issue)),
    },
  };
}

export function changeShape(view: View, change: Change): Record<string, unknown> {
  return {
    id: change.id,
    author: userOrNull(view, change.author),
    created: jiraTime(change.at),
    items: change.items.map(item => ({ ...item, fieldtype: 'jira', fieldId: item.field })),
  };
}
