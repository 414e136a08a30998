import { z } from 'zod';
import { handle, moment } from '../kit/person.ts';

const grantTypes = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'implicit',
  'password',
  'interaction_code',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
] as const;

const authMethods = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'] as const;

/** An app: an OpenID Connect client when it has a `clientId`, else a bookmark to `url`. */
const app = z.strictObject({
  label: z.string().min(1),
  clientId: z.string().min(1).optional(),
  clientSecret: z.string().min(1).optional(),
  redirectUris: z.array(z.url()).default([]),
  postLogoutRedirectUris: z.array(z.url()).default([]),
  grantTypes: z.array(z.enum(grantTypes)).default(['authorization_code', 'refresh_token']),
  pkceRequired: z.boolean().default(false),
  /** Default: by secret when there is one, `private_key_jwt` when there are keys, else none. */
  authMethod: z.enum(authMethods).optional(),
  /** Default: web, `service` when client_credentials is all it may use, browser without a secret. */
  type: z.enum(['web', 'browser', 'native', 'service']).optional(),
  jwks: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())) }).optional(),
  jwksUri: z.url().optional(),
  /** Default: rotates for public clients. */
  refreshTokens: z.enum(['static', 'rotate']).optional(),
  /** okta.* scopes that a service app may ask the org server for. */
  grants: z.array(z.string().min(1)).default([]),
  url: z.url().optional(),
  assigned: z.array(handle).optional(),
  assignedGroups: z.array(z.string().min(1)).default([]),
  provisioning: z
    .strictObject({ baseUrl: z.url(), token: z.string().min(1).optional(), basic: z.string().min(1).optional() })
    .optional(),
});

const apiToken = z.union([
  z.string().min(8),
  z.strictObject({
    token: z.string().min(8),
    name: z.string().min(1).default('API token'),
    person: handle.optional(),
    expires: moment.optional(),
  }),
]);

const group = z.strictObject({
  name: z.string().min(1),
  description: z.string().optional(),
  members: z.array(handle).default([]),
});

const groupRule = z.strictObject({
  name: z.string().min(1).max(50),
  expression: z.string().min(1),
  groups: z.array(z.string().min(1)).min(1),
  active: z.boolean().default(true),
});

const authorizationServer = z.strictObject({
  id: z.string().regex(/^[a-zA-Z0-9]{1,40}$/),
  name: z.string().min(1),
  audience: z.string().min(1),
  scopes: z.array(z.string().min(1)).default([]),
});

const eventHook = z.strictObject({
  name: z.string().min(1),
  url: z.url(),
  events: z.array(z.string().min(1)).min(1),
  /** Sent as the Authorization header. */
  secret: z.string().min(1).optional(),
});

const inlineHook = z.strictObject({
  name: z.string().min(1),
  type: z.string().min(1),
  url: z.url(),
  secret: z.string().min(1).optional(),
});

/** The Okta part of a seed. */
export const oktaSeed = z.strictObject({
  org: z.strictObject({ name: z.string().min(1).default('Acme'), subdomain: z.string().min(1).default('acme') }).prefault({}),
  apps: z.array(app).default([]),
  apiTokens: z.array(apiToken).default([]),
  groups: z.array(group).default([]),
  groupRules: z.array(groupRule).default([]),
  /** What else the profiles of people have, by handle. */
  profiles: z.record(handle, z.record(z.string(), z.unknown())).default({}),
  authorizationServers: z.array(authorizationServer).default([]),
  eventHooks: z.array(eventHook).default([]),
  inlineHooks: z.array(inlineHook).default([]),
  /** Origins that may call with cookies from a browser. */
  trustedOrigins: z.array(z.url()).default([]),
  policies: z
    .strictObject({
      /** Wrong passwords in a row that lock an account. */
      lockAfter: z.number().int().min(1).max(100).default(10),
      passwordMinLength: z.number().int().min(4).max(30).default(8),
      /** Whether signing in wants a second factor. */
      mfa: z.enum(['off', 'required']).default('off'),
    })
    .prefault({}),
  /** Limits that refuse with 429: none, Okta's published ones, or so many calls per minute and endpoint. */
  rateLimits: z.union([z.enum(['off', 'published']), z.number().int().min(1)]).default('off'),
});

export type OktaSeed = z.infer<typeof oktaSeed>;
