import { z } from 'zod';
import { handle, moment } from '../kit/person.ts';

const workflow = z.strictObject({
  statuses: z.array(z.strictObject({ name: z.string().min(1), category: z.enum(['new', 'indeterminate', 'done']) })).min(1),
  transitions: z.array(z.strictObject({ name: z.string().min(1), from: z.array(z.string()).optional(), to: z.string() })),
});

const project = z.strictObject({
  key: z.string().regex(/^[A-Z][A-Z0-9]{1,9}$/, 'a project key is 2 to 10 capitals and digits, and starts with a capital'),
  name: z.string().min(1),
  lead: handle.optional(),
  workflow: z.string().optional(),
  issueTypes: z.array(z.string().min(1)).min(1).default(['Task', 'Bug', 'Story', 'Epic', 'Sub-task']),
  members: z.array(handle).optional(),
});

const issue = z
  .strictObject({
    key: z
      .string()
      .regex(/^[A-Z][A-Z0-9]{1,9}-[1-9][0-9]*$/)
      .optional(),
    project: z.string().optional(),
    type: z.string().optional(),
    summary: z.string().min(1).max(255),
    description: z.string().optional(),
    status: z.string().optional(),
    priority: z.enum(['Highest', 'High', 'Medium', 'Low', 'Lowest']).default('Medium'),
    assignee: handle.optional(),
    reporter: handle.optional(),
    labels: z.array(z.string().regex(/^\S+$/, 'a label has no spaces')).default([]),
    created: moment.optional(),
    comments: z.array(z.strictObject({ from: handle, text: z.string().min(1), at: moment.optional() })).default([]),
  })
  .refine(one => one.key !== undefined || one.project !== undefined, 'an issue needs a key or a project');

/** The Jira part of a seed. */
export const jiraSeed = z.strictObject({
  site: z.strictObject({ title: z.string() }).default({ title: 'Jira' }),
  apiTokens: z.array(z.strictObject({ person: handle, token: z.string().min(8) })).default([]),
  workflows: z.record(z.string(), workflow).default({}),
  projects: z.array(project).default([]),
  issues: z.array(issue).default([]),
});

export type JiraSeed = z.infer<typeof jiraSeed>;
export type SeedIssue = JiraSeed['issues'][number];
export type SeedWorkflow = JiraSeed['workflows'][string];
