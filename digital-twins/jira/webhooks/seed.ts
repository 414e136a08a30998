import { z } from 'zod';
import { adminEvents } from './events.ts';

/** A webhook of the administrators. */
export const seedWebhook = z.strictObject({
  name: z.string().min(1),
  url: z.url(),
  events: z.array(z.string().refine(event => adminEvents.has(event), 'there is no such event')).min(1),
  jql: z.string().default(''),
  secret: z.string().optional(),
  excludeBody: z.boolean().default(false),
});

export type SeedWebhook = z.infer<typeof seedWebhook>;
