export interface Project {
  id: string;
  key: string;
  name: string;
  description: string;
  lead: string;
  url: string;
  type: 'software' | 'business' | 'service_desk';
  assigneeType: 'PROJECT_LEAD' | 'UNASSIGNED';
  categoryId: string | null;
  avatarId: string;
  email: string | null;
  workflowId: string;
  /** Set when a scheme decides instead of `workflowId`. */
  workflowSchemeId: string | null;
  issueTypeSchemeId: string;
  permissionSchemeId: string;
  notificationSchemeId: string | null;
  securitySchemeId: string | null;
  issueTypeScreenSchemeId: string;
  fieldConfigurationSchemeId: string | null;
  /** Issue type ids, in their order. */
  issueTypes: string[];
  lastNumber: number;
  /** Features that were switched, by key. */
  features: Record<string, 'ENABLED' | 'DISABLED'>;
  /** Set while it is archived or in the trash. */
  archived: { at: number; by: string } | null;
  deleted: { at: number; by: string } | null;
}

export interface Component {
  id: string;
  projectId: string;
  name: string;
  description: string;
  lead: string | null;
  assigneeType: string;
}

export interface Version {
  id: string;
  projectId: string;
  name: string;
  description: string;
  /** Where it stands among its project's. */
  sequence: number;
  archived: boolean;
  released: boolean;
  startDate: string | null;
  releaseDate: string | null;
  driver: string | null;
  relatedWork: { id: string; category: string; title?: string; url?: string; issueId?: string }[];
}

export interface Role {
  id: string;
  name: string;
  description: string;
  /** Who new projects have in it. */
  defaults: { type: ActorType; of: string }[];
}

export type ActorType = 'user' | 'group';

export interface RoleActor {
  id: string;
  projectId: string;
  roleId: string;
  type: ActorType;
  /** Account id or group id. */
  of: string;
}
