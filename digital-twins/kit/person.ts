import { z } from 'zod';

/** A handle: what everything else in a seed refers to a person by. */
export const handle = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,40}$/, 'a handle has lower case letters, digits, dot, underscore and dash');

/** A point in time: ISO text, or what YAML reads as a date. Becomes ms since the epoch. */
export const moment = z
  .union([z.date(), z.iso.datetime({ offset: true }), z.iso.date()])
  .transform(value => new Date(value).getTime())
  .refine(time => Number.isFinite(time), 'not a time');

/** One person, the same in every twin. */
export const personSchema = z.strictObject({
  id: handle,
  name: z.string().min(1),
  email: z.email(),
  password: z.string().min(1).optional(),
  title: z.string().default(''),
  timezone: z.string().default('UTC'),
  status: z.enum(['active', 'staged', 'suspended', 'deactivated']).default('active'),
});

export type Person = z.infer<typeof personSchema>;
