import { type Answer, json } from '../../../kit/answer.ts';
import type { Version } from '../../model/project.ts';
import { findProject, type JiraCall } from '../../operation.ts';
import { pageAnswer, readList } from '../../reading.ts';
import { api, viewOf } from '../../shapes.ts';
import { find, shape } from './find.ts';

export function inProject(call: JiraCall): Readonly<Version>[] {
  return call.state.versions.by('project', findProject(call).id);
}

export function page(call: JiraCall): Answer {
  const { query } = call.request;
  const text = (query.get('query') ?? '').toLowerCase();
  const status = new Set(readList(call, 'status'));
  const statusOf = ({ archived, released }: Readonly<Version>) => (archived ? 'archived' : released ? 'released' : 'unreleased');
  const found = inProject(call).filter(
    version =>
      `${version.name} ${version.description}`.toLowerCase().includes(text) &&
      (status.size === 0 || status.has(statusOf(version))),
  );
  const orderBy = query.get('orderBy') ?? 'sequence';
  const sign = orderBy.startsWith('-') ? -1 : 1;
  const by = orderBy.replace(/^[-+]/, '');
  const sortKey = (version: Readonly<Version>) =>
    by === 'sequence' ? String(version.sequence).padStart(9, '0') : String(version[by as 'name'] ?? '');
  return pageAnswer(
    call,
    found.sort((left, right) => sign * sortKey(left).localeCompare(sortKey(right))),
    shape(call),
  );
}

export function relatedCounts(call: JiraCall): Answer {
  const version = find(call);
  const affected = call.state.issues
    .by('project', version.projectId)
    .filter(issue => issue.affectedVersionIds.includes(version.id)).length;
  return json({
    self: `${api(viewOf(call))}/version/${version.id}`,
    issuesFixedCount: call.state.issues.keysBy('fixVersion', version.id).length,
    issuesAffectedCount: affected,
    issueCountWithCustomFieldsShowingVersion: 0,
    customFieldUsage: [],
  });
}

export function unresolvedCount(call: JiraCall): Answer {
  const version = find(call);
  const issues = call.state.issues.by('fixVersion', version.id);
  const issuesUnresolvedCount = issues.filter(issue => issue.resolutionId === null).length;
  return json({ self: `${api(viewOf(call))}/version/${version.id}`, issuesCount: issues.length, issuesUnresolvedCount });
}
