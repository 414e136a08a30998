import { createTable } from '../../kit/table.ts';

/** A webhook an administrator set up. */
export interface AdminHook {
  id: string;
  name: string;
  description: string;
  url: string;
  events: string[];
  /** Issues it tells of; empty = all. */
  jql: string;
  excludeBody: boolean;
  secret: string | null;
  enabled: boolean;
  /** Account id; its filter sees what this person sees. */
  updatedBy: string;
  updated: number;
}

/** A webhook an app registered; it ends by itself. */
export interface DynamicHook {
  id: string;
  /** `oauth:<client id>` or `connect:<key>`. */
  app: string;
  owner: string;
  url: string;
  events: string[];
  jql: string;
  /** Empty = all. */
  fieldIds: string[];
  propertyKeys: string[];
  /** ms of the namespace's clock. */
  expires: number;
}

/** What could not be delivered. */
export interface FailedHook {
  id: string;
  app: string;
  url: string;
  body: string;
  at: number;
}

export function createWebhooks() {
  return {
    adminHooks: createTable<AdminHook>({ key: hook => hook.id }),
    dynamicHooks: createTable<DynamicHook, 'app'>({ key: hook => hook.id, indexes: { app: { of: hook => hook.app } } }),
    failedHooks: createTable<FailedHook, 'app'>({ key: hook => hook.id, indexes: { app: { of: hook => hook.app } } }),
  };
}
