import { FieldError } from '../issue/field-error.ts';
import { readDay, readDocument, readLabel, readMoment, readNamed, readUser } from '../issue/read-value.ts';
import type { CustomField } from '../model/field.ts';
import type { Project } from '../model/project.ts';
import type { JiraCall } from '../operation.ts';
import { asObject, asText } from '../reading.ts';
import { contextFor } from './context.ts';

interface Target {
  call: JiraCall;
  project: Readonly<Project>;
  typeId: string;
}

/** Kinds whose value is a list, and how one of them is read. */
type OneReader = (target: Target, field: Readonly<CustomField>, value: unknown) => string;

const listReaders: Partial<Record<CustomField['kind'], OneReader>> = {
  multiselect: readOption,
  users: ({ call }, _field, value) => readUser(call, value) ?? '',
  groups: ({ call }, _field, value) => readGroup(call, value),
  labels: (_target, _field, value) => readLabel(value),
  versions: ({ call, project }, _field, value) => readNamed('Version', call.state.versions.by('project', project.id), value),
};

/** How one of a list is read, where a field holds a list. */
export function listReader(field: Readonly<CustomField>): OneReader | undefined {
  return listReaders[field.kind];
}

/** A custom field's value in the form `model/field.ts` says; null = empty. Throws `FieldError`. */
export function readCustom(target: Target, field: Readonly<CustomField>, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const reader = listReaders[field.kind];
  if (reader !== undefined) {
    if (!Array.isArray(value)) throw new FieldError('data was not an array');
    const list = [...new Set(value.map(one => reader(target, field, one)))];
    return list.length === 0 ? null : list;
  }
  return readSingle(target, field, value);
}

function readSingle(target: Target, field: Readonly<CustomField>, value: unknown): unknown {
  const { call, project } = target;
  switch (field.kind) {
    case 'text':
      return readText(value, 255);
    case 'url':
      return readUrl(value);
    case 'textarea':
      return readDocument(call, value);
    case 'number':
      if (typeof value !== 'number') throw new FieldError('Operation value must be a number');
      return value;
    case 'date':
      return readDay(value);
    case 'datetime':
      return readMoment(value);
    case 'select':
      return readOption(target, field, value);
    case 'cascading':
      return readCascading(target, field, value);
    case 'user':
      return readUser(call, value);
    case 'group':
      return readGroup(call, value);
    case 'project':
      return readProject(call, value);
    case 'version':
      return readNamed('Version', call.state.versions.by('project', project.id), value);
    default:
      throw new FieldError(`Field '${field.id}' cannot be set. It is not on the appropriate screen, or unknown.`);
  }
}

function readText(value: unknown, most: number): string | null {
  if (typeof value !== 'string') throw new FieldError('Operation value must be a string');
  if (value.length > most)
    throw new FieldError(`The entered text is too long. It exceeds the allowed limit of ${most} characters.`);
  return value === '' ? null : value;
}

function readUrl(value: unknown): string | null {
  const text = readText(value, 1000);
  if (text !== null && !URL.canParse(text)) throw new FieldError(`Invalid URL: '${text}'`);
  return text;
}

function readOption(target: Target, field: Readonly<CustomField>, value: unknown, parentId: string | null = null): string {
  if (typeof value !== 'object' || value === null) throw new FieldError(`Specify a valid 'id' or 'name' for ${field.name}`);
  const { id, value: text } = asObject(value);
  const wanted = asText(id ?? text);
  if (wanted === undefined) throw new FieldError(`Specify a valid 'id' or 'name' for ${field.name}`);
  const context = contextFor(target.call.state, field.id, target.project.id, target.typeId);
  const options = target.call.state.options
    .by('context', context?.id ?? '')
    .filter(one => one.parentId === parentId && !one.disabled);
  const option = options.find(one => (id === undefined ? one.value === wanted : one.id === wanted));
  if (option === undefined) throw new FieldError(`Option ${id === undefined ? 'value' : 'id'} '${wanted}' is not valid`);
  return option.id;
}

function readCascading(target: Target, field: Readonly<CustomField>, value: unknown): string[] {
  const parent = readOption(target, field, value);
  const { child } = asObject(value);
  return child === undefined || child === null ? [parent] : [parent, readOption(target, field, child, parent)];
}

function readGroup({ state }: JiraCall, value: unknown): string {
  const { name, groupId } = asObject(value);
  const group =
    groupId === undefined ? state.groups.by('name', String(name ?? '').toLowerCase())[0] : state.groups.get(String(groupId));
  if (group === undefined) throw new FieldError(`Group named '${String(name ?? groupId ?? '')}' does not exist.`);
  return group.id;
}

function readProject({ state }: JiraCall, value: unknown): string {
  const { id, key } = asObject(value);
  const project = id === undefined ? state.projects.by('key', String(key ?? ''))[0] : state.projects.get(String(id));
  if (project === undefined) throw new FieldError("Could not find valid 'id' or 'key' in project object.");
  return project.id;
}
