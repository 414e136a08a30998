/** A field that every site has, as `GET /field` lists it (recorded by jira.js's live suite as to its keys; Jira docs, "Fields"). */
export interface SystemField {
  id: string;
  name: string;
  orderable: boolean;
  navigable: boolean;
  searchable: boolean;
  clauseNames: string[];
  schema?: { type: string; items?: string; system: string };
}

type Row = [id: string, name: string, flags: string, clauses: string, type: string, items?: string];

/** Flags: o = orderable, n = navigable, s = searchable. */
const rows: Row[] = [
  ['statuscategorychangedate', 'Status Category Changed', 'ns', 'statusCategoryChangedDate', 'datetime'],
  ['issuetype', 'Issue Type', 'ons', 'issuetype type', 'issuetype'],
  ['parent', 'Parent', 'n', 'parent', ''],
  ['timespent', 'Time Spent', 'n', 'timespent', 'number'],
  ['project', 'Project', 'ns', 'project', 'project'],
  ['fixVersions', 'Fix versions', 'ons', 'fixVersion', 'array', 'version'],
  ['aggregatetimespent', 'Σ Time Spent', 'n', '', 'number'],
  ['statusCategory', 'Status Category', 'ns', 'statusCategory', 'statusCategory'],
  ['resolution', 'Resolution', 'ons', 'resolution', 'resolution'],
  ['resolutiondate', 'Resolved', 'ns', 'resolutiondate resolved', 'datetime'],
  ['workratio', 'Work Ratio', 'ns', 'workratio', 'number'],
  ['lastViewed', 'Last Viewed', 'ns', 'lastViewed', 'datetime'],
  ['watches', 'Watchers', 'n', 'watchers', 'watches'],
  ['thumbnail', 'Images', 'n', '', ''],
  ['created', 'Created', 'ns', 'created createdDate', 'datetime'],
  ['priority', 'Priority', 'ons', 'priority', 'priority'],
  ['labels', 'Labels', 'ons', 'labels', 'array', 'string'],
  ['timeestimate', 'Remaining Estimate', 'n', 'remainingEstimate timeestimate', 'number'],
  ['aggregatetimeoriginalestimate', 'Σ Original Estimate', 'n', '', 'number'],
  ['versions', 'Affects versions', 'ons', 'affectedVersion', 'array', 'version'],
  ['issuelinks', 'Linked Issues', 'ons', 'issueLink', 'array', 'issuelinks'],
  ['assignee', 'Assignee', 'ons', 'assignee', 'user'],
  ['updated', 'Updated', 'ns', 'updated updatedDate', 'datetime'],
  ['status', 'Status', 'ns', 'status', 'status'],
  ['components', 'Components', 'ons', 'component', 'array', 'component'],
  ['issuekey', 'Key', 'n', 'id issue issuekey key', ''],
  ['timeoriginalestimate', 'Original Estimate', 'n', 'originalEstimate timeoriginalestimate', 'number'],
  ['description', 'Description', 'ons', 'description', 'string'],
  ['timetracking', 'Time tracking', 'os', '', 'timetracking'],
  ['security', 'Security Level', 'ons', 'level', 'securitylevel'],
  ['attachment', 'Attachment', 'os', 'attachments', 'array', 'attachment'],
  ['aggregatetimeestimate', 'Σ Remaining Estimate', 'n', '', 'number'],
  ['summary', 'Summary', 'ons', 'summary', 'string'],
  ['creator', 'Creator', 'ns', 'creator', 'user'],
  ['subtasks', 'Sub-tasks', 'n', 'subtasks', 'array', 'issuelinks'],
  ['reporter', 'Reporter', 'ons', 'reporter', 'user'],
  ['aggregateprogress', 'Σ Progress', 'n', '', 'progress'],
  ['environment', 'Environment', 'ons', 'environment', 'string'],
  ['duedate', 'Due date', 'ons', 'due duedate', 'date'],
  ['progress', 'Progress', 'n', 'progress', 'progress'],
  ['votes', 'Votes', 'n', 'votes', 'votes'],
  ['comment', 'Comment', 'os', 'comment', 'comments-page'],
  ['worklog', 'Log Work', 'os', '', 'array', 'worklog'],
];

export const systemFields: readonly SystemField[] = rows.map(([id, name, flags, clauses, type, items]) => ({
  id,
  name,
  orderable: flags.includes('o'),
  navigable: flags.includes('n'),
  searchable: flags.includes('s'),
  clauseNames: clauses === '' ? [] : clauses.split(' '),
  ...(type === '' ? {} : { schema: { type, ...(items === undefined ? {} : { items }), system: id } }),
}));

const byId = new Map(systemFields.map(field => [field.id, field]));

export function systemField(id: string): SystemField | undefined {
  return byId.get(id);
}
