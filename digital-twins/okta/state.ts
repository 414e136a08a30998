import { createTable, type Table } from '../kit/table.ts';
import type { Json } from './directory/json.ts';
import { createOAuthState, type OAuthState } from './oauth/state.ts';

/**
 * All that one Okta org holds. Times are ms of the virtual clock. Rows of a table are never changed except by `edit`.
 * `seq` counts what is made in this org: lists stand in its order, and cursors point into it.
 */
export interface OktaState extends DirectoryState, OAuthState {}

export interface DirectoryState {
  users: Table<OktaUser, 'all' | 'login' | 'email' | 'short' | 'status' | 'type'>;
  groups: Table<Group, 'all' | 'name' | 'type'>;
  /** Who is in which group. Everyone is not in it: that is all users. */
  memberships: Table<Membership, 'user' | 'group'>;
  groupRules: Table<GroupRule, 'all' | 'name'>;
  apps: Table<App, 'all' | 'client' | 'label'>;
  /** People assigned to an app by themselves; those of an assigned group are worked out. */
  appUsers: Table<AppUser, 'app' | 'user'>;
  appGroups: Table<AppGroup, 'app' | 'group'>;
  servers: Table<AuthorizationServer, 'all' | 'name'>;
  scopes: Table<Scope, 'server'>;
  claims: Table<Claim, 'server'>;
  serverPolicies: Table<ServerPolicy, 'server'>;
  serverRules: Table<ServerRule, 'policy'>;
  factors: Table<Factor, 'user'>;
  roles: Table<RoleAssignment, 'assignee' | 'type'>;
  recoveryTokens: Table<RecoveryToken, 'user'>;
  apiTokens: Table<ApiToken, 'all' | 'value'>;
  logs: Table<LogRow, 'all'>;
  /** Resources that are little more than their document: policies, zones, hooks, brands … */
  documents: Table<Doc, 'kind' | 'parent'>;
  org: Org;
  /** Calls per bucket in the current minute of real time. */
  rates: Table<Rate>;
}

export type UserStatus =
  | 'STAGED'
  | 'PROVISIONED'
  | 'ACTIVE'
  | 'RECOVERY'
  | 'PASSWORD_EXPIRED'
  | 'LOCKED_OUT'
  | 'SUSPENDED'
  | 'DEPROVISIONED';

/** `login`, `email`, `firstName`, `lastName` are always there; the rest as the schema of the user's type allows. */
export interface Profile extends Json {
  login: string;
  email: string;
  firstName: string;
  lastName: string;
}

export interface OktaUser {
  id: string;
  seq: number;
  /** Handle in the seed, or the login of somebody made through the API. */
  person: string;
  status: UserStatus;
  /** What it was before it was suspended or locked. */
  statusBefore?: UserStatus;
  profile: Profile;
  typeId: string;
  realmId?: string;
  password?: Password;
  /** Hashes of earlier passwords are not kept: only the passwords themselves, newest first, at most four. */
  oldPasswords: string[];
  recoveryQuestion?: { question: string; answer: string };
  provider: { type: string; name: string };
  failedSignIns: number;
  created: number;
  activated: number | null;
  statusChanged: number | null;
  lastLogin: number | null;
  lastUpdated: number;
  passwordChanged: number | null;
}

export type Password =
  | { kind: 'plain'; value: string }
  /** Imported: `value` is base64, as the API took it. */
  | {
      kind: 'hash';
      algorithm: string;
      value: string;
      salt?: string;
      saltOrder?: string;
      rounds?: number;
      digest?: string;
      keySize?: number;
    }
  /** Asked from the inline hook of type password.import at the first sign-in. */
  | { kind: 'hook' };

export interface Group {
  id: string;
  seq: number;
  type: 'OKTA_GROUP' | 'APP_GROUP' | 'BUILT_IN';
  objectClass: string[];
  profile: Json & { name: string; description?: string | null };
  created: number;
  lastUpdated: number;
  lastMembershipUpdated: number;
}

export interface Membership {
  userId: string;
  groupId: string;
  seq: number;
  /** The group rules that put the user there; none = by hand. */
  byRules: string[];
  byHand: boolean;
}

