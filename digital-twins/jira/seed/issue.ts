import { z } from 'zod';
import { handle, moment } from '../../kit/person.ts';

const text = z.string().min(1);
const day = z.union([z.iso.date(), z.date().transform(date => date.toISOString().slice(0, 10))]);
/** Seconds, or Jira's notation: `1d 2h`. */
const duration = z.union([z.number().int().nonnegative(), text]);
/** Plain text, or a document. */
const words = z.union([z.string(), z.looseObject({ type: z.literal('doc') })]);
const key = z.string().regex(/^[A-Z][A-Z0-9]{1,9}-[1-9][0-9]*$/);

export const seedIssue = z
  .strictObject({
    key: key.optional(),
    project: z.string().optional(),
    type: z.string().optional(),
    summary: z.string().min(1).max(255),
    description: words.optional(),
    environment: words.optional(),
    status: z.string().optional(),
    resolution: z.string().optional(),
    priority: z.enum(['Highest', 'High', 'Medium', 'Low', 'Lowest']).default('Medium'),
    assignee: handle.optional(),
    reporter: handle.optional(),
    labels: z.array(z.string().regex(/^\S+$/, 'a label has no spaces')).default([]),
    components: z.array(text).default([]),
    fixVersions: z.array(text).default([]),
    affectsVersions: z.array(text).default([]),
    /** Key of the issue it stands under; that one comes first in the seed. */
    parent: key.optional(),
    due: day.optional(),
    security: z.string().optional(),
    created: moment.optional(),
    updated: moment.optional(),
    resolved: moment.optional(),
    originalEstimate: duration.optional(),
    remainingEstimate: duration.optional(),
    watchers: z.array(handle).default([]),
    voters: z.array(handle).default([]),
    /** Custom fields by name or id; options, people and groups by name. */
    fields: z.record(z.string(), z.unknown()).default({}),
    comments: z
      .array(
        z.strictObject({
          from: handle,
          text: words,
          at: moment.optional(),
          /** `group:name` or `role:name`. */
          for: z.string().optional(),
        }),
      )
      .default([]),
    worklogs: z
      .array(z.strictObject({ from: handle, spent: duration, at: moment.optional(), text: words.optional() }))
      .default([]),
    attachments: z
      .array(z.strictObject({ name: text, from: handle.optional(), type: z.string().default('text/plain'), text: z.string() }))
      .default([]),
    /** `Blocks` with `to: HELP-2` reads: this one blocks HELP-2. */
    links: z.array(z.strictObject({ type: text, to: key })).default([]),
    /** What happened to it before, oldest first; `field` as the history calls it. */
    history: z
      .array(
        z.strictObject({
          by: handle,
          at: moment,
          field: text,
          from: z.string().nullable().default(null),
          to: z.string().nullable().default(null),
        }),
      )
      .default([]),
    properties: z.record(z.string(), z.unknown()).default({}),
  })
  .refine(one => one.key !== undefined || one.project !== undefined, 'an issue needs a key or a project');

export type SeedIssue = z.infer<typeof seedIssue>;
