import type { AdfDocument } from '../adf/document.ts';

/** One issue. What can be many (comments, worklogs, links …) stands in tables of its own. Times are ms, durations seconds. */
export interface Issue {
  id: string;
  key: string;
  /** The number in its key. */
  number: number;
  projectId: string;
  typeId: string;
  statusId: string;
  summary: string;
  description: AdfDocument | null;
  environment: AdfDocument | null;
  priorityId: string | null;
  resolutionId: string | null;
  securityId: string | null;
  assignee: string | null;
  reporter: string | null;
  creator: string;
  parentId: string | null;
  labels: string[];
  componentIds: string[];
  fixVersionIds: string[];
  affectedVersionIds: string[];
  /** All sprints it ever was in, the present one last. */
  sprintIds: string[];
  /** Sorts issues of a board; compared as text. */
  rank: string;
  dueDate: string | null;
  created: number;
  updated: number;
  statusChanged: number;
  resolved: number | null;
  archived: number | null;
  originalEstimate: number | null;
  remainingEstimate: number | null;
  timeSpent: number | null;
  /** Account ids. */
  watchers: string[];
  voters: string[];
  /** When a person last looked at it, by account id. */
  viewed: Record<string, number>;
  /** Custom fields by field id, as `model/field.ts` says for each type. */
  fields: Record<string, unknown>;
}

/** Who may see a comment or a worklog besides those who see the issue. */
export interface Visibility {
  type: 'role' | 'group';
  /** The id of the role or group. */
  id: string;
  name: string;
}

export interface Comment {
  id: string;
  issueId: string;
  author: string;
  updateAuthor: string;
  body: AdfDocument;
  created: number;
  updated: number;
  visibility: Visibility | null;
  parentId: string | null;
}

export interface Worklog {
  id: string;
  issueId: string;
  author: string;
  updateAuthor: string;
  comment: AdfDocument | null;
  created: number;
  updated: number;
  started: number;
  /** Seconds. */
  spent: number;
  visibility: Visibility | null;
}

export interface Attachment {
  id: string;
  issueId: string;
  author: string;
  name: string;
  type: string;
  size: number;
  created: number;
  /** base64: rows are cloned when they change, and these never do. */
  content: string;
}

export interface IssueLink {
  id: string;
  typeId: string;
  inwardId: string;
  outwardId: string;
}

export interface RemoteLink {
  id: string;
  issueId: string;
  globalId: string | null;
  relationship: string | null;
  application: Record<string, unknown>;
  object: Record<string, unknown>;
}

/** One entry of the changelog. */
export interface Change {
  id: string;
  issueId: string;
  author: string;
  at: number;
  items: ChangeItem[];
}

export interface ChangeItem {
  field: string;
  fieldId: string;
  custom: boolean;
  from: string | null;
  fromString: string | null;
  to: string | null;
  toString: string | null;
}

/** A worklog that is gone, for the feed of deleted ones. */
export interface DeletedWorklog {
  id: string;
  at: number;
}