export interface GroupRule {
  id: string;
  seq: number;
  name: string;
  status: 'ACTIVE' | 'INACTIVE' | 'INVALID';
  expression: string;
  groupIds: string[];
  excludedUsers: string[];
  excludedGroups: string[];
  created: number;
  lastUpdated: number;
}

export interface App {
  id: string;
  seq: number;
  /** Key of the template: oidc_client, bookmark, template_swa … */
  name: string;
  label: string;
  status: 'ACTIVE' | 'INACTIVE';
  signOnMode: string;
  created: number;
  lastUpdated: number;
  features: string[];
  accessibility: Json;
  visibility: Json;
  credentials: Json;
  settings: Json;
  profile?: Json;
  /** For OpenID Connect clients only. */
  oauth?: OAuthClient;
  /** SCIM, when the app provisions. */
  provisioning?: Provisioning;
}

/** Keys as in `settings.oauthClient` and `credentials.oauthClient` of the management API. */
export interface OAuthClient extends Json {
  client_id: string;
  client_secret?: string;
  token_endpoint_auth_method: string;
  application_type: string;
  redirect_uris: string[];
  post_logout_redirect_uris: string[];
  response_types: string[];
  grant_types: string[];
  pkce_required: boolean;
  consent_method: string;
  issuer_mode: string;
  jwks?: { keys: Json[] };
  jwks_uri?: string;
  refresh_token?: { rotation_type: 'STATIC' | 'ROTATE'; leeway: number };
}

export interface Provisioning {
  baseUrl: string;
  /** The value of the Authorization header. */
  authorization: string;
  isEnabled: boolean;
}

/** An assignment of one person to one app. */
export interface AppUser {
  appId: string;
  userId: string;
  seq: number;
  /** GROUP = worked out from a group; such rows are there only for what was kept about them. */
  scope: 'USER' | 'GROUP';
  userName: string;
  profile: Json;
  externalId: string | null;
  syncState: 'DISABLED' | 'SYNCHRONIZED' | 'OUT_OF_SYNC' | 'ERROR';
  created: number;
  lastUpdated: number;
  lastSync?: number;
}

export interface AppGroup {
  appId: string;
  groupId: string;
  seq: number;
  priority: number;
  profile: Json;
  lastUpdated: number;
}

/** A custom authorization server; its id stands in the paths of its endpoints. The org server has no row. */
export interface AuthorizationServer {
  id: string;
  seq: number;
  name: string;
  description: string;
  audiences: string[];
  issuerMode: string;
  status: 'ACTIVE' | 'INACTIVE';
  /** Key rotation by Okta or by hand. */
  rotationMode: 'AUTO' | 'MANUAL';
  isDefault: boolean;
  created: number;
  lastUpdated: number;
}

export interface Scope {
  id: string;
  seq: number;
  serverId: string;
  name: string;
  displayName: string | null;
  description: string | null;
  system: boolean;
  default: boolean;
  consent: string;
  metadataPublish: string;
  optional: boolean;
}

export interface Claim {
  id: string;
  seq: number;
  serverId: string;
  name: string;
  status: 'ACTIVE' | 'INACTIVE';
  /** RESOURCE = access token, IDENTITY = ID token and userinfo. */
  claimType: 'RESOURCE' | 'IDENTITY';
  valueType: 'EXPRESSION' | 'GROUPS' | 'SYSTEM';
  value: string;
  groupFilterType?: 'STARTS_WITH' | 'EQUALS' | 'CONTAINS' | 'REGEX';
  alwaysIncludeInToken: boolean;
  system: boolean;
  /** Names of scopes; none = any. */
  scopes: string[];
}

export interface ServerPolicy {
  id: string;
  seq: number;
  serverId: string;
  name: string;
  description: string;
  status: 'ACTIVE' | 'INACTIVE';
  priority: number;
  system: boolean;
  /** Client ids, or ALL_CLIENTS. */
  clients: string[];
  created: number;
  lastUpdated: number;
}

