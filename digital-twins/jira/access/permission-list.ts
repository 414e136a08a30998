/** A permission as `GET /permissions` lists it; keys and ids are Jira's (Jira docs, "Permissions", built-in permissions). */
export interface Permission {
  id: string;
  key: string;
  name: string;
  type: 'PROJECT' | 'GLOBAL';
  description: string;
}

const projectNames: [string, string, string][] = [
  ['23', 'ADMINISTER_PROJECTS', 'Administer Projects'],
  ['10', 'BROWSE_PROJECTS', 'Browse Projects'],
  ['45', 'VIEW_DEV_TOOLS', 'View Development Tools'],
  ['29', 'VIEW_READONLY_WORKFLOW', 'View Read-Only Workflow'],
  ['50', 'MANAGE_SPRINTS_PERMISSION', 'Manage sprints'],
  ['17', 'ASSIGNABLE_USER', 'Assignable User'],
  ['13', 'ASSIGN_ISSUES', 'Assign Issues'],
  ['18', 'CLOSE_ISSUES', 'Close Issues'],
  ['11', 'CREATE_ISSUES', 'Create Issues'],
  ['16', 'DELETE_ISSUES', 'Delete Issues'],
  ['12', 'EDIT_ISSUES', 'Edit Issues'],
  ['21', 'LINK_ISSUES', 'Link Issues'],
  ['30', 'MODIFY_REPORTER', 'Modify Reporter'],
  ['25', 'MOVE_ISSUES', 'Move Issues'],
  ['14', 'RESOLVE_ISSUES', 'Resolve Issues'],
  ['28', 'SCHEDULE_ISSUES', 'Schedule Issues'],
  ['26', 'SET_ISSUE_SECURITY', 'Set Issue Security'],
  ['46', 'TRANSITION_ISSUES', 'Transition Issues'],
  ['32', 'MANAGE_WATCHERS', 'Manage Watchers'],
  ['31', 'VIEW_VOTERS_AND_WATCHERS', 'View Voters and Watchers'],
  ['15', 'ADD_COMMENTS', 'Add Comments'],
  ['36', 'DELETE_ALL_COMMENTS', 'Delete All Comments'],
  ['37', 'DELETE_OWN_COMMENTS', 'Delete Own Comments'],
  ['34', 'EDIT_ALL_COMMENTS', 'Edit All Comments'],
  ['35', 'EDIT_OWN_COMMENTS', 'Edit Own Comments'],
  ['19', 'CREATE_ATTACHMENTS', 'Create Attachments'],
  ['38', 'DELETE_ALL_ATTACHMENTS', 'Delete All Attachments'],
  ['39', 'DELETE_OWN_ATTACHMENTS', 'Delete Own Attachments'],
  ['43', 'DELETE_ALL_WORKLOGS', 'Delete All Worklogs'],
  ['42', 'DELETE_OWN_WORKLOGS', 'Delete Own Worklogs'],
  ['41', 'EDIT_ALL_WORKLOGS', 'Edit All Worklogs'],
  ['40', 'EDIT_OWN_WORKLOGS', 'Edit Own Worklogs'],
  ['20', 'WORK_ON_ISSUES', 'Work On Issues'],
];

const globalNames: [string, string, string][] = [
  ['0', 'ADMINISTER', 'Administer Jira'],
  ['44', 'SYSTEM_ADMIN', 'System Admin'],
  ['27', 'USER_PICKER', 'Browse Users'],
  ['22', 'CREATE_SHARED_OBJECTS', 'Create Shared Objects'],
  ['24', 'MANAGE_GROUP_FILTER_SUBSCRIPTIONS', 'Manage Group Filter Subscriptions'],
  ['33', 'BULK_CHANGE', 'Bulk Change'],
  ['-1', 'CREATE_PROJECT', 'Create team-managed projects'],
];

const listOf = (names: [string, string, string][], type: Permission['type']): Permission[] =>
  names.map(([id, key, name]) => ({ id, key, name, type, description: `Ability to ${name.toLowerCase()}.` }));

export const projectPermissions: readonly Permission[] = listOf(projectNames, 'PROJECT');
export const permissionList: readonly Permission[] = [...listOf(globalNames, 'GLOBAL'), ...projectPermissions];

/** Global permissions that are not for administrators alone. */
export const commonGlobals: ReadonlySet<string> = new Set([
  'USER_PICKER',
  'CREATE_SHARED_OBJECTS',
  'MANAGE_GROUP_FILTER_SUBSCRIPTIONS',
  'BULK_CHANGE',
]);

/** Project permissions that only a project's administrators have by default. */
export const administratorPermissions: ReadonlySet<string> = new Set([
  'ADMINISTER_PROJECTS',
  'DELETE_ISSUES',
  'DELETE_ALL_COMMENTS',
  'EDIT_ALL_COMMENTS',
  'DELETE_ALL_ATTACHMENTS',
  'DELETE_ALL_WORKLOGS',
  'EDIT_ALL_WORKLOGS',
  'MANAGE_WATCHERS',
]);
