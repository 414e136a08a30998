import type { Answer } from '../../../kit/answer.ts';
import type { Entry } from '../../model/config.ts';
import type { Project } from '../../model/project.ts';
import { findProject, type JiraCall } from '../../operation.ts';
import { type Loose, pageAnswer, readList } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';
import { findEntry, type Resource } from '../resource.ts';

export const numbered = ({ id, name, description }: Readonly<Entry>): Loose => ({ id: Number(id), name, description });

export const lettered = ({ id, name, description }: Readonly<Entry>): Loose => ({ id, name, description });

export function projectsBy(call: JiraCall, name: string, resource: Resource, of: (project: Readonly<Project>) => string): Answer {
  const ids = readList(call, 'projectId');
  if (ids.length === 0) throw new JiraRefusal(400, ["The query parameter 'projectId' is required."]);
  const projects = ids.map(id => findProject(call, id));
  const schemes = [...new Set(projects.map(of))].filter(id => call.state.entries.has(`${resource.kind}:${id}`));
  return pageAnswer(call, schemes, id => ({
    [name]: resource.shape(call, findEntry(call, resource, id)),
    projectIds: projects.filter(project => of(project) === id).map(project => project.id),
  }));
}
