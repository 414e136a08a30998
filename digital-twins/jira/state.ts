import { createTable, type Table } from '../kit/table.ts';
import { createAgile } from './agile/state.ts';
import { createAuth } from './auth/state.ts';
import type {
  AuditRecord,
  Avatar,
  Dashboard,
  Entry,
  Filter,
  PermissionScheme,
  SecurityLevel,
  SecurityScheme,
  Settings,
  Task,
} from './model/config.ts';
import type { CustomField, FieldContext, FieldOption } from './model/field.ts';
import type { Attachment, Change, Comment, DeletedWorklog, Issue, IssueLink, RemoteLink, Worklog } from './model/issue.ts';
import type { Component, Project, Role, RoleActor, Version } from './model/project.ts';
import type { ApiToken, Group, JiraUser, Membership, Property } from './model/user.ts';
import type { IssueType, LinkType, Priority, Resolution, Status, Workflow } from './model/workflow.ts';
import { createWebhooks } from './webhooks/state.ts';

/** All that one Jira site holds; every table is keyed by id unless it says otherwise. */
export interface JiraState extends People, Configuration, Places, Work, Agile, Auth, Webhooks {
  settings: Settings;
}

type People = ReturnType<typeof createPeople>;
type Configuration = ReturnType<typeof createConfiguration>;
type Places = ReturnType<typeof createPlaces>;
type Work = ReturnType<typeof createWork>;
type Agile = ReturnType<typeof createAgile>;
type Auth = ReturnType<typeof createAuth>;
type Webhooks = ReturnType<typeof createWebhooks>;

/** A site with nothing in it. */
export function createState(settings: Settings): JiraState {
  return {
    settings,
    ...createPeople(),
    ...createConfiguration(),
    ...createPlaces(),
    ...createWork(),
    ...createAgile(),
    ...createAuth(),
    ...createWebhooks(),
  };
}

function byId<Row extends { id: string }>(): Table<Row> {
  return createTable<Row>({ key: row => row.id });
}

function byName<Row extends { id: string; name: string }>(): Table<Row, 'name'> {
  return createTable<Row, 'name'>({ key: row => row.id, indexes: { name: { of: row => row.name.toLowerCase() } } });
}

function createPeople() {
  return {
    users: createTable<JiraUser, 'email'>({
      key: user => user.accountId,
      indexes: { email: { of: user => user.email.toLowerCase() } },
    }),
    /** Keyed by token and account. */
    tokens: createTable<ApiToken, 'account'>({
      key: token => `${token.accountId}:${token.token}`,
      indexes: { account: { of: token => token.accountId } },
    }),
    groups: byName<Group>(),
    memberships: createTable<Membership, 'group' | 'user'>({
      key: row => `${row.groupId}:${row.accountId}`,
      indexes: { group: { of: row => row.groupId }, user: { of: row => row.accountId } },
    }),
    /** Keyed `entity:entityId:key`; index `owner` is `entity:entityId`. */
    properties: createTable<Property, 'owner'>({
      key: row => `${row.entity}:${row.entityId}:${row.key}`,
      indexes: { owner: { of: row => `${row.entity}:${row.entityId}` } },
    }),
  };
}

function createConfiguration() {
  return {
    statuses: byName<Status>(),
    issueTypes: byName<IssueType>(),
    priorities: byName<Priority>(),
    resolutions: byName<Resolution>(),
    linkTypes: byName<LinkType>(),
    workflows: byName<Workflow>(),
    customFields: byName<CustomField>(),
    contexts: createTable<FieldContext, 'field'>({ key: row => row.id, indexes: { field: { of: row => row.fieldId } } }),
    options: createTable<FieldOption, 'field' | 'context'>({
      key: row => row.id,
      indexes: {
        field: { of: row => row.fieldId, order: row => row.sequence },
        context: { of: row => row.contextId, order: row => row.sequence },
      },
    }),
    permissionSchemes: byName<PermissionScheme>(),
    securitySchemes: byName<SecurityScheme>(),
    securityLevels: createTable<SecurityLevel, 'scheme'>({
      key: row => row.id,
      indexes: { scheme: { of: row => row.schemeId } },
    }),
    /** Configuration that is stored as given; index `kind` tells what it is. */
    entries: createTable<Entry & { kind: string }, 'kind'>({
      key: row => `${row.kind}:${row.id}`,
      indexes: { kind: { of: row => row.kind } },
    }),
    filters: byName<Filter>(),
    dashboards: byName<Dashboard>(),
    avatars: byId<Avatar>(),
    auditRecords: byId<AuditRecord>(),
    tasks: byId<Task>(),
  };
}

function createPlaces() {
  return {
    projects: createTable<Project, 'key'>({ key: row => row.id, indexes: { key: { of: row => row.key } } }),
    components: createTable<Component, 'project'>({ key: row => row.id, indexes: { project: { of: row => row.projectId } } }),
    versions: createTable<Version, 'project'>({
      key: row => row.id,
      indexes: { project: { of: row => row.projectId, order: row => row.sequence } },
    }),
    roles: byName<Role>(),
    /** Index `role` is `projectId:roleId`. */
    actors: createTable<RoleActor, 'role' | 'project'>({
      key: row => row.id,
      indexes: { role: { of: row => `${row.projectId}:${row.roleId}` }, project: { of: row => row.projectId } },
    }),
  };
}

type IssueIndex =
  | 'key'
  | 'project'
  | 'parent'
  | 'type'
  | 'status'
  | 'priority'
  | 'assignee'
  | 'reporter'
  | 'label'
  | 'component'
  | 'fixVersion'
  | 'sprint';

function createWork() {
  return {
    issues: createTable<Issue, IssueIndex>({
      key: row => row.id,
      indexes: {
        key: { of: row => row.key },
        project: { of: row => row.projectId, order: row => row.number },
        parent: { of: row => row.parentId ?? undefined },
        type: { of: row => row.typeId },
        status: { of: row => row.statusId },
        priority: { of: row => row.priorityId ?? undefined },
        assignee: { of: row => row.assignee ?? undefined },
        reporter: { of: row => row.reporter ?? undefined },
        label: { of: row => row.labels },
        component: { of: row => row.componentIds },
        fixVersion: { of: row => row.fixVersionIds },
        sprint: { of: row => row.sprintIds },
      },
    }),
    /** Keys that issues had before they were moved. */
    movedKeys: createTable<{ key: string; issueId: string }>({ key: row => row.key }),
    comments: perIssue<Comment>(),
    worklogs: perIssue<Worklog>(),
    deletedWorklogs: byId<DeletedWorklog>(),
    attachments: perIssue<Attachment>(),
    remoteLinks: perIssue<RemoteLink>(),
    changes: perIssue<Change>(),
    /** Index `issue` has a link under both its ends. */
    links: createTable<IssueLink, 'issue' | 'type'>({
      key: row => row.id,
      indexes: { issue: { of: row => [row.inwardId, row.outwardId] }, type: { of: row => row.typeId } },
    }),
  };
}

function perIssue<Row extends { id: string; issueId: string }>(): Table<Row, 'issue'> {
  return createTable<Row, 'issue'>({ key: row => row.id, indexes: { issue: { of: row => row.issueId } } });
}