export interface ServerRule {
  id: string;
  seq: number;
  policyId: string;
  name: string;
  status: 'ACTIVE' | 'INACTIVE';
  priority: number;
  system: boolean;
  /** As the API has them: people, grantTypes, scopes. */
  conditions: Json;
  /** As the API has them: token { accessTokenLifetimeMinutes, refreshTokenLifetimeMinutes, refreshTokenWindowMinutes }. */
  actions: Json;
  created: number;
  lastUpdated: number;
}

export interface Factor {
  id: string;
  seq: number;
  userId: string;
  factorType: string;
  provider: string;
  vendorName: string;
  status: 'PENDING_ACTIVATION' | 'ACTIVE' | 'EXPIRED' | 'NOT_SETUP' | 'ENROLLED' | 'DISABLED' | 'INACTIVE';
  profile: Json;
  /** Answer of a security question, base32 secret of a TOTP. */
  secret?: string;
  created: number;
  lastUpdated: number;
}

/** An admin role of a user (`assignee` a user id) or of a group. */
export interface RoleAssignment {
  /** `<assignee>:<id>`: ids of standard roles are the same for everyone. */
  key: string;
  id: string;
  seq: number;
  assignee: string;
  assignmentType: 'USER' | 'GROUP' | 'CLIENT';
  type: string;
  label: string;
  role?: string;
  resourceSet?: string;
  groupTargets: string[];
  appTargets: string[];
  created: number;
  lastUpdated: number;
}

/** What a link in a mail carries. */
export interface RecoveryToken {
  token: string;
  userId: string;
  purpose: 'activation' | 'password' | 'unlock';
  /** ms of the virtual clock. */
  expiresAt: number;
}

export interface ApiToken {
  id: string;
  seq: number;
  name: string;
  /** What a client sends. */
  value: string;
  userId: string | null;
  created: number;
  expiresAt: number;
  lastUpdated: number;
}

export interface LogRow {
  uuid: string;
  seq: number;
  published: number;
  eventType: string;
  /** The whole event, without `uuid` and `published`. */
  event: Json;
}

export interface Doc {
  kind: string;
  id: string;
  seq: number;
  /** Id of what it belongs to. */
  parent?: string;
  body: Json;
}

export interface Org {
  id: string;
  subdomain: string;
  companyName: string;
  created: number;
  everyoneId: string;
  userTypeId: string;
  userSchemaId: string;
  adminId: string | null;
  /** `published` = the limits of Okta's documentation; `off` = never refuse; a number = calls per minute and endpoint. */
  rateLimits: 'off' | 'published' | number;
}

export interface Rate {
  bucket: string;
  /** Of real time. */
  minute: number;
  calls: number;
}

/** The part of a login before the @, by which people may sign in too. */
export function shortLogin(login: string): string {
  return login.toLowerCase().split('@')[0] ?? '';
}

/** An org without anything in it. */
export function createState(org: Org): OktaState {
  return { ...createDirectory(org), ...createOAuthState() };
}

function createDirectory(org: Org): DirectoryState {
  return { ...createPeople(), ...createApps(), ...createServers(), ...createRest(), org };
}

const everything = <Row extends { seq: number }>() => ({ of: () => 'all', order: (row: Readonly<Row>) => row.seq });

function createPeople(): Pick<DirectoryState, 'users' | 'groups' | 'memberships' | 'groupRules' | 'factors' | 'recoveryTokens'> {
  return {
    users: createTable<OktaUser, 'all' | 'login' | 'email' | 'short' | 'status' | 'type'>({
      key: user => user.id,
      indexes: {
        all: everything<OktaUser>(),
        login: { of: user => user.profile.login.toLowerCase() },
        email: { of: user => user.profile.email.toLowerCase() },
        short: { of: user => shortLogin(user.profile.login) },
        status: { of: user => user.status, order: user => user.seq },
        type: { of: user => user.typeId, order: user => user.seq },
      },
    }),
    groups: createTable<Group, 'all' | 'name' | 'type'>({
      key: group => group.id,
      indexes: {
        all: everything<Group>(),
        name: { of: group => group.profile.name.toLowerCase() },
        type: { of: group => group.type, order: group => group.seq },
      },
    }),
    memberships: createTable<Membership, 'user' | 'group'>({
      key: ({ userId, groupId }) => `${userId}:${groupId}`,
      indexes: {
        user: { of: row => row.userId, order: row => row.seq },
        group: { of: row => row.groupId, order: row => row.seq },
      },
    }),
    groupRules: createTable<GroupRule, 'all' | 'name'>({
      key: rule => rule.id,
      indexes: { all: everything<GroupRule>(), name: { of: rule => rule.name.toLowerCase() } },
    }),
    factors: createTable<Factor, 'user'>({
      key: factor => factor.id,
      indexes: { user: { of: factor => factor.userId, order: factor => factor.seq } },
    }),
    recoveryTokens: createTable<RecoveryToken, 'user'>({
      key: row => row.token,
      indexes: { user: { of: row => row.userId } },
    }),
  };
}

