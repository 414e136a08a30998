import type { Project } from '../model/project.ts';
import type { CategoryKey } from '../model/workflow.ts';
import type { JiraState } from '../state.ts';
import { workflowOf } from '../workflow/of.ts';
import type { Column } from './state.ts';

/** A column for each status of the projects' workflows, from what is new to what is done. */
export function columnsOf(state: JiraState, projects: readonly Readonly<Project>[]): Column[] {
  const order: CategoryKey[] = ['undefined', 'new', 'indeterminate', 'done'];
  const ids = projects.flatMap(project => project.issueTypes.flatMap(type => workflowOf(state, project, type).statuses));
  const statuses = [...new Set(ids)].flatMap(id => state.statuses.get(id) ?? []);
  const sorted = statuses
    .map((status, place) => ({ status, place }))
    .sort(
      (left, right) => order.indexOf(left.status.category) - order.indexOf(right.status.category) || left.place - right.place,
    );
  return sorted.map(({ status }) => ({ name: status.name, statusIds: [status.id], min: null, max: null }));
}
