import { z } from 'zod';
import { handle, moment } from '../kit/person.ts';

const message = z.strictObject({
  from: handle,
  text: z.string().min(1).max(40_000),
  at: moment.optional(),
  reactions: z.record(z.string(), z.array(handle)).default({}),
});

const channel = z.strictObject({
  name: z.string().regex(/^[\p{Ll}\p{Lo}0-9_-]{1,80}$/u, 'a channel name is lower case, without spaces, periods or #'),
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

/** The Slack part of a seed. */
export const slackSeed = z.strictObject({
  team: z.strictObject({ name: z.string(), domain: z.string().regex(/^[a-z0-9-]+$/) }).default({ name: 'Acme', domain: 'acme' }),
  bots: z
    .array(
      z.strictObject({
        name: handle,
        token: z.string().startsWith('xoxb-', 'a bot token starts with xoxb-'),
        scopes: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  userTokens: z
    .array(z.strictObject({ person: handle, token: z.string().startsWith('xoxp-', 'a user token starts with xoxp-') }))
    .default([]),
  channels: z.array(channel).default([]),
});

export type SlackSeed = z.infer<typeof slackSeed>;
