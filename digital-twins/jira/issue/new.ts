import type { World } from '../../kit/plugin.ts';
import type { Issue } from '../model/issue.ts';
import type { Project } from '../model/project.ts';
import type { JiraState } from '../state.ts';
import { workflowOf } from '../workflow/of.ts';
import { rankOf } from './rank.ts';

export type NewIssue = Pick<Issue, 'typeId' | 'summary' | 'creator'> & Partial<Issue>;

/** Makes an issue with the next id and key of its project, in the workflow's first status. */
export function newIssue(
  state: JiraState,
  world: Pick<World, 'ids' | 'clock'>,
  project: Readonly<Project>,
  given: NewIssue,
): Readonly<Issue> {
  const { lastNumber } = state.projects.edit(project.id, row => {
    row.lastNumber += 1;
  });
  const now = world.clock.now();
  const id = world.ids.number('jira.issue', 10_000);
  return state.issues.add({
    id: String(id),
    key: `${project.key}-${lastNumber}`,
    number: lastNumber,
    projectId: project.id,
    statusId: workflowOf(state, project, given.typeId).initial,
    description: null,
    environment: null,
    priorityId: defaultPriority(state),
    resolutionId: null,
    securityId: null,
    assignee: null,
    reporter: given.creator,
    parentId: null,
    labels: [],
    componentIds: [],
    fixVersionIds: [],
    affectedVersionIds: [],
    sprintIds: [],
    rank: rankOf(id),
    dueDate: null,
    created: now,
    updated: now,
    statusChanged: now,
    resolved: null,
    archived: null,
    originalEstimate: null,
    remainingEstimate: null,
    timeSpent: null,
    watchers: [],
    voters: [],
    viewed: {},
    fields: {},
    ...given,
  });
}

function defaultPriority(state: JiraState): string | null {
  for (const priority of state.priorities.values()) if (priority.isDefault) return priority.id;
  return null;
}
