/** What administrators' webhooks can listen to (Jira docs, "Webhooks", events). */
export const adminEvents: ReadonlySet<string> = new Set([
  ...['created', 'updated', 'deleted'].flatMap(what => [
    `jira:issue_${what}`,
    `comment_${what}`,
    `worklog_${what}`,
    `project_${what}`,
    `user_${what}`,
  ]),
  ...[
    'issue_property_set',
    'issue_property_deleted',
    'attachment_created',
    'attachment_deleted',
    'issuelink_created',
    'issuelink_deleted',
  ],
  ...[
    'jira:worklog_updated',
    'project_soft_deleted',
    'project_restored_deleted',
    'project_archived',
    'project_restored_archived',
  ],
  ...['released', 'unreleased', 'created', 'moved', 'updated', 'deleted', 'merged'].map(what => `jira:version_${what}`),
  ...['created', 'deleted', 'updated', 'started', 'closed'].map(what => `sprint_${what}`),
  ...['created', 'updated', 'deleted', 'configuration_changed'].map(what => `board_${what}`),
  ...['voting', 'watching', 'unassigned_issues', 'subtasks', 'attachments', 'issuelinks', 'timetracking'].map(
    what => `option_${what}_changed`,
  ),
  ...['filter_created', 'filter_updated', 'filter_deleted', 'issuetype_created', 'issuetype_updated', 'issuetype_deleted'],
  ...['component_created', 'component_updated', 'component_deleted', 'jira_expression_evaluation_failed'],
]);

/** What apps can register for (Jira docs, "Webhooks", register dynamic webhooks). */
export const dynamicEvents: ReadonlySet<string> = new Set([
  ...['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted', 'comment_created', 'comment_updated', 'comment_deleted'],
  ...[
    'issue_property_set',
    'issue_property_deleted',
    'sprint_created',
    'sprint_updated',
    'sprint_closed',
    'sprint_deleted',
    'sprint_started',
  ],
  ...['released', 'unreleased', 'created', 'moved', 'updated', 'merged', 'deleted'].map(what => `jira:version_${what}`),
]);
