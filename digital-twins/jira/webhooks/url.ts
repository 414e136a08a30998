import type { JiraState } from '../state.ts';
import type { JiraEvent } from './event.ts';

/** Fills `${issue.key}` and the like into a webhook's address (Jira docs, "Webhooks", URL variables). */
export function fillUrl(url: string, state: JiraState, event: JiraEvent): string {
  if (!/\$\{|%7B/i.test(url)) return url;
  const values = valuesOf(state, event);
  const readable = url.replace(/%7B/gi, '{').replace(/%7D/gi, '}').replace(/%24\{/gi, '${');
  return readable.replace(/\$\{([\w.]+)\}/g, (_whole, name: string) => encodeURIComponent(values[name] ?? ''));
}

function valuesOf(state: JiraState, event: JiraEvent): Record<string, string> {
  const issueId =
    event.kind === 'worklog' ? event.worklog.issueId : event.kind === 'attachment' ? event.attachment.issueId : undefined;
  const issue = 'issue' in event ? event.issue : state.issues.get(issueId ?? '');
  const version = event.kind === 'version' ? event.version : undefined;
  const project = event.kind === 'project' ? event.project : state.projects.get(issue?.projectId ?? version?.projectId ?? '');
  const given: Record<string, string | undefined> = {
    'issue.id': issue?.id,
    'issue.key': issue?.key,
    'project.id': project?.id,
    'project.key': project?.key,
    'version.id': version?.id,
    'mergedVersion.id': event.kind === 'version' ? event.mergedTo?.id : undefined,
    'comment.id': event.kind === 'comment' ? event.comment.id : undefined,
    'worklog.id': event.kind === 'worklog' ? event.worklog.id : undefined,
    'attachment.id': event.kind === 'attachment' ? event.attachment.id : undefined,
    'sprint.id': event.kind === 'sprint' ? event.sprint.id : undefined,
    'board.id': event.kind === 'sprint' ? event.sprint.boardId : event.kind === 'board' ? event.board.id : undefined,
    'modifiedUser.accountId': event.kind === 'user' ? event.user.accountId : undefined,
    'property.key': event.kind === 'property' ? event.key : undefined,
  };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
