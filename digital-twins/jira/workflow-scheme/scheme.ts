import { findEntry, type Stored } from '../config/resource.ts';
import type { Project } from '../model/project.ts';
import type { JiraCall } from '../operation.ts';
import { asObject, asText, type Loose } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, jiraTime, viewOf } from '../shapes.ts';
import { userShape } from '../user/shape.ts';
import { workflowByName } from '../workflow/find.ts';

/** Which workflow each issue type follows, by name; the default for all others. */
export interface Plan {
  defaultWorkflow?: string;
  issueTypeMappings: Record<string, string>;
}

/** Changes to a scheme in use that do not count yet. */
export interface Draft extends Plan {
  at: number;
  by: string;
}

export const builtIn = 'jira';
export const schemeKind = { kind: 'workflowScheme', noun: 'workflow scheme' };

export function findScheme(call: JiraCall, id = call.params.id ?? ''): Stored {
  return findEntry(call, schemeKind, id);
}

export function planOf(entry: Stored): Plan {
  const name = asText(entry.defaultWorkflow);
  const issueTypeMappings = { ...asObject(entry.issueTypeMappings) } as Record<string, string>;
  return { issueTypeMappings, ...(name === undefined ? {} : { defaultWorkflow: name }) };
}

export function draftOf(entry: Stored): Draft | undefined {
  return entry.draft as Draft | undefined;
}

/** Throws 404. */
export function findDraft(entry: Stored): Draft {
  const draft = draftOf(entry);
  if (draft === undefined) throw new JiraRefusal(404, ['The workflow scheme does not have a draft.']);
  return draft;
}

export function projectsOf({ state }: Pick<JiraCall, 'state'>, id: string): Readonly<Project>[] {
  return [...state.projects.values()].filter(project => project.workflowSchemeId === id);
}

export function savePlan(call: JiraCall, id: string, { defaultWorkflow, issueTypeMappings }: Plan): Stored {
  return call.state.entries.edit(`${schemeKind.kind}:${id}`, row => {
    row.issueTypeMappings = issueTypeMappings;
    if (defaultWorkflow === undefined) delete row.defaultWorkflow;
    else row.defaultWorkflow = defaultWorkflow;
  });
}

export function saveDraft(call: JiraCall, id: string, plan: Plan): Stored {
  const [at, by] = [call.clock.now(), call.user.accountId];
  return call.state.entries.edit(`${schemeKind.kind}:${id}`, row => {
    row.draft = { ...plan, at, by };
  });
}

export function dropDraft(call: JiraCall, id: string): void {
  call.state.entries.edit(`${schemeKind.kind}:${id}`, row => void delete row.draft);
}

/** A scheme as the older API writes it. */
export function schemeShape(call: JiraCall, entry: Stored): Loose {
  const { defaultWorkflow, issueTypeMappings } = planOf(entry);
  const { id, name, description } = entry;
  return {
    id: Number(id),
    name,
    description,
    defaultWorkflow: defaultWorkflow ?? builtIn,
    issueTypeMappings,
    draft: false,
    self: `${api(viewOf(call))}/workflowscheme/${id}`,
  };
}

export function draftShape(call: JiraCall, entry: Stored): Loose {
  const { defaultWorkflow, issueTypeMappings, at, by } = findDraft(entry);
  const published = schemeShape(call, entry);
  const user = call.state.users.get(by);
  return {
    ...published,
    defaultWorkflow: defaultWorkflow ?? builtIn,
    issueTypeMappings,
    originalDefaultWorkflow: published.defaultWorkflow,
    originalIssueTypeMappings: published.issueTypeMappings,
    draft: true,
    lastModified: jiraTime(at),
    ...(user === undefined ? {} : { lastModifiedUser: userShape(viewOf(call), user) }),
    self: `${api(viewOf(call))}/workflowscheme/${entry.id}/draft`,
  };
}

/** Throws 404 for a workflow that is not there. */
export function readWorkflowName(call: JiraCall, value: unknown): string {
  const name = asText(value) ?? '';
  if (name !== builtIn && workflowByName(call, name) === undefined)
    throw new JiraRefusal(404, [`The workflow '${name}' was not found.`]);
  return name;
}
