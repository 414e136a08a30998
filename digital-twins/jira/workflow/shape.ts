import type { CategoryKey, IssueType, LinkType, Priority, Resolution, Status } from '../model/workflow.ts';
import { api, type View } from '../shapes.ts';
import type { JiraState } from '../state.ts';

type Shape = Record<string, unknown>;

export const categories: Record<CategoryKey, { id: number; colorName: string; name: string }> = {
  undefined: { id: 1, colorName: 'medium-gray', name: 'No Category' },
  new: { id: 2, colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, colorName: 'green', name: 'Done' },
};

export function categoryShape(view: View, key: CategoryKey): Shape {
  const { id, colorName, name } = categories[key];
  return { self: `${api(view)}/statuscategory/${id}`, id, key, colorName, name };
}

export function statusShape(view: View, status: Readonly<Status>): Shape {
  return {
    self: `${api(view)}/status/${status.id}`,
    description: status.description,
    iconUrl: `${view.origin}/images/icons/statuses/generic.png`,
    name: status.name,
    id: status.id,
    statusCategory: categoryShape(view, status.category),
  };
}

export function statusOf(state: JiraState, id: string): Readonly<Status> {
  const status = state.statuses.get(id);
  if (status === undefined) throw new Error(`there is no status ${id}`);
  return status;
}

export function typeOf(state: JiraState, issue: { typeId: string }): Readonly<IssueType> {
  const type = state.issueTypes.get(issue.typeId);
  if (type === undefined) throw new Error(`there is no issue type ${issue.typeId}`);
  return type;
}

export function typeShape(view: View, type: Readonly<IssueType>): Shape {
  return {
    self: `${api(view)}/issuetype/${type.id}`,
    id: type.id,
    description: type.description,
    iconUrl: `${api({ ...view, version: 2 })}/universal_avatar/view/type/issuetype/avatar/${type.avatarId}?size=medium`,
    name: type.name,
    subtask: type.isSubtask,
    avatarId: Number(type.avatarId),
    hierarchyLevel: type.level,
  };
}

/** A priority as a field of an issue has it. */
export function priorityShape(view: View, priority: Readonly<Priority>): Shape {
  return { self: `${api(view)}/priority/${priority.id}`, iconUrl: iconOf(view, priority), name: priority.name, id: priority.id };
}

/** A priority as the lists have it. */
export function fullPriorityShape(view: View, priority: Readonly<Priority>): Shape {
  return {
    ...priorityShape(view, priority),
    statusColor: priority.color,
    description: priority.description,
    isDefault: priority.isDefault,
  };
}

function iconOf(view: View, { iconUrl }: Readonly<Priority>): string {
  return iconUrl.startsWith('/') ? `${view.origin}${iconUrl}` : iconUrl;
}

export function resolutionShape(view: View, resolution: Readonly<Resolution>): Shape {
  return {
    self: `${api(view)}/resolution/${resolution.id}`,
    id: resolution.id,
    description: resolution.description,
    name: resolution.name,
  };
}

export function linkTypeShape(view: View, type: Readonly<LinkType>): Shape {
  return { ...type, self: `${api(view)}/issueLinkType/${type.id}` };
}
