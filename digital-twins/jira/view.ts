import { adfToText } from './adf.ts';
import { typeOf } from './issue-shape.ts';
import { statusOf } from './shapes.ts';
import type { Issue, JiraState } from './state.ts';

/** The site by the names people use; people appear by their handle in the seed. */
export function viewJira(state: JiraState): unknown {
  return {
    projects: Object.fromEntries(
      state.projects.map(({ id, key, name, lead, workflow }) => [
        key,
        { id, name, lead: handleOf(state, lead), workflow: workflow.name },
      ]),
    ),
    issues: Object.fromEntries([...state.issues.values()].map(issue => [issue.key, viewIssue(state, issue)])),
    users: Object.fromEntries(
      [...state.users.values()].map(({ accountId, person, name, email, active }) => [person, { accountId, name, email, active }]),
    ),
  };
}

function viewIssue(state: JiraState, issue: Issue): unknown {
  const status = statusOf(state, issue.statusId);
  const moves = issue.history.flatMap(({ author, at, items }) =>
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
    type: typeOf(state, issue).name,
    priority: issue.priority,
    assignee: handleOf(state, issue.assignee),
    reporter: handleOf(state, issue.reporter),
    labels: issue.labels,
    created: time(issue.created),
    updated: time(issue.updated),
    comments: issue.comments.map(comment => ({
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
