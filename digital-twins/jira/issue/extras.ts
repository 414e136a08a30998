import { addComments, checkComments } from '../comment/write.ts';
import { addLink, readLink } from '../link/write.ts';
import type { Issue } from '../model/issue.ts';
import type { JiraCall } from '../operation.ts';
import { asObject, type Loose } from '../reading.ts';
import { addWorklog, checkWorklog } from '../worktime/write.ts';

/** What an edit asks for besides fields. */
export interface Extras {
  comments: Loose[];
  worklogs: Loose[];
  links: Loose[];
}

/** Throws what `applyExtras` would, before anything is written. */
export function checkExtras(call: JiraCall, issue: Readonly<Issue>, { comments, worklogs, links }: Extras): void {
  checkComments(call, issue, comments);
  for (const { add } of worklogs) if (add !== undefined) checkWorklog(call, issue, asObject(add));
  for (const { add } of links) readLink(call, linkOf(issue.id, add));
}

/** Carries out what an edit asks for besides fields. */
export function applyExtras(call: JiraCall, issueId: string, extras: Extras): void {
  const issue = call.state.issues.get(issueId);
  if (issue === undefined) return;
  addComments(call, issue, extras.comments);
  for (const { add } of extras.worklogs) if (add !== undefined) addWorklog(call, issue, asObject(add), {});
  for (const { add } of extras.links) addLink(call, linkOf(issueId, add));
}

/** The issue itself is the end that is not named. */
function linkOf(issueId: string, add: unknown): Loose {
  const given = asObject(add);
  const end = given.outwardIssue === undefined ? { outwardIssue: { id: issueId } } : { inwardIssue: { id: issueId } };
  return { ...given, ...end };
}
