import { z } from 'zod';
import { moment } from '../../kit/person.ts';

const text = z.string().min(1);

/** A board of a seed. Without `boards`, each software project has a kanban board of its own. */
export const seedBoard = z.strictObject({
  name: text,
  /** Key of the project it stands in, and whose issues it shows unless `jql` says otherwise. */
  project: z.string(),
  type: z.enum(['scrum', 'kanban']).default('scrum'),
  jql: z.string().optional(),
  /** Left out: a column for each status of the workflow. */
  columns: z
    .array(z.strictObject({ name: text, statuses: z.array(text), min: z.number().optional(), max: z.number().optional() }))
    .optional(),
  quickFilters: z.array(z.strictObject({ name: text, jql: text })).default([]),
});

export const seedSprint = z.strictObject({
  name: text.max(30),
  /** Name of its board; left out = the first one. */
  board: z.string().optional(),
  state: z.enum(['future', 'active', 'closed']).default('future'),
  goal: z.string().optional(),
  start: moment.optional(),
  end: moment.optional(),
  completed: moment.optional(),
  /** Keys. */
  issues: z.array(z.string()).default([]),
});

export type SeedBoard = z.infer<typeof seedBoard>;
export type SeedSprint = z.infer<typeof seedSprint>;
