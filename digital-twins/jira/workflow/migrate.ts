import { changeIssue } from '../issue/change.ts';
import type { Issue } from '../model/issue.ts';
import type { JiraCall } from '../operation.ts';
import { asList, asObject, asText, type Loose } from '../reading.ts';
import { workflowOf } from './of.ts';

type IdOf = (reference: string) => string;

/** Issues of a workflow in statuses that a new form of it no longer has. */
function stranded(call: JiraCall, body: Loose, idOf: IdOf): Readonly<Issue>[] {
  const { state } = call;
  const kept = new Set(asList(body.statuses).map(one => idOf(String(asObject(one).statusReference))));
  const gone = (state.workflows.get(String(body.id))?.statuses ?? []).filter(id => !kept.has(id));
  return gone
    .flatMap(id => state.issues.by('status', id))
    .filter(issue => {
      const project = state.projects.get(issue.projectId);
      return project !== undefined && workflowOf(state, project, issue.typeId).id === body.id;
    });
}

/** Where the mappings of a request send an issue (Jira docs, "Bulk update workflows", statusMappings). */
function targetOf(issue: Readonly<Issue>, body: Loose, idOf: IdOf): string | undefined {
  const own = asList(body.statusMappings)
    .map(asObject)
    .filter(one => asText(one.projectId) === issue.projectId && asText(one.issueTypeId) === issue.typeId)
    .flatMap(one => asList(one.statusMigrations));
  const moves = [...own, ...asList(body.defaultStatusMappings)].map(asObject);
  const move = moves.find(one => idOf(String(one.oldStatusReference)) === issue.statusId);
  return move === undefined ? undefined : idOf(String(move.newStatusReference));
}

/** Messages for issues that would be left without a status. */
export function unmapped(call: JiraCall, body: Loose, idOf: IdOf): string[] {
  const lost = stranded(call, body, idOf).filter(issue => targetOf(issue, body, idOf) === undefined);
  const statuses = new Set(lost.map(({ statusId }) => call.state.statuses.get(statusId)?.name ?? statusId));
  return [...statuses].map(name => `You must provide a status mapping for the status ${name}, which is in use.`);
}

/** Moves them; answers how many there were. */
export function migrate(call: JiraCall, body: Loose, idOf: IdOf): number {
  const issues = stranded(call, body, idOf);
  for (const issue of issues) {
    const statusId = targetOf(issue, body, idOf);
    if (statusId !== undefined)
      changeIssue(call, issue.id, { statusId, statusChanged: call.clock.now() }, { type: 'issue_generic' });
  }
  return issues.length;
}
