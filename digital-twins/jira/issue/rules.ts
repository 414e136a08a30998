import { canSeeIssue } from '../access/can.ts';
import { configurationOf } from '../field/configuration.ts';
import { contextFor } from '../field/context.ts';
import { listReader, readCustom } from '../field/read.ts';
import type { Issue } from '../model/issue.ts';
import type { Project } from '../model/project.ts';
import type { JiraCall } from '../operation.ts';
import { findIssueByKey } from '../operation.ts';
import { asObject, asText } from '../reading.ts';
import { fieldsOnScreen } from '../screen/on-screen.ts';
import { readDuration } from '../worktime/duration.ts';
import { FieldError } from './field-error.ts';
import type { Patch } from './patch.ts';
import { readAssignee, readDay, readDocument, readLabel, readNamed, readStrings, readUser } from './read-value.ts';

/** What a field's value is read for: a new issue has no `issue` yet. */
export interface Target {
  call: JiraCall;
  project: Readonly<Project>;
  typeId: string;
  issue?: Readonly<Issue>;
  /** Set where no screen of the project limits what may be given: a transition has its own. */
  anyField?: boolean;
}

/** How a field is written. `list` is there for fields that take `add` and `remove`. */
export interface FieldRule {
  set(target: Target, value: unknown): Patch;
  list?: {
    of(issue: Readonly<Issue> | undefined): readonly string[];
    one(target: Target, value: unknown): string;
    patch(list: string[]): Patch;
  };
}

type ListOf = Pick<Issue, 'componentIds' | 'fixVersionIds' | 'affectedVersionIds'>;

function namedList(
  property: keyof ListOf,
  kind: string,
  all: (target: Target) => Iterable<Readonly<{ id: string; name: string }>>,
): FieldRule {
  const one = (target: Target, value: unknown) => readNamed(kind, all(target), value);
  return {
    set: (target, value) => {
      if (value === null) return { [property]: [] };
      if (!Array.isArray(value)) throw new FieldError('data was not an array');
      return { [property]: [...new Set(value.map(each => one(target, each)))] };
    },
    list: { of: issue => issue?.[property] ?? [], one, patch: list => ({ [property]: list }) },
  };
}

const versions = ({ call, project }: Target) => call.state.versions.by('project', project.id);

const rules: Record<string, FieldRule> = {
  summary: { set: (_target, value) => ({ summary: readSummary(value) }) },
  description: { set: ({ call }, value) => ({ description: readDocument(call, value) }) },
  environment: { set: ({ call }, value) => ({ environment: readDocument(call, value) }) },
  labels: {
    set: (_target, value) => ({ labels: value === null ? [] : readStrings(value).map(readLabel).sort() }),
    list: {
      of: issue => issue?.labels ?? [],
      one: (_target, value) => readLabel(value),
      patch: labels => ({ labels: labels.sort() }),
    },
  },
  priority: {
    set: ({ call }, value) => ({
      priorityId: value === null ? null : readNamed('Priority', call.state.priorities.values(), value),
    }),
  },
  assignee: { set: ({ call, project }, value) => ({ assignee: readAssignee(call, project, value) }) },
  reporter: { set: ({ call }, value) => ({ reporter: readUser(call, value) }) },
  duedate: { set: (_target, value) => ({ dueDate: readDay(value) }) },
  issuetype: { set: (target, value) => ({ typeId: readType(target, value) }) },
  parent: { set: (target, value) => ({ parentId: readParent(target, value) }) },
  components: namedList('componentIds', 'Component', ({ call, project }) => call.state.components.by('project', project.id)),
  fixVersions: namedList('fixVersionIds', 'Version', versions),
  versions: namedList('affectedVersionIds', 'Version', versions),
  resolution: {
    set: ({ call }, value) => ({
      resolutionId: value === null ? null : readNamed('Resolution', call.state.resolutions.values(), value),
    }),
  },
  security: { set: (target, value) => ({ securityId: value === null ? null : readSecurity(target, value) }) },
  timetracking: { set: readTracking },
  customfield_10019: { set: () => cannotBeSet('customfield_10019') },
};

