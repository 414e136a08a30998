import type { Board, Sprint } from '../agile/state.ts';
import type { Attachment, Change, Comment, Issue, IssueLink, Worklog } from '../model/issue.ts';
import type { Component, Project, Version } from '../model/project.ts';
import type { JiraUser } from '../model/user.ts';

/** What a webhook may tell of; `event` is its `webhookEvent` (Jira docs, "Webhooks"). */
export type JiraEvent =
  | {
      kind: 'issue';
      event: 'jira:issue_created' | 'jira:issue_updated' | 'jira:issue_deleted';
      /** `issue_event_type_name`. */
      type: IssueEventType;
      issue: Readonly<Issue>;
      change?: Readonly<Change>;
      comment?: Readonly<Comment>;
    }
  | { kind: 'comment'; event: `comment_${Lifecycle}`; issue: Readonly<Issue>; comment: Readonly<Comment> }
  | { kind: 'worklog'; event: `worklog_${Lifecycle}`; worklog: Readonly<Worklog> }
  | { kind: 'attachment'; event: 'attachment_created' | 'attachment_deleted'; attachment: Readonly<Attachment> }
  | { kind: 'link'; event: 'issuelink_created' | 'issuelink_deleted'; link: Readonly<IssueLink> }
  | {
      kind: 'project';
      event:
        | `project_${Lifecycle}`
        | 'project_soft_deleted'
        | 'project_restored_deleted'
        | 'project_archived'
        | 'project_restored_archived';
      project: Readonly<Project>;
    }
  | {
      kind: 'version';
      event: `jira:version_${Lifecycle | 'released' | 'unreleased' | 'moved' | 'merged'}`;
      version: Readonly<Version>;
      mergedTo?: Readonly<Version>;
    }
  | { kind: 'component'; event: `component_${Lifecycle}`; component: Readonly<Component> }
  | {
      kind: 'sprint';
      event: `sprint_${Lifecycle | 'started' | 'closed'}`;
      sprint: Readonly<Sprint>;
      /** How it was before an update. */
      before?: Readonly<Sprint>;
    }
  | { kind: 'board'; event: `board_${Lifecycle}`; board: Readonly<Board> }
  | { kind: 'user'; event: `user_${Lifecycle}`; user: Readonly<JiraUser> }
  | {
      kind: 'property';
      event: 'issue_property_set' | 'issue_property_deleted';
      issue: Readonly<Issue>;
      key: string;
      value: unknown;
    };

type Lifecycle = 'created' | 'updated' | 'deleted';

export type IssueEventType =
  | 'issue_created'
  | 'issue_updated'
  | 'issue_generic'
  | 'issue_assigned'
  | 'issue_resolved'
  | 'issue_closed'
  | 'issue_reopened'
  | 'issue_deleted'
  | 'issue_moved'
  | 'issue_commented'
  | 'issue_comment_edited'
  | 'issue_comment_deleted'
  | 'issue_work_logged'
  | 'issue_work_started'
  | 'issue_worklog_updated'
  | 'issue_worklog_deleted';
