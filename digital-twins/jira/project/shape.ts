import type { Component, Project } from '../model/project.ts';
import { api, avatarUrls, type View } from '../shapes.ts';
import { userOrNull } from '../user/shape.ts';

type Shape = Record<string, unknown>;

/** A project as fields of issues and short lists have it. */
export function projectShape(view: View, project: Readonly<Project>): Shape {
  return {
    self: `${api(view)}/project/${project.id}`,
    id: project.id,
    key: project.key,
    name: project.name,
    projectTypeKey: project.type,
    simplified: false,
    avatarUrls: projectAvatars(view, project),
    ...(project.categoryId === null ? {} : categoryPart(view, project.categoryId)),
  };
}

function projectAvatars(view: View, project: Readonly<Project>): Record<string, string> {
  return avatarUrls(`${api(view)}/universal_avatar/view/type/project/avatar/${project.avatarId}`);
}

function categoryPart(view: View, id: string): Shape {
  const category = view.state.entries.get(`projectCategory:${id}`);
  if (category === undefined) return {};
  const { name, description } = category;
  return { projectCategory: { self: `${api(view)}/projectCategory/${id}`, id, name, description } };
}

/** A component as a field of an issue has it. */
export function componentShape(view: View, component: Readonly<Component>): Shape {
  const { id, name, description } = component;
  return { self: `${api(view)}/component/${id}`, id, name, ...(description === '' ? {} : { description }) };
}

/** A component as the component endpoints have it. */
export function fullComponentShape(view: View, component: Readonly<Component>): Shape {
  const project = view.state.projects.get(component.projectId);
  const lead = userOrNull(view, component.lead);
  const isLead = component.assigneeType === 'COMPONENT_LEAD' && lead !== null;
  const isProjectLead = component.assigneeType === 'PROJECT_LEAD' || component.assigneeType === 'PROJECT_DEFAULT';
  const assignee = isLead
    ? lead
    : isProjectLead && project?.assigneeType === 'PROJECT_LEAD'
      ? userOrNull(view, project.lead)
      : null;
  return {
    ...componentShape(view, component),
    ...(lead === null ? {} : { lead }),
    assigneeType: component.assigneeType,
    ...(assignee === null ? {} : { assignee }),
    realAssigneeType: isLead ? 'COMPONENT_LEAD' : assignee === null ? 'UNASSIGNED' : 'PROJECT_LEAD',
    ...(assignee === null ? {} : { realAssignee: assignee }),
    isAssigneeTypeValid: component.assigneeType !== 'COMPONENT_LEAD' || lead !== null,
    project: project?.key,
    projectId: Number(component.projectId),
  };
}
