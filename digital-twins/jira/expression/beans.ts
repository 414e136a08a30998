import { canSeeIssue, isFor } from '../access/can.ts';
import type { AdfDocument } from '../adf/document.ts';
import { adfToWiki } from '../adf/to-wiki.ts';
import { fieldValue } from '../issue/fields.ts';
import type { Issue } from '../model/issue.ts';
import type { Project } from '../model/project.ts';
import { type JiraCall, projectOf } from '../operation.ts';
import { jiraTime, viewOf } from '../shapes.ts';
import { type Bean, fromJson, type Value } from './value.ts';

type Named = Readonly<{ id: string; name: string; description?: string }>;

export function userBean({ state }: JiraCall, accountId: string | null): Bean | null {
  const user = accountId === null ? undefined : state.users.get(accountId);
  if (user === undefined) return null;
  return {
    bean: 'User',
    get: { accountId: () => user.accountId, displayName: () => user.name, id: () => user.accountId },
  };
}

export function projectBean(call: JiraCall, project: Readonly<Project>): Bean {
  return {
    bean: 'Project',
    get: {
      id: () => Number(project.id),
      key: () => project.key,
      name: () => project.name,
      projectTypeKey: () => project.type,
      style: () => 'classic',
      properties: () => properties(call, 'project', project.id),
    },
  };
}

function named(bean: string, row: Named | undefined, more: Bean['get'] = {}): Bean | null {
  if (row === undefined) return null;
  return {
    bean,
    get: { id: () => Number(row.id), name: () => row.name, description: () => row.description ?? '', ...more },
  };
}

function properties({ state }: JiraCall, entity: string, id: string): Value {
  const rows = state.properties.by('owner', `${entity}:${id}`);
  return { map: Object.fromEntries(rows.map(({ key, value }) => [key, fromJson(value)])) };
}

function richText(document: AdfDocument | null): Value {
  return document === null ? null : { bean: 'RichText', get: { plainText: () => adfToWiki(document) ?? '' } };
}

/** An issue as expressions see it (Jira docs, "Jira expressions type reference", Issue). */
export function issueBean(call: JiraCall, issue: Readonly<Issue>): Bean {
  const { state } = call;
  const list = (bean: string, table: { get(id: string): Named | undefined }, ids: readonly string[]): Value =>
    ids.flatMap(id => named(bean, table.get(id)) ?? []);
  const time = (ms: number | null): Value => (ms === null ? null : jiraTime(ms));
  const own: Bean['get'] = {
    id: () => Number(issue.id),
    key: () => issue.key,
    summary: () => issue.summary,
    description: () => richText(issue.description),
    environment: () => richText(issue.environment),
    project: () => projectBean(call, projectOf(state, issue)),
    issueType: () => typeBean(call, issue.typeId),
    status: () => statusBean(call, issue.statusId),
    priority: () => named('IssuePriority', state.priorities.get(issue.priorityId ?? '')),
    resolution: () => named('Resolution', state.resolutions.get(issue.resolutionId ?? '')),
    assignee: () => userBean(call, issue.assignee),
    reporter: () => userBean(call, issue.reporter),
    creator: () => userBean(call, issue.creator),
    labels: () => [...issue.labels],
    components: () => list('Component', state.components, issue.componentIds),
    fixVersions: () => list('Version', state.versions, issue.fixVersionIds),
    versions: () => list('Version', state.versions, issue.affectedVersionIds),
    created: () => time(issue.created),
    updated: () => time(issue.updated),
    resolutionDate: () => time(issue.resolved),
    dueDate: () => issue.dueDate,
    originalEstimate: () => issue.originalEstimate,
    remainingEstimate: () => issue.remainingEstimate,
    timeSpent: () => issue.timeSpent,
    votes: () => issue.voters.length,
    parent: () => issueIfSeen(call, issue.parentId),
    subtasks: () => state.issues.by('parent', issue.id).flatMap(one => (isSubtask(call, one) ? issueBean(call, one) : [])),
    comments: () => comments(call, issue),
    attachments: () => state.attachments.by('issue', issue.id).map(one => attachment(call, one)),
    links: () => links(call, issue),
    properties: () => properties(call, 'issue', issue.id),
  };
  return { bean: 'Issue', get: { ...customs(call, issue), ...own } };
}

function customs(call: JiraCall, issue: Readonly<Issue>): Bean['get'] {
  const fields = [...call.state.customFields.keys()];
  return Object.fromEntries(fields.map(id => [id, () => fromJson(fieldValue(viewOf(call), issue, id))]));
}

function isSubtask({ state }: JiraCall, issue: Readonly<Issue>): boolean {
  return state.issueTypes.get(issue.typeId)?.isSubtask === true;
}

function issueIfSeen(call: JiraCall, id: string | null): Bean | null {
  const issue = id === null ? undefined : call.state.issues.get(id);
  return issue !== undefined && canSeeIssue(call.state, call.user, issue) ? issueBean(call, issue) : null;
}

function typeBean({ state }: JiraCall, id: string): Bean | null {
  const type = state.issueTypes.get(id);
  return named('IssueType', type, { subtask: () => type?.isSubtask === true });
}

function statusBean({ state }: JiraCall, id: string): Bean | null {
  const status = state.statuses.get(id);
  const key = status?.category ?? 'undefined';
  return named('IssueStatus', status, { category: () => ({ bean: 'StatusCategory', get: { key: () => key, name: () => key } }) });
}

function comments(call: JiraCall, issue: Readonly<Issue>): Value {
  const rows = call.state.comments.by('issue', issue.id).filter(one => isFor(call.state, call.user, issue, one.visibility));
  return rows.map(one => ({
    bean: 'Comment',
    get: {
      id: () => Number(one.id),
      author: () => userBean(call, one.author),
      body: () => richText(one.body),
      created: () => jiraTime(one.created),
      updated: () => jiraTime(one.updated),
      properties: () => properties(call, 'comment', one.id),
    },
  }));
}

function attachment(
  call: JiraCall,
  one: Readonly<{ id: string; author: string; name: string; type: string; size: number; created: number }>,
): Bean {
  return {
    bean: 'Attachment',
    get: {
      id: () => Number(one.id),
      author: () => userBean(call, one.author),
      filename: () => one.name,
      size: () => one.size,
      mimeType: () => one.type,
      created: () => jiraTime(one.created),
    },
  };
}

function links(call: JiraCall, issue: Readonly<Issue>): Value {
  const { state } = call;
  return state.links.by('issue', issue.id).flatMap(link => {
    const direction = link.inwardId === issue.id ? 'outward' : 'inward';
    const other = issueIfSeen(call, direction === 'outward' ? link.outwardId : link.inwardId);
    if (other === null) return [];
    const get = {
      id: () => Number(link.id),
      direction: () => direction,
      linkedIssue: () => other,
      type: () => named('IssueLinkType', state.linkTypes.get(link.typeId)),
    };
    return [{ bean: 'IssueLink', get }];
  });
}
