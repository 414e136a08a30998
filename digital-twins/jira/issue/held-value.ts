import type { Issue } from '../model/issue.ts';

const properties: Record<string, keyof Issue> = {
  issuetype: 'typeId',
  status: 'statusId',
  priority: 'priorityId',
  resolution: 'resolutionId',
  security: 'securityId',
  parent: 'parentId',
  components: 'componentIds',
  fixVersions: 'fixVersionIds',
  versions: 'affectedVersionIds',
  duedate: 'dueDate',
  timetracking: 'originalEstimate',
  project: 'projectId',
};

/** What an issue holds in a field, as it is stored. */
export function heldValue(issue: Readonly<Issue>, id: string): unknown {
  if (id.startsWith('customfield_')) return issue.fields[id];
  return issue[properties[id] ?? (id as keyof Issue)];
}
