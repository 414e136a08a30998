import type { CustomField } from '../model/field.ts';
import type { SeedIssue } from '../seed/issue.ts';
import { documentOf } from './issue-parts.ts';
import { type Making, refuseSeed } from './making.ts';

export function customFields(making: Making, seed: SeedIssue, where: string): Record<string, unknown> {
  const { state } = making;
  return Object.fromEntries(
    Object.entries(seed.fields).map(([name, value]) => {
      const field = state.customFields.get(name) ?? state.customFields.by('name', name.toLowerCase())[0];
      if (field === undefined) return refuseSeed(where, `there is no field "${name}"`);
      return [field.id, customValueOf(making, field, value, where)];
    }),
  );
}

function customValueOf(making: Making, field: Readonly<CustomField>, value: unknown, where: string): unknown {
  const { state } = making;
  const options = state.options.by('field', field.id);
  const option = (name: unknown, parent: string | null = null) =>
    options.find(one => one.value === String(name) && one.parentId === parent)?.id ??
    refuseSeed(where, `${field.name} has no option "${String(name)}"`);
  const group = (name: unknown) =>
    state.groups.by('name', String(name).toLowerCase())[0]?.id ?? refuseSeed(where, `there is no group "${String(name)}"`);
  const list = [value].flat();
  switch (field.kind) {
    case 'select':
      return option(value);
    case 'multiselect':
      return list.map(one => option(one));
    case 'cascading': {
      const parent = option(list[0]);
      return list.length === 1 ? [parent] : [parent, option(list[1], parent)];
    }
    case 'user':
      return making.accountOf(String(value), where);
    case 'users':
      return list.map(one => making.accountOf(String(one), where));
    case 'group':
      return group(value);
    case 'groups':
      return list.map(group);
    case 'labels':
      return list.map(String);
    case 'textarea':
      return documentOf(value as SeedIssue['description'], where);
    case 'date':
      return (value instanceof Date ? value.toISOString() : String(value)).slice(0, 10);
    case 'datetime':
      return value instanceof Date ? value.getTime() : Date.parse(String(value));
    case 'project':
      return state.projects.by('key', String(value))[0]?.id ?? refuseSeed(where, `there is no project "${String(value)}"`);
    case 'version':
    case 'versions': {
      const ids = list.map(
        name =>
          [...state.versions.values()].find(one => one.name === name)?.id ??
          refuseSeed(where, `there is no version "${String(name)}"`),
      );
      return field.kind === 'version' ? ids[0] : ids;
    }
    default:
      return value;
  }
}
