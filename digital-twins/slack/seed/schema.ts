import { z } from 'zod';
import { handle, moment } from '../../kit/person.ts';
import { appSchema } from './app-schema.ts';

const note = {
  from: handle,
  text: z.string().max(40_000).default(''),
  at: moment.optional(),
  blocks: z.array(z.record(z.string(), z.unknown())).optional(),
  attachments: z.array(z.record(z.string(), z.unknown())).optional(),
  reactions: z.record(z.string(), z.array(handle)).default({}),
};

const message = z
  .strictObject({ ...note, pinned: z.boolean().default(false), replies: z.array(z.strictObject(note)).default([]) })
  .refine(
    one => one.text !== '' || one.blocks !== undefined || one.attachments !== undefined,
    'a message has text, blocks or attachments',
  );

const channelName = z
  .string()
  .regex(/^[\p{Ll}\p{Lo}0-9_-]{1,80}$/u, 'a channel name is lower case, without spaces, periods or #');

const channel = z.strictObject({
  name: channelName,
  id: z
    .string()
    .regex(/^[CG][A-Z0-9]{8,10}$/, 'a channel id is C or G and 8 to 10 capitals or digits')
    .optional(),
  topic: z.string().default(''),
  purpose: z.string().default(''),
  private: z.boolean().default(false),
  archived: z.boolean().default(false),
  members: z.array(handle).optional(),
  messages: z.array(message).default([]),
});

const directId = z
  .string()
  .regex(/^[CDG][A-Z0-9]{8,10}$/, 'the id of a direct message is D, C or G and 8 to 10 capitals or digits');

const file = z.strictObject({
  name: z.string().min(1),
  title: z.string().optional(),
  from: handle,
  text: z.string().default(''),
  channels: z.array(channelName).default([]),
  at: moment.optional(),
});

const usergroup = z.strictObject({
  handle: z.string().regex(/^[a-z0-9._-]{1,21}$/, 'a handle has up to 21 lower case letters, digits, dot, underscore and dash'),
  name: z.string().min(1),
  description: z.string().default(''),
  members: z.array(handle).default([]),
  channels: z.array(channelName).default([]),
});

const profileField = z.strictObject({
  id: z
    .string()
    .regex(/^Xf[A-Z0-9]+$/, 'the id of a profile field starts with Xf')
    .optional(),
  label: z.string().min(1),
  hint: z.string().default(''),
  type: z.enum(['text', 'date', 'link', 'options_list', 'user']).default('text'),
  options: z.array(z.string()).optional(),
});

const profile = z.strictObject({
  displayName: z.string().optional(),
  phone: z.string().default(''),
  /** Whether they have put in a picture of their own. */
  picture: z.boolean().default(false),
  admin: z.boolean().default(false),
  owner: z.boolean().default(false),
  status: z.strictObject({ text: z.string(), emoji: z.string().default('') }).optional(),
  /** By the label of the field. */
  fields: z.record(z.string(), z.string()).default({}),
});

/** The Slack part of a seed. */
export const slackSeed = z.strictObject({
  team: z
    .strictObject({ name: z.string(), domain: z.string().regex(/^[a-z0-9-]+$/), emailDomain: z.string().default('') })
    .default({ name: 'Acme', domain: 'acme', emailDomain: '' }),
  rateLimits: z.enum(['off', 'published']).default('off'),
  bots: z
    .array(
      z.strictObject({
        name: handle,
        token: z.string().startsWith('xoxb-', 'a bot token starts with xoxb-'),
        scopes: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  apps: z.array(appSchema).default([]),
  userTokens: z
    .array(
      z.strictObject({
        person: handle,
        token: z.string().startsWith('xoxp-', 'a user token starts with xoxp-'),
        scopes: z.array(z.string()).optional(),
        /** Name of the app it was given to. */
        app: handle.optional(),
      }),
    )
    .default([]),
  profiles: z.record(handle, profile).default({}),
  profileFields: z.array(profileField).default([]),
  emoji: z.record(z.string(), z.string()).default({}),
  channels: z.array(channel).default([]),
  directMessages: z
    .array(
      z.strictObject({ id: directId.optional(), people: z.array(handle).min(1).max(9), messages: z.array(message).default([]) }),
    )
    .default([]),
  usergroups: z.array(usergroup).default([]),
  files: z.array(file).default([]),
});

export type SlackSeed = z.infer<typeof slackSeed>;
export type SeedMessage = z.infer<typeof message>;
