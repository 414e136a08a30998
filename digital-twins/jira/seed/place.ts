import { z } from 'zod';
import { handle } from '../../kit/person.ts';

const text = z.string().min(1);
const day = z.union([z.iso.date(), z.date().transform(date => date.toISOString().slice(0, 10))]);

/** Fields that hold something of the seed's own, by the kind of their value. */
export const seedField = z.strictObject({
  name: text,
  /** `textfield`, `textarea`, `float`, `datepicker`, `datetime`, `select`, `multiselect`, `userpicker`, `labels` … or a full key. */
  type: text,
  id: z
    .string()
    .regex(/^customfield_\d+$/)
    .optional(),
  description: z.string().default(''),
  /** A cascading field's options name their children. */
  options: z.array(z.union([text, z.strictObject({ value: text, children: z.array(text).default([]) })])).default([]),
  /** Keys of the projects that have it; left out = all. */
  projects: z.array(z.string()).optional(),
});

export const seedWorkflow = z.strictObject({
  statuses: z.array(z.strictObject({ name: text, category: z.enum(['new', 'indeterminate', 'done']) })).min(1),
  transitions: z.array(
    z.strictObject({
      name: text,
      from: z.array(z.string()).optional(),
      to: z.string(),
      /** Field ids its screen shows; `!` in front = it must be given. */
      screen: z.array(text).default([]),
      /** Only the assignee, the reporter, or those with a permission may take it. */
      only: z.union([z.literal('assignee'), z.literal('reporter'), z.strictObject({ permission: text })]).optional(),
    }),
  ),
});

export const seedProject = z.strictObject({
  key: z.string().regex(/^[A-Z][A-Z0-9]{1,9}$/, 'a project key is 2 to 10 capitals and digits, and starts with a capital'),
  name: text,
  description: z.string().default(''),
  type: z.enum(['software', 'business', 'service_desk']).default('software'),
  lead: handle.optional(),
  category: z.string().optional(),
  workflow: z.string().optional(),
  issueTypes: z.array(text).min(1).default(['Task', 'Bug', 'Story', 'Epic', 'Sub-task']),
  members: z.array(handle).optional(),
  defaultAssignee: z.enum(['lead', 'nobody']).default('nobody'),
  components: z.array(z.strictObject({ name: text, description: z.string().default(''), lead: handle.optional() })).default([]),
  versions: z
    .array(
      z.strictObject({
        name: text,
        description: z.string().default(''),
        released: z.boolean().default(false),
        archived: z.boolean().default(false),
        startDate: day.optional(),
        releaseDate: day.optional(),
      }),
    )
    .default([]),
  /** People and groups (`group:name`) by role. */
  roles: z.record(z.string(), z.array(z.string())).default({}),
  /** Who has a permission, instead of everyone: people, `group:name`, `role:name`, `lead`, `assignee`, `reporter`, `nobody`. */
  permissions: z.record(z.string(), z.array(z.string())).default({}),
  /** Security levels, each with those who see its issues, written as in `permissions`. */
  securityLevels: z.record(z.string(), z.array(z.string())).default({}),
});

export type SeedProject = z.infer<typeof seedProject>;
export type SeedWorkflow = z.infer<typeof seedWorkflow>;
export type SeedField = z.infer<typeof seedField>;
