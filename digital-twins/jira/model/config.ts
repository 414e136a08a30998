/** What a permission, filter or dashboard is given to. */
export interface Holder {
  type: string;
  /** Account id, group id, role id, project id or field id, where the type has one. */
  value?: string;
}

export interface Grant {
  id: string;
  permission: string;
  holder: Holder;
}

export interface PermissionScheme {
  id: string;
  name: string;
  description: string;
  grants: Grant[];
}

export interface SecurityScheme {
  id: string;
  name: string;
  description: string;
  defaultLevelId: string | null;
}

export interface SecurityLevel {
  id: string;
  schemeId: string;
  name: string;
  description: string;
  members: { id: string; holder: Holder }[];
}

export interface Share {
  id: string;
  type: 'user' | 'group' | 'project' | 'projectRole' | 'global' | 'loggedin';
  accountId?: string;
  groupId?: string;
  projectId?: string;
  roleId?: string;
}

export interface Filter {
  id: string;
  name: string;
  description: string;
  owner: string;
  jql: string;
  created: number;
  updated: number;
  shares: Share[];
  edits: Share[];
  favouredBy: string[];
  columns: string[] | null;
  approximateLastUsed: number | null;
}

export interface Dashboard {
  id: string;
  name: string;
  description: string;
  owner: string;
  shares: Share[];
  edits: Share[];
  favouredBy: string[];
  gadgets: Gadget[];
}

export interface Gadget {
  id: string;
  moduleKey?: string;
  uri?: string;
  title: string;
  color: string;
  row: number;
  column: number;
}

/** A piece of configuration that is stored as it was given. */
export interface Entry {
  id: string;
  name: string;
  description: string;
  [field: string]: unknown;
}

export interface Avatar {
  id: string;
  /** project | issuetype | user | priority */
  type: string;
  /** Whose it is; null = the system's. */
  owner: string | null;
  content: string;
  contentType: string;
}

export interface AuditRecord {
  id: string;
  at: number;
  author: string;
  summary: string;
  category: string;
  object: { id?: string; name: string; type: string };
}

/** Work that goes on after its answer; here it is always over at once. */
export interface Task {
  id: string;
  description: string;
  by: string;
  at: number;
  status: 'COMPLETE' | 'FAILED';
  result: unknown;
  kind: 'task' | 'bulk';
}

/** Settings the site has one of. */
export interface Settings {
  title: string;
  announcement: { message: string; isEnabled: boolean; isDismissible: boolean; visibility: 'public' | 'private' };
  timeTracking: { hoursPerDay: number; daysPerWeek: number; timeFormat: string; defaultUnit: string; provider: string };
  navigatorColumns: string[];
  appProperties: Record<string, string>;
  userColumns: Record<string, string[]>;
  /** How requests are limited: never, as published, or so many a minute. */
  rateLimits: 'off' | 'published' | number;
}
