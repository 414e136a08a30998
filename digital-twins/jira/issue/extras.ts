import { addComments } from '../comment/write.ts';
import { addLink } from '../link/write.ts';
import type { JiraCall } from '../operation.ts';
import { asObject, type Loose } from '../reading.ts';
import { addWorklog } from '../worktime/write.ts';

/** Carries out what an edit asks for besides fields. */
export function applyExtras(
  call: JiraCall,
  issueId: string,
  extras: { comments: Loose[]; worklogs: Loose[]; links: Loose[] },
): void {
  const issue = call.state.issues.get(issueId);
  if (issue === undefined) return;
  addComments(call, issue, extras.comments);
  for (const { add } of extras.worklogs) if (add !== undefined) addWorklog(call, issue, asObject(add), {});
  for (const { add } of extras.links) {
    const given = asObject(add);
    const end = given.outwardIssue === undefined ? { outwardIssue: { id: issueId } } : { inwardIssue: { id: issueId } };
    addLink(call, { ...given, ...end });
  }
}
