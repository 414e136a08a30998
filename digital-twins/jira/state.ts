import type { AdfDocument } from './adf.ts';

/** All that one Jira site holds. Plain data: it is cloned for snapshots. Times are ms. */
export interface JiraState {
  title: string;
  /** By account id. */
  users: Map<string, JiraUser>;
  /** API tokens by the account they belong to. */
  tokens: { accountId: string; token: string }[];
  statuses: Status[];
  issueTypes: IssueType[];
  projects: Project[];
  /** By id, in the order they were made. */
  issues: Map<string, Issue>;
}

export interface JiraUser {
  accountId: string;
  /** Handle in the seed. */
  person: string;
  name: string;
  email: string;
  timezone: string;
  active: boolean;
}

export type CategoryKey = 'new' | 'indeterminate' | 'done';

export interface Status {
  id: string;
  name: string;
  category: CategoryKey;
}

export interface IssueType {
  id: string;
  name: string;
  isSubtask: boolean;
}

export interface Transition {
  id: string;
  name: string;
  /** Status ids; undefined = from everywhere. */
  from?: string[];
  to: string;
}

export interface Project {
  id: string;
  key: string;
  name: string;
  lead: string;
  workflow: { name: string; initial: string; statuses: string[]; transitions: Transition[] };
  issueTypes: string[];
  /** Account ids; undefined = everyone. */
  members?: string[];
  lastNumber: number;
}

export interface Issue {
  id: string;
  key: string;
  projectId: string;
  typeId: string;
  statusId: string;
  summary: string;
  description: AdfDocument | null;
  environment: AdfDocument | null;
  priority: string;
  assignee: string | null;
  reporter: string | null;
  creator: string;
  parentId: string | null;
  labels: string[];
  dueDate: string | null;
  created: number;
  updated: number;
  statusChanged: number;
  resolved: number | null;
  comments: Comment[];
  history: Change[];
}

export interface Comment {
  id: string;
  author: string;
  updateAuthor: string;
  body: AdfDocument;
  created: number;
  updated: number;
}

/** One entry of the changelog. */
export interface Change {
  id: string;
  author: string;
  at: number;
  items: ChangeItem[];
}

export interface ChangeItem {
  field: string;
  from: string | null;
  fromString: string | null;
  to: string | null;
  toString: string | null;
}

/** Priorities of every site, by their fixed ids. */
export const priorities = [
  { id: '1', name: 'Highest', color: '#d04437' },
  { id: '2', name: 'High', color: '#f15c75' },
  { id: '3', name: 'Medium', color: '#f79232' },
  { id: '4', name: 'Low', color: '#707070' },
  { id: '5', name: 'Lowest', color: '#999999' },
];
