import { z } from 'zod';
import { handle } from '../../kit/person.ts';

const tokens = {
  token: z.string().startsWith('xoxb-', 'a bot token starts with xoxb-').optional(),
  appToken: z.string().startsWith('xapp-', 'an app-level token starts with xapp-').optional(),
  clientId: z.string().min(1).optional(),
  clientSecret: z.string().min(1).optional(),
  signingSecret: z.string().min(1).optional(),
  verificationToken: z.string().min(1).optional(),
};

const command = z.strictObject({
  command: z.string().regex(/^\/[^\s/]{1,31}$/, 'a slash command is a slash and up to 31 characters'),
  url: z.url().optional(),
  description: z.string().default(''),
  usageHint: z.string().default(''),
});

/** An app: what its settings pages say, and what it was given when it was installed. */
export const appSchema = z.strictObject({
  /** The name of its bot user. */
  name: handle,
  /** As people see it; left out = the name. */
  title: z.string().min(1).optional(),
  id: z
    .string()
    .regex(/^A[A-Z0-9]{8,10}$/, 'the id of an app is A and 8 to 10 capitals or digits')
    .optional(),
  ...tokens,
  installed: z.boolean().default(true),
  scopes: z.array(z.string()).optional(),
  userScopes: z.array(z.string()).default([]),
  redirectUrls: z.array(z.url()).default([]),
  tokenRotation: z.boolean().default(false),
  eventsUrl: z.url().optional(),
  botEvents: z.array(z.string()).default([]),
  userEvents: z.array(z.string()).default([]),
  unfurlDomains: z.array(z.string()).default([]),
  interactivityUrl: z.url().optional(),
  optionsUrl: z.url().optional(),
  slashCommands: z.array(command).default([]),
  shortcuts: z
    .array(z.strictObject({ name: z.string(), callbackId: z.string(), kind: z.enum(['global', 'message']).default('global') }))
    .default([]),
  socketMode: z.boolean().default(false),
  homeTab: z.boolean().default(false),
  /** Whether it has an icon of its own. */
  picture: z.boolean().default(false),
  /** `path` is what stands after `/services/`; left out = not to be guessed. */
  incomingWebhooks: z
    .array(
      z.strictObject({
        channel: z.string(),
        path: z
          .string()
          .regex(/^T[^/]+\/B[^/]+\/[^/]+$/, 'T…/B…/secret')
          .optional(),
      }),
    )
    .default([]),
});

export type AppSeed = z.infer<typeof appSchema>;
