import { type AdfDocument, adfToText } from './adf.ts';
import type { JiraCall } from './operation.ts';
import type { CategoryKey, Comment, Issue, IssueType, JiraState, JiraUser, Project, Status } from './state.ts';
import { priorities } from './state.ts';

/** What shapes are built from: the state, and where the client found us. */
export interface View {
  state: JiraState;
  origin: string;
  version: 2 | 3;
}

export function viewOf({ state, request, version }: JiraCall): View {
  return { state, origin: request.origin, version };
}

const api = ({ origin, version }: View) => `${origin}/rest/api/${version}`;

/** Jira writes times with milliseconds and an offset without a colon. */
export function jiraTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}

export function textShape(view: View, document: AdfDocument | null): AdfDocument | string | null {
  return document === null || view.version === 3 ? document : adfToText(document);
}

function avatars(url: string): Record<string, string> {
  return Object.fromEntries(['48x48', '24x24', '16x16', '32x32'].map(size => [size, `${url}&size=${size.split('x')[0]}`]));
}

export function userShape(view: View, user: JiraUser): Record<string, unknown> {
  return {
    self: `${api(view)}/user?accountId=${user.accountId}`,
    accountId: user.accountId,
    emailAddress: user.email,
    avatarUrls: avatars(`${view.origin}/secure/avatar?of=${encodeURIComponent(user.name)}`),
    displayName: user.name,
    active: user.active,
    timeZone: user.timezone,
    accountType: 'atlassian',
  };
}

export function userOrNull(view: View, accountId: string | null): Record<string, unknown> | null {
  const user = accountId === null ? undefined : view.state.users.get(accountId);
  return user === undefined ? null : userShape(view, user);
}

const categories: Record<CategoryKey, { id: number; colorName: string; name: string }> = {
  new: { id: 2, colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, colorName: 'green', name: 'Done' },
};

export function categoryName(key: CategoryKey): string {
  return categories[key].name;
}

export function statusShape(view: View, status: Status): Record<string, unknown> {
  const category = categories[status.category];
  return {
    self: `${api(view)}/status/${status.id}`,
    description: '',
    iconUrl: `${view.origin}/secure/avatar?of=${encodeURIComponent(status.name)}`,
    name: status.name,
    id: status.id,
    statusCategory: { self: `${api(view)}/statuscategory/${category.id}`, key: status.category, ...category },
  };
}

export function statusOf(state: JiraState, id: string): Status {
  const status = state.statuses.find(one => one.id === id);
  if (status === undefined) throw new Error(`there is no status ${id}`);
  return status;
}

export function typeShape(view: View, type: IssueType): Record<string, unknown> {
  return {
    self: `${api(view)}/issuetype/${type.id}`,
    id: type.id,
    description: '',
    iconUrl: `${view.origin}/secure/avatar?of=${encodeURIComponent(type.name)}`,
    name: type.name,
    subtask: type.isSubtask,
    avatarId: 10318,
    hierarchyLevel: type.isSubtask ? -1 : type.name === 'Epic' ? 1 : 0,
  };
}

export function priorityShape(view: View, name: string): Record<string, unknown> {
  const id = priorities.find(one => one.name === name)?.id ?? '3';
  return { self: `${api(view)}/priority/${id}`, iconUrl: `${view.origin}/secure/avatar?of=${name}`, name, id };
}

export function projectShape(view: View, project: Project): Record<string, unknown> {
  return {
    self: `${api(view)}/project/${project.id}`,
    id: project.id,
    key: project.key,
    name: project.name,
    projectTypeKey: 'software',
    simplified: false,
    avatarUrls: avatars(`${view.origin}/secure/avatar?of=${encodeURIComponent(project.key)}`),
  };
}

export function commentShape(view: View, issue: Issue, comment: Comment): Record<string, unknown> {
  return {
    self: `${api(view)}/issue/${issue.id}/comment/${comment.id}`,
    id: comment.id,
    author: userOrNull(view, comment.author),
    body: textShape(view, comment.body),
    updateAuthor: userOrNull(view, comment.updateAuthor),
    created: jiraTime(comment.created),
    updated: jiraTime(comment.updated),
    jsdPublic: true,
  };
}
