export type CategoryKey = 'undefined' | 'new' | 'indeterminate' | 'done';

export interface Status {
  id: string;
  name: string;
  description: string;
  category: CategoryKey;
  /** The project a status belongs to alone; null = the whole site. */
  projectId: string | null;
}

export interface IssueType {
  id: string;
  name: string;
  description: string;
  isSubtask: boolean;
  /** -1 sub-task, 0 base, 1 epic. */
  level: number;
  avatarId: string;
}

export interface Priority {
  id: string;
  name: string;
  description: string;
  color: string;
  iconUrl: string;
  isDefault: boolean;
}

export interface Resolution {
  id: string;
  name: string;
  description: string;
  isDefault: boolean;
}

export interface LinkType {
  id: string;
  name: string;
  inward: string;
  outward: string;
}

export interface Transition {
  id: string;
  name: string;
  description: string;
  /** Status ids; undefined = from everywhere. */
  from?: string[];
  to: string;
  /** Fields its screen shows, and whether they must be given. */
  screen: { field: string; required: boolean }[];
  /** Who may take it; undefined = everyone who may transition. */
  conditions?: Condition[];
  /** Validators, actions, triggers, properties … as the API wrote them. */
  rules: Record<string, unknown>;
}

export type Condition =
  | { type: 'permission'; permission: string }
  | { type: 'group'; groupId: string }
  | { type: 'role'; roleId: string }
  | { type: 'assignee' }
  | { type: 'reporter' }
  | { type: 'user'; accountId: string }
  /** All its sub-tasks are in one of these. */
  | { type: 'subtasks'; statusIds: string[] }
  | { type: 'any' | 'all'; of: Condition[] };

export interface Workflow {
  /** A UUID. */
  id: string;
  name: string;
  description: string;
  initial: string;
  /** Status ids. */
  statuses: string[];
  transitions: Transition[];
  created: number;
  updated: number;
  version: number;
  isDefault: boolean;
  projectId: string | null;
  /** The transition that creates an issue and the statuses' layout, as the API wrote them. */
  start?: Record<string, unknown>;
  layout?: Record<string, Record<string, unknown>>;
}
