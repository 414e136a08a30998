import { z } from 'zod';
import { handle } from '../kit/person.ts';

const app = z.strictObject({
  label: z.string().min(1),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional(),
  redirectUris: z.array(z.url()).default([]),
  postLogoutRedirectUris: z.array(z.url()).default([]),
  grantTypes: z
    .array(z.enum(['authorization_code', 'refresh_token', 'client_credentials']))
    .default(['authorization_code', 'refresh_token']),
  pkceRequired: z.boolean().default(false),
  assigned: z.array(handle).optional(),
});

/** The Okta part of a seed. */
export const oktaSeed = z.strictObject({
  apps: z.array(app).default([]),
  apiTokens: z.array(z.string().min(8)).default([]),
  groups: z.array(z.strictObject({ name: z.string().min(1), members: z.array(handle).default([]) })).default([]),
});

export type OktaSeed = z.infer<typeof oktaSeed>;
