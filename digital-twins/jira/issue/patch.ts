import type { AdfDocument } from '../adf/document.ts';
import { adfToWiki } from '../adf/to-wiki.ts';
import type { ChangeItem, Issue } from '../model/issue.ts';
import type { JiraState } from '../state.ts';

/** What a request makes different about an issue; in `fields`, null empties a custom field. */
export type Patch = Partial<Issue>;

interface Trace {
  value: string | null;
  text: string | null;
}

const plain = (text: string | null): Trace => ({ value: null, text });
const words = (document: AdfDocument | null): Trace => plain(adfToWiki(document));
const seconds = (value: number | null): Trace => ({ value: asText(value), text: asText(value) });
const asText = (value: number | null) => (value === null ? null : String(value));

type NamedTable = { get(id: string): { name: string } | undefined };

const named = (table: NamedTable, id: string | null): Trace => ({
  value: id,
  text: id === null ? null : (table.get(id)?.name ?? id),
});
const listed = (table: NamedTable, ids: readonly string[]): Trace =>
  ids.length === 0 ? plain(null) : { value: ids.join(', '), text: ids.map(id => table.get(id)?.name ?? id).join(', ') };

/** How the changelog writes each part of an issue: by property, the field's id, its name there, and its value. */
const traces: Record<string, [field: string, name: string, of: (state: JiraState, issue: Readonly<Issue>) => Trace]> = {
  summary: ['summary', 'summary', (_state, issue) => plain(issue.summary)],
  description: ['description', 'description', (_state, issue) => words(issue.description)],
  environment: ['environment', 'environment', (_state, issue) => words(issue.environment)],
  statusId: ['status', 'status', (state, issue) => named(state.statuses, issue.statusId)],
  typeId: ['issuetype', 'issuetype', (state, issue) => named(state.issueTypes, issue.typeId)],
  priorityId: ['priority', 'priority', (state, issue) => named(state.priorities, issue.priorityId)],
  resolutionId: ['resolution', 'resolution', (state, issue) => named(state.resolutions, issue.resolutionId)],
  securityId: ['security', 'security', (state, issue) => named(state.securityLevels, issue.securityId)],
  assignee: ['assignee', 'assignee', (state, issue) => named(state.users, issue.assignee)],
  reporter: ['reporter', 'reporter', (state, issue) => named(state.users, issue.reporter)],
  labels: ['labels', 'labels', (_state, issue) => plain(issue.labels.join(' '))],
  dueDate: ['duedate', 'duedate', (_state, issue) => ({ value: issue.dueDate, text: issue.dueDate })],
  componentIds: ['components', 'Component', (state, issue) => listed(state.components, issue.componentIds)],
  fixVersionIds: ['fixVersions', 'Fix Version', (state, issue) => listed(state.versions, issue.fixVersionIds)],
  affectedVersionIds: ['versions', 'Version', (state, issue) => listed(state.versions, issue.affectedVersionIds)],
  projectId: ['project', 'project', (state, issue) => named(state.projects, issue.projectId)],
  key: ['issuekey', 'Key', (_state, issue) => plain(issue.key)],
  parentId: ['parent', 'IssueParentAssociation', (state, issue) => parentTrace(state, issue.parentId)],
  originalEstimate: ['timeoriginalestimate', 'timeoriginalestimate', (_state, issue) => seconds(issue.originalEstimate)],
  remainingEstimate: ['timeestimate', 'timeestimate', (_state, issue) => seconds(issue.remainingEstimate)],
  timeSpent: ['timespent', 'timespent', (_state, issue) => seconds(issue.timeSpent)],
  sprintIds: [
    'customfield_10020',
    'Sprint',
    (state, issue) => ({
      value: issue.sprintIds.join(', '),
      text: issue.sprintIds.map(id => state.sprints.get(id)?.name ?? id).join(', '),
    }),
  ],
  rank: ['customfield_10019', 'Rank', () => plain('')],
};

function parentTrace(state: JiraState, id: string | null): Trace {
  return { value: id, text: id === null ? null : (state.issues.get(id)?.key ?? id) };
}

/** What an issue's history will say about a patch, given the issue before and after. */
export function traceOf(state: JiraState, issue: Readonly<Issue>, patch: Patch): Map<string, ChangeItem> {
  const items = new Map<string, ChangeItem>();
  for (const name of Object.keys(patch)) {
    const trace = traces[name];
    if (trace === undefined) continue;
    const [fieldId, field, of] = trace;
    items.set(name, itemOf({ field, fieldId, custom: fieldId.startsWith('customfield_') }, of(state, issue)));
  }
  for (const id of Object.keys(patch.fields ?? {})) {
    const field = state.customFields.get(id);
    if (field !== undefined)
      items.set(id, itemOf({ field: field.name, fieldId: id, custom: true }, customTrace(state, issue, id)));
  }
  return items;
}

function itemOf(field: Pick<ChangeItem, 'field' | 'fieldId' | 'custom'>, { value, text }: Trace): ChangeItem {
  return { ...field, from: value, fromString: text, to: value, toString: text };
}

function customTrace(state: JiraState, issue: Readonly<Issue>, id: string): Trace {
  const value = issue.fields[id];
  const kind = state.customFields.get(id)?.kind;
  if (value === undefined || value === null) return plain(null);
  if (kind === 'textarea') return words(value as AdfDocument);
  const ids = [value].flat().map(String);
  const nameOf: Record<string, (id: string) => string | undefined> = {
    select: one => state.options.get(one)?.value,
    multiselect: one => state.options.get(one)?.value,
    cascading: one => state.options.get(one)?.value,
    user: one => state.users.get(one)?.name,
    users: one => state.users.get(one)?.name,
    group: one => state.groups.get(one)?.name,
    groups: one => state.groups.get(one)?.name,
    project: one => state.projects.get(one)?.name,
    version: one => state.versions.get(one)?.name,
    versions: one => state.versions.get(one)?.name,
  };
  const reader = kind === undefined ? undefined : nameOf[kind];
  if (reader === undefined) return plain(ids.join(' '));
  return {
    value: ids.length === 1 ? (ids[0] ?? null) : `[${ids.join(', ')}]`,
    text: ids.map(one => reader(one) ?? one).join(', '),
  };
}

/** The items of two traces that differ. */
export function differences(before: Map<string, ChangeItem>, after: Map<string, ChangeItem>): ChangeItem[] {
  return [...after].flatMap(([name, item]) => {
    const was = before.get(name);
    if (was === undefined || (was.to === item.to && textOf(was) === textOf(item))) return [];
    return [{ ...item, from: was.to, fromString: textOf(was) }];
  });
}

/** `toString` is what the changelog calls it; every object has one, so it is read by name. */
function textOf(item: ChangeItem): string | null {
  return item.toString as unknown as string | null;
}

/** Puts a patch onto a row that is being edited. */
export function applyPatch(row: Issue, { fields = {}, ...rest }: Patch): void {
  Object.assign(row, rest);
  for (const [id, value] of Object.entries(fields)) {
    if (value === null || value === undefined) delete row.fields[id];
    else row.fields[id] = value;
  }
}