function createApps(): Pick<DirectoryState, 'apps' | 'appUsers' | 'appGroups'> {
  return {
    apps: createTable<App, 'all' | 'client' | 'label'>({
      key: app => app.id,
      indexes: {
        all: everything<App>(),
        client: { of: app => app.oauth?.client_id },
        label: { of: app => app.label.toLowerCase() },
      },
    }),
    appUsers: createTable<AppUser, 'app' | 'user'>({
      key: ({ appId, userId }) => `${appId}:${userId}`,
      indexes: {
        app: { of: row => row.appId, order: row => row.seq },
        user: { of: row => row.userId, order: row => row.seq },
      },
    }),
    appGroups: createTable<AppGroup, 'app' | 'group'>({
      key: ({ appId, groupId }) => `${appId}:${groupId}`,
      indexes: {
        app: { of: row => row.appId, order: row => row.seq },
        group: { of: row => row.groupId, order: row => row.seq },
      },
    }),
  };
}

function createServers(): Pick<DirectoryState, 'servers' | 'scopes' | 'claims' | 'serverPolicies' | 'serverRules'> {
  const ofServer = <Row extends { serverId: string; seq: number }>() => ({
    of: (row: Readonly<Row>) => row.serverId,
    order: (row: Readonly<Row>) => row.seq,
  });
  return {
    servers: createTable<AuthorizationServer, 'all' | 'name'>({
      key: server => server.id,
      indexes: { all: everything<AuthorizationServer>(), name: { of: server => server.name.toLowerCase() } },
    }),
    scopes: createTable<Scope, 'server'>({ key: row => row.id, indexes: { server: ofServer<Scope>() } }),
    claims: createTable<Claim, 'server'>({ key: row => row.id, indexes: { server: ofServer<Claim>() } }),
    serverPolicies: createTable<ServerPolicy, 'server'>({
      key: row => row.id,
      indexes: { server: { of: row => row.serverId, order: row => row.priority } },
    }),
    serverRules: createTable<ServerRule, 'policy'>({
      key: row => row.id,
      indexes: { policy: { of: row => row.policyId, order: row => row.priority } },
    }),
  };
}

function createRest(): Pick<DirectoryState, 'roles' | 'apiTokens' | 'logs' | 'documents' | 'rates'> {
  return {
    roles: createTable<RoleAssignment, 'assignee' | 'type'>({
      key: row => row.key,
      indexes: {
        assignee: { of: row => row.assignee, order: row => row.seq },
        type: { of: row => row.type, order: row => row.seq },
      },
    }),
    apiTokens: createTable<ApiToken, 'all' | 'value'>({
      key: row => row.id,
      indexes: { all: everything<ApiToken>(), value: { of: row => row.value } },
    }),
    logs: createTable<LogRow, 'all'>({ key: row => row.uuid, indexes: { all: everything<LogRow>() } }),
    documents: createTable<Doc, 'kind' | 'parent'>({
      key: ({ kind, id }) => `${kind}:${id}`,
      indexes: {
        kind: { of: row => row.kind, order: row => row.seq },
        parent: { of: row => (row.parent === undefined ? undefined : `${row.kind}:${row.parent}`), order: row => row.seq },
      },
    }),
    rates: createTable<Rate>({ key: row => row.bucket }),
  };
}
