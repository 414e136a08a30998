import type { Issue } from '../model/issue.ts';
import type { View } from '../shapes.ts';

/** The sprints an issue is and was in, as its Sprint field has them; null = none. */
export function sprintValue({ state }: View, issue: Readonly<Issue>): unknown {
  const sprints = issue.sprintIds.flatMap(id => state.sprints.get(id) ?? []);
  if (sprints.length === 0) return null;
  const time = (name: string, ms: number | null) => (ms === null ? {} : { [name]: new Date(ms).toISOString() });
  return sprints.map(sprint => ({
    id: Number(sprint.id),
    name: sprint.name,
    state: sprint.state,
    boardId: Number(sprint.boardId),
    goal: sprint.goal ?? '',
    ...time('startDate', sprint.startDate),
    ...time('endDate', sprint.endDate),
    ...time('completeDate', sprint.completeDate),
  }));
}
