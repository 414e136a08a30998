import { z } from 'zod';
import { handle } from '../kit/person.ts';
import { seedBoard, seedSprint } from './agile/seed.ts';
import { seedConnectApp, seedOauthApp } from './auth/seed.ts';
import { seedIssue } from './seed/issue.ts';
import { seedField, seedProject, seedWorkflow } from './seed/place.ts';
import { seedWebhook } from './webhooks/seed.ts';

/** The Jira part of a seed. */
export const jiraSeed = z.strictObject({
  site: z.strictObject({ title: z.string() }).default({ title: 'Jira' }),
  /** `published`: the vendor's limits; a number: so many requests a minute; left out: no request is ever refused. */
  rateLimits: z.union([z.literal('off'), z.literal('published'), z.number().int().positive()]).default('off'),
  /** Who administers the site; left out = the first person. */
  admins: z.array(handle).optional(),
  apiTokens: z.array(z.strictObject({ person: handle, token: z.string().min(8) })).default([]),
  groups: z.array(z.strictObject({ name: z.string().min(1), members: z.array(handle).default([]) })).default([]),
  roles: z.array(z.string().min(1)).default([]),
  linkTypes: z.array(z.strictObject({ name: z.string().min(1), inward: z.string(), outward: z.string() })).default([]),
  categories: z.array(z.string().min(1)).default([]),
  fields: z.array(seedField).default([]),
  workflows: z.record(z.string(), seedWorkflow).default({}),
  projects: z.array(seedProject).default([]),
  issues: z.array(seedIssue).default([]),
  boards: z.array(seedBoard).optional(),
  sprints: z.array(seedSprint).default([]),
  /** Apps that act for people who allow it (OAuth 2.0). */
  oauthApps: z.array(seedOauthApp).default([]),
  /** Installed apps that sign their requests. */
  connectApps: z.array(seedConnectApp).default([]),
  webhooks: z.array(seedWebhook).default([]),
  filters: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        owner: handle,
        jql: z.string().default(''),
        shared: z.boolean().default(false),
      }),
    )
    .default([]),
});

export type JiraSeed = z.infer<typeof jiraSeed>;
