import { assertNever } from '../../../kit/twin-error.ts';
import type { CustomField, FieldKind } from '../../model/field.ts';
import type { Issue } from '../../model/issue.ts';
import type { JqlContext } from '../context.ts';
import { type ChoiceField, emptiness, equality, type Field, matching, type Thing } from './field.ts';
import { userField } from './people-fields.ts';
import { sprintField, versionField } from './place-fields.ts';
import { dayField, numberField, textField, textsOf, timeField } from './plain-fields.ts';
import { rankField } from './rank-field.ts';

/** The words the query editor puts behind a name to say what it is: `Team[Dropdown]`. */
const typeWords: Record<FieldKind, string> = {
  text: 'Short text',
  textarea: 'Paragraph',
  url: 'URL Field',
  number: 'Number',
  date: 'Date',
  datetime: 'Time stamp',
  select: 'Dropdown',
  multiselect: 'Checkboxes',
  cascading: 'Select List (cascading)',
  user: 'User Picker (single user)',
  users: 'People',
  group: 'Group Picker (single group)',
  groups: 'Group Picker (multiple groups)',
  labels: 'Labels',
  project: 'Project Picker (single project)',
  version: 'Version Picker (single version)',
  versions: 'Version Picker (multiple versions)',
  rank: 'Rank',
  sprint: 'Sprint',
};

/** The name of a custom field with what it is, as `displayName` in autocompletion. */
export function longName({ name, kind }: Readonly<CustomField>): string {
  return `${name}[${typeWords[kind]}]`;
}

/** A custom field by its number, or by its name with or without its type. */
export function findCustomField({ state }: JqlContext, name: string, id: string | undefined): Readonly<CustomField> | undefined {
  const living = [...state.customFields.values()].filter(field => field.trashed === null);
  if (id !== undefined) return living.find(field => field.id === `customfield_${id}`);
  const wanted = name.toLowerCase();
  return living.find(field => field.name.toLowerCase() === wanted || longName(field).toLowerCase() === wanted);
}

export function customField(context: JqlContext, field: Readonly<CustomField>, name: string): Field {
  const heldBy = (issue: Readonly<Issue>) => issue.fields[field.id];
  const idsOf = (issue: Readonly<Issue>) => asIds(heldBy(issue));
  switch (field.kind) {
    case 'text':
    case 'textarea':
      return textField(name, issue => textsOf(heldBy(issue)));
    case 'url':
      return choice(
        'choice',
        name,
        issue => textsOf(heldBy(issue)),
        text => [text.toLowerCase()],
        { isLenient: true },
      );
    case 'number':
      return numberField(name, issue => asNumber(heldBy(issue)));
    case 'date':
      return dayField(name, idsOf);
    case 'datetime':
      return timeField(name, issue => [asNumber(heldBy(issue))].filter(one => one !== null), false);
    case 'select':
    case 'multiselect':
    case 'cascading':
      return optionField(context, field, name);
    case 'user':
    case 'users':
      return userField(context, name, idsOf);
    case 'group':
    case 'groups':
      return choice('group', name, idsOf, text => resolveNamed(context.state.groups.values(), text));
    case 'labels':
      return choice(
        'choice',
        name,
        issue => idsOf(issue).map(one => one.toLowerCase()),
        text => [text.toLowerCase()],
        {
          isLenient: true,
        },
      );
    case 'project':
      return choice('project', name, idsOf, text =>
        [...context.visible.values()].flatMap(one =>
          [one.key, one.name, one.id].some(form => isSame(form, text)) ? [one.id] : [],
        ),
      );
    case 'version':
    case 'versions':
      return versionField(context, name, idsOf);
    case 'rank':
      return { ...rankField(), name };
    case 'sprint':
      return { ...sprintField(context), name };
    default:
      return assertNever(field.kind);
  }
}

function choice(
  of: Thing,
  name: string,
  ids: ChoiceField['ids'],
  resolve: ChoiceField['resolve'],
  more: Partial<ChoiceField> = {},
): ChoiceField {
  const sortKey = (issue: Readonly<Issue>) => ids(issue).join(' ') || null;
  return { kind: 'choice', of, name, operators: [...equality, ...emptiness], ids, resolve, sortKey, ...more };
}

function optionField({ state }: JqlContext, field: Readonly<CustomField>, name: string): ChoiceField {
  const options = state.options.by('field', field.id);
  const called = (value: string) => options.filter(option => isSame(option.value, value));
  const ids = (issue: Readonly<Issue>) => asIds(issue.fields[field.id]);
  return choice('option', name, ids, text => (called(text).length > 0 ? called(text).map(one => one.id) : has(options, text)), {
    operators: [...equality, ...emptiness, ...matching],
    nameOf: id => state.options.get(id)?.value ?? id,
    sortKey: issue => state.options.get(ids(issue)[0] ?? '')?.sequence ?? null,
    call: ({ name: called_, args }) => {
      const [first = '', second] = args;
      if (called_.toLowerCase() === 'choiceoption') return args.flatMap(arg => called(arg).map(one => one.id));
      if (called_.toLowerCase() !== 'cascadeoption') return undefined;
      const parents = options.filter(one => one.parentId === null && (isSame(one.value, first) || one.id === first));
      if (second === undefined) return parents.map(one => one.id);
      const parentIds = new Set(parents.map(one => one.id));
      return called(second).flatMap(one => (one.parentId !== null && parentIds.has(one.parentId) ? [one.id] : []));
    },
  });
}

function has(options: readonly Readonly<{ id: string }>[], id: string): string[] {
  return options.some(option => option.id === id) ? [id] : [];
}

function resolveNamed(rows: Iterable<Readonly<{ id: string; name: string }>>, text: string): string[] {
  return [...rows].flatMap(row => (isSame(row.name, text) || row.id === text ? [row.id] : []));
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function asIds(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  return value === undefined || value === null ? [] : [String(value)];
}

function asNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
