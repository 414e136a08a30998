import { adfToText } from './adf/document.ts';
import type { Issue } from './model/issue.ts';
import type { JiraState } from './state.ts';
import { statusOf, typeOf } from './workflow/shape.ts';

/** The site by the names people use; people appear by their handle in the seed. */
export function viewJira(state: JiraState): unknown {
  return {
    projects: Object.fromEntries(
      [...state.projects.values()].map(({ id, key, name, lead, workflowId }) => [
        key,
        { id, name, lead: handleOf(state, lead), workflow: state.workflows.get(workflowId)?.name ?? null },
      ]),
    ),
    issues: Object.fromEntries([...state.issues.values()].map(issue => [issue.key, viewIssue(state, issue)])),
    users: Object.fromEntries(
      [...state.users.values()].map(({ accountId, person, name, email, active }) => [person, { accountId, name, email, active }]),
    ),
  };
}

function viewIssue(state: JiraState, issue: Readonly<Issue>): unknown {
  const status = statusOf(state, issue.statusId);
  const moves = state.changes
    .by('issue', issue.id)
    .flatMap(({ author, at, items }) =>
      items
        .filter(item => item.field === 'status')
        .map(item => ({ at: time(at), by: handleOf(state, author), from: item.fromString, to: item.toString })),
    );
  return {
    id: issue.id,
    key: issue.key,
    summary: issue.summary,
    description: adfToText(issue.description),
    status: status.name,
    statusCategory: status.category,
    resolution: state.resolutions.get(issue.resolutionId ?? '')?.name ?? null,
    type: typeOf(state, issue).name,
    priority: state.priorities.get(issue.priorityId ?? '')?.name ?? null,
    assignee: handleOf(state, issue.assignee),
    reporter: handleOf(state, issue.reporter),
    labels: issue.labels,
    created: time(issue.created),
    updated: time(issue.updated),
    comments: state.comments.by('issue', issue.id).map(comment => ({
      from: handleOf(state, comment.author),
      text: adfToText(comment.body),
      at: time(comment.created),
    })),
    transitions: moves,
  };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}

function handleOf(state: JiraState, accountId: string | null): string | null {
  return accountId === null ? null : (state.users.get(accountId)?.person ?? accountId);
}
