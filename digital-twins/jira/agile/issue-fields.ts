import type { Issue } from '../model/issue.ts';
import { asObject, asText } from '../reading.ts';
import type { View } from '../shapes.ts';
import type { JiraState } from '../state.ts';
import { statusOf } from '../workflow/shape.ts';
import { agileApi, sprintShape } from './shape.ts';

type Shape = Record<string, unknown>;

/** What Jira Software adds to an issue's fields (Jira Software docs, "Get issue"): its sprints and its epic. */
export function agileFields(view: View, issue: Readonly<Issue>, wanted: readonly string[]): Shape {
  const sprints = issue.sprintIds.flatMap(id => view.state.sprints.get(id) ?? []);
  const present = sprints.findLast(({ state }) => state !== 'closed');
  const closed = sprints.filter(({ state }) => state === 'closed');
  const parent = view.state.issues.get(issue.parentId ?? '');
  const epic = parent !== undefined && view.state.issueTypes.get(parent.typeId)?.level === 1 ? parent : undefined;
  const all: Shape = {
    sprint: present === undefined ? null : sprintShape(view, present),
    ...(closed.length === 0 ? {} : { closedSprints: closed.map(sprint => sprintShape(view, sprint)) }),
    epic: epic === undefined ? null : epicShape(view, epic),
    flagged: false,
  };
  const isAsked = (name: string) => wanted.some(one => one === name || one === '*all' || one === '*navigable');
  return Object.fromEntries(Object.entries(all).filter(([name]) => isAsked(name) && !wanted.includes(`-${name}`)));
}

/** An epic's colour and name that its issue does not hold stand in properties of its own. */
export const extraOf = (state: JiraState, issue: Readonly<Issue>): Shape =>
  asObject(state.properties.get(`epic:${issue.id}:agile`)?.value);

export function isDone(state: JiraState, issue: Readonly<Issue>): boolean {
  const { done } = extraOf(state, issue);
  return typeof done === 'boolean' ? done : statusOf(state, issue.statusId).category === 'done';
}

export function epicShape(view: View, issue: Readonly<Issue>): Shape {
  const { name, color } = extraOf(view.state, issue);
  return {
    id: Number(issue.id),
    key: issue.key,
    self: `${agileApi(view)}/epic/${issue.id}`,
    name: asText(name) ?? issue.summary,
    summary: issue.summary,
    color: { key: asText(color) ?? 'color_1' },
    done: isDone(view.state, issue),
  };
}
