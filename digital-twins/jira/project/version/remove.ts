import { type Answer, empty } from '../../../kit/answer.ts';
import { emit } from '../../emit.ts';
import { changeIssue } from '../../issue/change.ts';
import type { Issue } from '../../model/issue.ts';
import type { Version } from '../../model/project.ts';
import type { JiraCall } from '../../operation.ts';
import { asText, readBody } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';
import { find, owned } from './find.ts';

type Use = 'fixVersionIds' | 'affectedVersionIds';

/** Puts another version, or none, where a version is used. */
export function moveIssues(
  { ...call }: JiraCall,
  version: Readonly<Version>,
  target: string | null,
  use: Use,
  isMoved: (issue: Readonly<Issue>) => boolean = () => true,
): void {
  const users =
    use === 'fixVersionIds' ? call.state.issues.by('fixVersion', version.id) : call.state.issues.by('project', version.projectId);
  for (const issue of users) {
    if (!issue[use].includes(version.id) || !isMoved(issue)) continue;
    const others = issue[use].filter(id => id !== version.id && id !== target);
    changeIssue(call, issue.id, { [use]: target === null ? others : [...others, target] });
  }
}

export function remove(call: JiraCall): Answer {
  const { query } = call.request;
  drop(call, query.get('moveFixIssuesTo'), query.get('moveAffectedIssuesTo'));
  return empty();
}

export function removeAndSwap(call: JiraCall): Answer {
  const { moveFixIssuesTo, moveAffectedIssuesTo } = readBody(call);
  drop(call, asText(moveFixIssuesTo) ?? null, asText(moveAffectedIssuesTo) ?? null);
  return empty();
}

function drop(call: JiraCall, fixTo: string | null, affectedTo: string | null): void {
  const version = owned(call);
  for (const target of [fixTo, affectedTo]) if (target !== null) find(call, target);
  moveIssues(call, version, fixTo, 'fixVersionIds');
  moveIssues(call, version, affectedTo, 'affectedVersionIds');
  call.state.versions.delete(version.id);
  emit(call, { kind: 'version', event: 'jira:version_deleted', version });
}

export function merge(call: JiraCall): Answer {
  const version = owned(call);
  const target = find(call, call.params.target);
  if (version.id === target.id) throw new JiraRefusal(400, ['You cannot merge a version with itself.']);
  moveIssues(call, version, target.id, 'fixVersionIds');
  moveIssues(call, version, target.id, 'affectedVersionIds');
  call.state.versions.delete(version.id);
  emit(call, { kind: 'version', event: 'jira:version_merged', version, mergedTo: target });
  return empty();
}
