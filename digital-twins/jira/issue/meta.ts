import { configurationOf } from '../field/configuration.ts';
import { contextFor } from '../field/context.ts';
import { nameOf, schemaOf } from '../field/shape.ts';
import { optionShape } from '../field/value.ts';
import type { Project } from '../model/project.ts';
import type { JiraCall } from '../operation.ts';
import { componentShape, projectShape } from '../project/shape.ts';
import { versionShape } from '../project/version-shape.ts';
import type { Loose } from '../reading.ts';
import { fieldsOnScreen, type ScreenUse } from '../screen/on-screen.ts';
import { viewOf } from '../shapes.ts';
import { fullPriorityShape, resolutionShape, typeShape } from '../workflow/shape.ts';

/** Where a field is asked about. */
export interface Place {
  project: Readonly<Project>;
  typeId: string;
}

const listVerbs = new Set(['labels', 'components', 'fixVersions', 'versions']);
const everywhere = ['summary', 'issuetype', 'project'];

/** Ids of the fields that can be written in a place. */
export function screenFields({ state }: JiraCall, place: Place, use: ScreenUse): string[] {
  const { project, typeId } = place;
  const isThere = (id: string) => {
    const field = state.customFields.get(id);
    if (field === undefined) return id !== 'security' || project.securitySchemeId !== null;
    return field.trashed === null && field.kind !== 'rank' && contextFor(state, id, project.id, typeId) !== undefined;
  };
  const ids = [...new Set([...everywhere, ...fieldsOnScreen(state, place, use)])];
  return ids.filter(id => isThere(id) && !configurationOf(state, place, id).isHidden);
}

/** What createmeta, editmeta and a transition's screen say of one field. */
export function fieldMeta(call: JiraCall, place: Place, id: string): Loose {
  const { state } = call;
  const allowedValues = allowed(call, place, id);
  const isSubtask = state.issueTypes.get(place.typeId)?.isSubtask === true;
  const isList = listVerbs.has(id) || schemaOf(state, id)?.type === 'array';
  return {
    required: everywhere.includes(id) || (id === 'parent' && isSubtask) || configurationOf(state, place, id).isRequired,
    schema: schemaOf(state, id) ?? { type: 'issuelink', system: id },
    name: nameOf(state, id),
    key: id,
    hasDefaultValue: id === 'priority' || id === 'reporter',
    operations:
      id === 'issuelinks'
        ? ['add', 'copy']
        : isList
          ? ['add', 'set', 'remove']
          : id === 'timetracking'
            ? ['set', 'edit']
            : ['set'],
    ...(allowedValues === undefined ? {} : { allowedValues }),
    ...(id === 'priority' ? { defaultValue: defaultPriority(call) } : {}),
    ...autoComplete(call, id),
  };
}

function defaultPriority(call: JiraCall): unknown {
  const priority = [...call.state.priorities.values()].find(one => one.isDefault);
  return priority === undefined ? null : fullPriorityShape(viewOf(call), priority);
}

function autoComplete(call: JiraCall, id: string): Loose {
  const { origin } = call.request;
  if (id === 'labels') return { autoCompleteUrl: `${origin}/rest/api/1.0/labels/suggest?query=` };
  if (id === 'assignee') return { autoCompleteUrl: `${origin}/rest/api/${call.version}/user/assignable/search?query=` };
  if (id === 'reporter') return { autoCompleteUrl: `${origin}/rest/api/${call.version}/user/recommend?context=Reporter&query=` };
  return {};
}

function allowed(call: JiraCall, { project, typeId }: Place, id: string): unknown[] | undefined {
  const { state } = call;
  const view = viewOf(call);
  switch (id) {
    case 'issuetype':
      return [state.issueTypes.get(typeId)].flatMap(type => (type === undefined ? [] : [typeShape(view, type)]));
    case 'project':
      return [projectShape(view, project)];
    case 'priority':
      return [...state.priorities.values()].map(one => fullPriorityShape(view, one));
    case 'resolution':
      return [...state.resolutions.values()].map(one => resolutionShape(view, one));
    case 'components':
      return state.components.by('project', project.id).map(one => componentShape(view, one));
    case 'fixVersions':
    case 'versions':
      return state.versions
        .by('project', project.id)
        .filter(one => !one.archived)
        .map(one => versionShape(view, one));
    default: {
      if (!['select', 'multiselect', 'cascading'].includes(state.customFields.get(id)?.kind ?? '')) return undefined;
      const context = contextFor(state, id, project.id, typeId);
      const options = state.options.by('context', context?.id ?? '').filter(one => one.parentId === null && !one.disabled);
      return options.map(one => optionShape(view, one.id));
    }
  }
}
