import { can } from '../access/can.ts';
import { type AdfDocument, adfToText } from '../adf/document.ts';
import { wikiToAdf } from '../adf/from-wiki.ts';
import { isAdf, looksLikeAdf } from '../adf/validate.ts';
import type { Project } from '../model/project.ts';
import type { JiraCall } from '../operation.ts';
import { asObject, asText } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { FieldError } from './field-error.ts';

/** Characters a text may have in Jira Cloud. */
const textLimit = 32_767;
const tooLong = 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.';

/** A document, or wiki text for version 2. Throws `FieldError`, or INVALID_INPUT for a document that breaks the rules. */
export function readDocument(call: Pick<JiraCall, 'version'>, value: unknown): AdfDocument | null {
  if (value === null || value === undefined) return null;
  if (call.version === 2) {
    if (typeof value !== 'string') throw new FieldError('Operation value must be a string');
    if (value.length > textLimit) throw new FieldError(tooLong);
    return value === '' ? null : wikiToAdf(value);
  }
  if (!looksLikeAdf(value))
    throw new FieldError('Operation value must be an Atlassian Document (see the Atlassian Document Format)');
  if (!isAdf(value)) throw new JiraRefusal(400, ['INVALID_INPUT']);
  if (adfToText(value).length > textLimit) throw new FieldError(tooLong);
  return value;
}

interface Named {
  id: string;
  name: string;
}

/** One of a list, named by `{ id }` or `{ name }`. Throws `FieldError` in the words of `kind`: `Priority name 'x' is not valid`. */
export function readNamed(kind: string, list: Iterable<Readonly<Named>>, value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FieldError('data was not an object');
  const { id, name } = asObject(value);
  if (id === undefined && name === undefined) throw new FieldError(`Could not find valid 'id' or 'name' in ${kind} object.`);
  const wanted = asText(id ?? name) ?? '';
  for (const one of list) if (id === undefined ? one.name === wanted : one.id === wanted) return one.id;
  throw new FieldError(`${kind} ${id === undefined ? 'name' : 'id'} '${wanted}' is not valid`);
}

export function readStrings(value: unknown): string[] {
  if (!Array.isArray(value)) throw new FieldError('data was not an array');
  if (value.some(one => typeof one !== 'string')) throw new FieldError('string expected at index 0');
  return [...new Set<string>(value)];
}

export function readLabel(value: unknown): string {
  if (typeof value !== 'string') throw new FieldError('string expected at index 0');
  if (/\s/.test(value)) throw new FieldError(`The label '${value}' contains spaces which is invalid.`);
  if (value.length > 255)
    throw new FieldError(`The label '${value}' exceeds the maximum length for a single label of 255 characters.`);
  return value;
}

export function readDay(value: unknown): string | null {
  if (value === null || value === '') return null;
  if (typeof value !== 'string') throw new FieldError('Operation value must be a string');
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value);
  if (!isDay) throw new FieldError(`Error parsing date string: ${value}`);
  return value;
}

export function readMoment(value: unknown): number | null {
  if (value === null) return null;
  const time = typeof value === 'string' ? Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : Number.NaN;
  if (Number.isNaN(time)) throw new FieldError(`Error parsing time: ${String(value)}`);
  return time;
}

/** An account id; null where the field is emptied. */
export function readUser(call: JiraCall, value: unknown): string | null {
  if (value === null) return null;
  if (typeof value !== 'object' || Array.isArray(value)) throw new FieldError('data was not an object');
  const { accountId, id } = asObject(value);
  const wanted = accountId === undefined ? id : accountId;
  if (wanted === null) return null;
  if (wanted === undefined) throw new FieldError("expected 'accountId' property to be provided");
  const user = call.state.users.get(String(wanted));
  if (user === undefined) throw new FieldError(`User '${String(wanted)}' does not exist.`);
  return user.accountId;
}

/** An account id that may be given work; `-1` is the project's default. */
export function readAssignee(call: JiraCall, project: Readonly<Project>, value: unknown): string | null {
  const { accountId, id } = asObject(value);
  if ((accountId ?? id) === '-1') return defaultAssignee(project);
  const wanted = readUser(call, value);
  const user = wanted === null ? undefined : call.state.users.get(wanted);
  if (user !== undefined && (!user.active || !can(call.state, user, 'ASSIGNABLE_USER', project))) {
    throw new FieldError(`User '${user.accountId}' cannot be assigned issues.`);
  }
  return wanted;
}

export function defaultAssignee(project: Readonly<Project>): string | null {
  return project.assigneeType === 'PROJECT_LEAD' ? project.lead : null;
}
