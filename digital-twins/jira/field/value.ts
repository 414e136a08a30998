import type { AdfDocument } from '../adf/document.ts';
import { adfToWiki } from '../adf/to-wiki.ts';
import type { CustomField } from '../model/field.ts';
import { projectShape } from '../project/shape.ts';
import { versionShape } from '../project/version-shape.ts';
import { api, jiraTime, type View } from '../shapes.ts';
import { groupShape } from '../user/group-shape.ts';
import { userOrNull } from '../user/shape.ts';

/** What a custom field's value looks like on the wire; null when it is empty. */
export function customValue(view: View, field: Readonly<CustomField>, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  const each = (shape: (id: string) => unknown) => (value as string[]).map(shape).filter(one => one !== null);
  switch (field.kind) {
    case 'textarea':
      return view.version === 3 ? value : adfToWiki(value as AdfDocument);
    case 'datetime':
      return jiraTime(Number(value));
    case 'select':
      return optionShape(view, String(value));
    case 'multiselect':
      return each(id => optionShape(view, id));
    case 'cascading':
      return cascadingShape(view, value as string[]);
    case 'user':
      return userOrNull(view, String(value));
    case 'users':
      return each(id => userOrNull(view, id));
    case 'group':
      return groupOrNull(view, String(value));
    case 'groups':
      return each(id => groupOrNull(view, id));
    case 'project': {
      const project = view.state.projects.get(String(value));
      return project === undefined ? null : projectShape(view, project);
    }
    case 'version':
      return versionOrNull(view, String(value));
    case 'versions':
      return each(id => versionOrNull(view, id));
    default:
      return value;
  }
}

export function optionShape(view: View, id: string): Record<string, unknown> | null {
  const option = view.state.options.get(id);
  return option === undefined ? null : { self: `${api(view)}/customFieldOption/${id}`, value: option.value, id };
}

function cascadingShape(view: View, [parent, child]: string[]): unknown {
  const shape = optionShape(view, parent ?? '');
  if (shape === null || child === undefined) return shape;
  return { ...shape, child: optionShape(view, child) };
}

function groupOrNull(view: View, id: string) {
  const group = view.state.groups.get(id);
  return group === undefined ? null : groupShape(view, group);
}

function versionOrNull(view: View, id: string) {
  const version = view.state.versions.get(id);
  return version === undefined ? null : versionShape(view, version);
}
