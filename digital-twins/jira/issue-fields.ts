import { type AdfDocument, isAdf, textToAdf } from './adf.ts';
import { type JiraCall, JiraRefusal } from './operation.ts';
import { type Issue, type Project, priorities } from './state.ts';

type Loose = Record<string, unknown>;
type Patch = Partial<Issue>;

/** Reads one field of a request into a part of an issue. Throws the field's error text. */
type FieldReader = (call: JiraCall, project: Project, value: unknown) => Patch;

/** A value that a field cannot take; the text is Jira's. */
export class FieldError extends Error {}

const readers: Record<string, FieldReader> = {
  summary: (_call, _project, value) => ({ summary: readSummary(value) }),
  description: (call, _project, value) => ({ description: readDocument(call, value) }),
  environment: (call, _project, value) => ({ environment: readDocument(call, value) }),
  labels: (_call, _project, value) => ({ labels: readLabels(value) }),
  priority: (_call, _project, value) => ({ priority: readPriority(value) }),
  assignee: (call, _project, value) => ({ assignee: readUser(call, value) }),
  reporter: (call, _project, value) => ({ reporter: readUser(call, value) }),
  duedate: (_call, _project, value) => ({ dueDate: readDate(value) }),
  issuetype: (call, project, value) => ({ typeId: readType(call, project, value) }),
  parent: (call, project, value) => ({ parentId: readParent(call, project, value) }),
};

/** Reads all fields of a request. Throws one `JiraRefusal` 400 that names every field that is wrong. */
export function readFields(call: JiraCall, project: Project, fields: Loose): Patch {
  const patch: Patch = {};
  const errors: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'project') continue;
    try {
      Object.assign(patch, readField(call, project, name, value));
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      errors[name] = error.message;
    }
  }
  if (Object.keys(errors).length > 0) throw new JiraRefusal(400, [], errors);
  return patch;
}

function readField(call: JiraCall, project: Project, name: string, value: unknown): Patch {
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader === undefined) {
    throw new FieldError(`Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`);
  }
  return reader(call, project, value);
}

function readSummary(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') throw new FieldError('You must specify a summary of the issue.');
  if (/[\r\n]/.test(value)) throw new FieldError('The summary is invalid because it contains newline characters.');
  if (value.length > 255) throw new FieldError("Summary can't exceed 255 characters.");
  return value.trim();
}

export function readDocument(call: JiraCall, value: unknown): AdfDocument | null {
  if (value === null || value === undefined) return null;
  if (call.version === 2 && typeof value === 'string') return value === '' ? null : textToAdf(value);
  if (call.version === 2) throw new FieldError('Operation value must be a string');
  if (!isAdf(value)) throw new FieldError('Operation value must be an Atlassian Document (see the Atlassian Document Format)');
  return value;
}

function readLabels(value: unknown): string[] {
  if (!Array.isArray(value) || value.some(label => typeof label !== 'string')) throw new FieldError('data was not an array');
  const spaced = value.find((label: string) => /\s/.test(label));
  if (spaced !== undefined) throw new FieldError(`The label '${spaced}' contains spaces which is invalid.`);
  return [...new Set<string>(value)];
}

function readPriority(value: unknown): string {
  const { id, name } = asObject(value);
  const found = priorities.find(one => one.id === id || one.name === name);
  if (found === undefined) throw new FieldError('The priority selected is invalid.');
  return found.name;
}

function readUser(call: JiraCall, value: unknown): string | null {
  if (value === null) return null;
  const wanted = asObject(value).accountId ?? asObject(value).id;
  if (wanted === null) return null;
  const user = call.state.users.get(String(wanted ?? ''));
  if (user === undefined) throw new FieldError(`User '${String(wanted ?? '')}' does not exist.`);
  if (!user.active) throw new FieldError(`User '${user.accountId}' cannot be assigned issues.`);
  return user.accountId;
}

function readDate(value: unknown): string | null {
  if (value === null) return null;
  const isDate = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
  if (!isDate) throw new FieldError("Error parsing date string: expected format 'yyyy-MM-dd'.");
  return value;
}

function readType(call: JiraCall, project: Project, value: unknown): string {
  const { id, name } = asObject(value);
  const type = call.state.issueTypes.find(one => one.id === String(id ?? '') || (id === undefined && one.name === name));
  if (type === undefined || !project.issueTypes.includes(type.id)) throw new FieldError('Specify a valid issue type');
  return type.id;
}

function readParent(call: JiraCall, project: Project, value: unknown): string | null {
  if (value === null) return null;
  const { id, key } = asObject(value);
  const parent = [...call.state.issues.values()].find(one => one.id === id || one.key === key);
  if (parent === undefined || parent.projectId !== project.id)
    throw new FieldError("Could not find valid 'id' or 'key' for parent issue.");
  return parent.id;
}

export function asObject(value: unknown): Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};
}