/** How a field is written; undefined for one that is not on the screen. */
export function ruleOf(target: Target, id: string): FieldRule | undefined {
  const { call, project, typeId } = target;
  if (!isOffered(target, id)) return undefined;
  if (Object.hasOwn(rules, id)) return rules[id];
  const field = call.state.customFields.get(id);
  if (field === undefined || field.trashed !== null || contextFor(call.state, id, project.id, typeId) === undefined)
    return undefined;
  if (field.kind === 'sprint') return { set: (_target, value) => ({ sprintIds: readSprint(value) }) };
  const one = listReader(field);
  const set = (target: Target, value: unknown): Patch => ({ fields: { [id]: readCustom(target, field, value) } });
  if (one === undefined) return { set };
  return {
    set,
    list: {
      of: issue => (issue?.fields[id] as string[] | undefined) ?? [],
      one: (target, value) => one(target, field, value),
      patch: list => ({ fields: { [id]: list.length === 0 ? null : list } }),
    },
  };
}

/** Fields every issue is made with, and those no screen has to show. */
const always = new Set(['project', 'issuetype', 'summary', 'parent', 'resolution']);

function isOffered(target: Target, id: string): boolean {
  if (target.anyField === true || always.has(id)) return true;
  const { state } = target.call;
  return (
    fieldsOnScreen(state, target, target.issue === undefined ? 'create' : 'edit').includes(id) &&
    !configurationOf(state, target, id).isHidden
  );
}

export function cannotBeSet(id: string): never {
  throw new FieldError(`Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`);
}

function readSummary(value: unknown): string {
  if (value !== null && value !== undefined && typeof value !== 'string')
    throw new FieldError('Operation value must be a string');
  if (typeof value !== 'string' || value.trim() === '') throw new FieldError('You must specify a summary of the issue.');
  if (/[\r\n]/.test(value)) throw new FieldError('The summary is invalid because it contains newline characters.');
  if (value.length > 255) throw new FieldError("Summary can't exceed 255 characters.");
  return value.trim();
}

function readType({ call, project, issue }: Target, value: unknown): string {
  if (value === undefined || value === null) throw new FieldError('Specify an issue type');
  const { id, name } = asObject(value);
  const types = project.issueTypes.flatMap(one => call.state.issueTypes.get(one) ?? []);
  const wanted = asText(id ?? name);
  const type = types.find(one => (id === undefined ? one.name.toLowerCase() === wanted?.toLowerCase() : one.id === wanted));
  if (type === undefined) throw new FieldError('Specify a valid issue type');
  const present = call.state.issueTypes.get(issue?.typeId ?? '');
  if (present !== undefined && present.isSubtask !== type.isSubtask) throw new FieldError('The issue type selected is invalid.');
  return type.id;
}

/** An issue's parent: of the same project, and one level higher. */
function readParent({ call, project }: Target, value: unknown): string | null {
  if (value === null) return null;
  const { id, key } = asObject(value);
  const parent = findIssueByKey(call.state, asText(id ?? key) ?? '');
  if (parent === undefined || !canSeeIssue(call.state, call.user, parent)) {
    throw new FieldError("Could not find valid 'id' or 'key' for parent issue.");
  }
  const isSubtask = call.state.issueTypes.get(parent.typeId)?.isSubtask === true;
  if (isSubtask || (parent.projectId !== project.id && project.archived !== null)) {
    throw new FieldError('Given parent work item does not belong to appropriate hierarchy.');
  }
  return parent.id;
}

function readSecurity({ call, project }: Target, value: unknown): string {
  return readNamed('Security level', call.state.securityLevels.by('scheme', project.securitySchemeId ?? ''), value);
}

function readSprint(value: unknown): string[] {
  if (value === null) return [];
  const id = asText(value);
  if (id === undefined || !/^\d+$/.test(id)) throw new FieldError('Number value expected as the Sprint id.');
  return [id];
}

/** Estimates in Jira's notation. What remains follows the first estimate until it is set itself. */
function readTracking({ call, issue }: Target, value: unknown): Patch {
  const { originalEstimate, remainingEstimate, originalEstimateSeconds, remainingEstimateSeconds } = asObject(value);
  const read = (text: unknown, number: unknown): number | undefined => {
    if (text === undefined) return typeof number === 'number' ? number : undefined;
    const seconds = readDuration(String(text), call.state.settings.timeTracking);
    if (seconds === undefined) throw new FieldError('Invalid time duration entered');
    return seconds;
  };
  const original = read(originalEstimate, originalEstimateSeconds);
  const remaining = read(remainingEstimate, remainingEstimateSeconds);
  const isFresh = issue === undefined || (issue.remainingEstimate === null && issue.timeSpent === null);
  return {
    ...(original === undefined ? {} : { originalEstimate: original }),
    ...(remaining === undefined
      ? original !== undefined && isFresh
        ? { remainingEstimate: original }
        : {}
      : { remainingEstimate: remaining }),
    ...(remaining !== undefined && original === undefined && isFresh ? { originalEstimate: remaining } : {}),
  };
}
