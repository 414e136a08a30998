export interface JiraUser {
  accountId: string;
  /** Handle in the seed; for people made through the API, their account id. */
  person: string;
  name: string;
  email: string;
  timezone: string;
  active: boolean;
  accountType: 'atlassian' | 'app' | 'customer';
  locale: string;
  preferences: Record<string, string>;
}

export interface ApiToken {
  accountId: string;
  token: string;
}

export interface Group {
  /** A UUID. */
  id: string;
  name: string;
}

export interface Membership {
  groupId: string;
  accountId: string;
}

/** A value under a key, of an issue, comment, worklog, project, user, issue type, dashboard item … */
export interface Property {
  entity: string;
  entityId: string;
  key: string;
  value: unknown;
}
